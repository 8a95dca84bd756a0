package io.github.jwt2fa.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.jwt2fa.LoginTooOldException;
import io.github.jwt2fa.event.TwoFactorEvent.RecentLoginRefused;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.user.TwoFactorUser;

/**
 * The rule for changes that a stolen token must not make: its login is recent, and by
 * what a login would be by now.
 */
public final class RecentLogin {

	private final Duration maxAge;

	private final TwoFactorMethods methods;

	private final TwoFactorEventPublisher events;

	private final Clock clock;

	/**
	 * A rule.
	 * @param maxAge how old a login may be; zero for any login
	 * @param methods what users may log in by
	 * @param events where rejections are published
	 * @param clock the time
	 */
	RecentLogin(Duration maxAge, TwoFactorMethods methods, TwoFactorEventPublisher events, Clock clock) {
		this.maxAge = maxAge;
		this.methods = methods;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Refuses a token whose login is not recent, or by a method that the user is not
	 * offered any more. One that does not tell is never recent.
	 * @param token the token
	 * @param user its user
	 * @throws LoginTooOldException if it is not recent
	 */
	public void require(AuthToken token, TwoFactorUser user) {
		if (this.maxAge.isZero()) {
			return;
		}
		Instant authTime = token.authTime();
		if (authTime == null || this.clock.instant().isAfter(authTime.plus(this.maxAge))
				|| !this.methods.isShown(user, token.amr())) {
			this.events.publish((client, at) -> new RecentLoginRefused(token.userId(), token.sessionId(), client, at));
			throw new LoginTooOldException(this.maxAge);
		}
	}

}
