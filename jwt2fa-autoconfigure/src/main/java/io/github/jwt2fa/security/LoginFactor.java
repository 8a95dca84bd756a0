package io.github.jwt2fa.security;

/**
 * What a login can prove.
 *
 * @param amr its name in the claim {@code amr} (RFC 8176)
 * @param authority its name in Spring Security
 */
record LoginFactor(String amr, String authority) {
}
