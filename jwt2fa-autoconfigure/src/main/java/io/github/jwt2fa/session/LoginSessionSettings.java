package io.github.jwt2fa.session;

import java.time.Duration;

/**
 * How long sessions last, and how their refresh tokens change.
 *
 * @param lifetime how long a session lasts, however often it is refreshed
 * @param rotate whether each refresh token is good for one refresh
 * @param reuseGrace how long the previous refresh token gets the same successor once more
 * @param maxPerUser how many sessions of a user go on at once; {@link Integer#MAX_VALUE}
 * for any number
 */
public record LoginSessionSettings(Duration lifetime, boolean rotate, Duration reuseGrace, int maxPerUser) {

	boolean limitsSessions() {
		return this.maxPerUser < Integer.MAX_VALUE;
	}

}
