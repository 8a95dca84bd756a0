package io.github.jwt2fa.session;

import java.time.Duration;

/**
 * How long sessions last, and how their refresh tokens change.
 *
 * @param lifetime how long a session lasts, however often it is refreshed
 * @param rotate whether each refresh token is good for one refresh
 * @param reuseGrace how long the previous refresh token gets the same successor once more
 */
public record LoginSessionSettings(Duration lifetime, boolean rotate, Duration reuseGrace) {
}
