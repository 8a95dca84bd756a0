package io.github.jwt2fa.mail;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the e-mails with codes look like.
 *
 * @param subject the subject, with <code>{code}</code> where the code goes, or
 * {@code null} for a translated one
 * @param body the text, with <code>{code}</code> where the code goes, or {@code null} for
 * a translated one
 * @param codeLifetime how long the code is good for
 */
public record MailSettings(@Nullable String subject, @Nullable String body, Duration codeLifetime) {
}
