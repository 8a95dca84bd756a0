package io.github.jwt2fa.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.LoginTooOldException;

/**
 * The rule for changes that a stolen token must not make: its login is recent.
 */
public final class RecentLogin {

	private final Duration maxAge;

	private final Clock clock;

	/**
	 * A rule.
	 * @param maxAge how old a login may be; zero for any age
	 * @param clock the time
	 */
	public RecentLogin(Duration maxAge, Clock clock) {
		this.maxAge = maxAge;
		this.clock = clock;
	}

	/**
	 * Refuses a token whose login is not recent. One that does not tell is never recent.
	 * @param token the token
	 * @throws LoginTooOldException if it is not recent
	 */
	public void require(AuthToken token) {
		if (this.maxAge.isZero()) {
			return;
		}
		Instant authTime = token.authTime();
		if (authTime == null || this.clock.instant().isAfter(authTime.plus(this.maxAge))) {
			throw new LoginTooOldException(this.maxAge);
		}
	}

}
