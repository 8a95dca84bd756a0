package io.github.jwt2fa.security;

/**
 * What a login can prove.
 *
 * @param amr its name in the claim {@code amr}
 * (<a href="https://www.rfc-editor.org/rfc/rfc8176">RFC 8176</a>)
 * @param authority its name in Spring Security
 */
record LoginFactor(String amr, String authority) {
}
