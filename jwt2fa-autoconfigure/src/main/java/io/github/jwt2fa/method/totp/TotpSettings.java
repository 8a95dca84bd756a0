package io.github.jwt2fa.method.totp;

/**
 * How TOTP is set up and checked.
 *
 * @param issuer the name that the app shows; no colon
 * @param window time steps to each side of now whose codes are accepted
 */
public record TotpSettings(String issuer, int window) {
}
