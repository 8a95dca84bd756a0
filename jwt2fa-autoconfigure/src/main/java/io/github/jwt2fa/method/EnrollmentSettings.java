package io.github.jwt2fa.method;

import java.time.Duration;

/**
 * How users set up their first factor.
 *
 * @param lifetime how long an enrollment token lives
 * @param leeway how long one is accepted after its end
 */
public record EnrollmentSettings(Duration lifetime, Duration leeway) {
}
