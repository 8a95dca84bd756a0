package io.github.jwt2fa.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.jwt2fa.LoginTooOldException;
import io.github.jwt2fa.event.TwoFactorEvent.RecentLoginRefused;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.token.AuthToken;

/**
 * The rule for changes that a stolen token must not make: its login is recent.
 */
public final class RecentLogin {

	private final Duration maxAge;

	private final TwoFactorEventPublisher events;

	private final Clock clock;

	/**
	 * A rule.
	 * @param maxAge how old a login may be; zero for any age
	 * @param events where rejections are published
	 * @param clock the time
	 */
	RecentLogin(Duration maxAge, TwoFactorEventPublisher events, Clock clock) {
		this.maxAge = maxAge;
		this.events = events;
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
			this.events.publish((client, at) -> new RecentLoginRefused(token.userId(), token.sessionId(), client, at));
			throw new LoginTooOldException(this.maxAge);
		}
	}

}
