package io.github.jwt2fa.method.totp;

import java.time.Duration;

/**
 * How TOTP is set up and checked.
 *
 * @param issuer the name that an authenticator app shows
 * @param window how many time steps before and after the present one are good, too
 * @param pendingLifetime how long a new secret waits for its first code
 * @param maxAttempts wrong codes after which a new secret is dead;
 * {@link Integer#MAX_VALUE} for no limit
 */
public record TotpSettings(String issuer, int window, Duration pendingLifetime, int maxAttempts) {
}
