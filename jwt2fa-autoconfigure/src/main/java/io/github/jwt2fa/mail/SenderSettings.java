package io.github.jwt2fa.mail;

import org.jspecify.annotations.Nullable;

/**
 * Whom mails are from.
 *
 * @param address the sender's address, or {@code null} for the account's
 * @param account the name of the account at the mail server; empty if there is none
 * @param help what to type for another address
 */
public record SenderSettings(@Nullable String address, String account, String help) {
}
