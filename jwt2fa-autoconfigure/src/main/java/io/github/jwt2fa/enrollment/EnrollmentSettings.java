package io.github.jwt2fa.enrollment;

import java.time.Duration;

/**
 * How TOTP is set up.
 *
 * @param issuer the name that an authenticator app shows
 * @param pendingLifetime how long a secret waits for its first code
 * @param maxAttempts wrong codes after which it is dead; {@link Integer#MAX_VALUE} for no
 * limit
 */
public record EnrollmentSettings(String issuer, Duration pendingLifetime, int maxAttempts) {
}
