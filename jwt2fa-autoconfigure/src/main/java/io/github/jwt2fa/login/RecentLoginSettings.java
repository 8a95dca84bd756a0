package io.github.jwt2fa.login;

import java.time.Duration;

/**
 * What a recent login is.
 *
 * @param maxAge how old it may be; zero for any age
 */
public record RecentLoginSettings(Duration maxAge) {
}
