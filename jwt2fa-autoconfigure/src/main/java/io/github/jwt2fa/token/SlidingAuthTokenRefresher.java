package io.github.jwt2fa.token;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused.Reason;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.session.LoginSessions;

/**
 * Moves the end of a sliding token on, as long as its {@code refresh_exp} allows.
 */
final class SlidingAuthTokenRefresher extends AuthTokenRefresher {

	private static final Set<AuthTokenType> SLIDING = Set.of(AuthTokenType.SLIDING);

	private final AuthTokenUsers users;

	private final LoginSessions sessions;

	private final AuthTokenFactory tokens;

	private final Clock clock;

	SlidingAuthTokenRefresher(AuthTokenUsers users, LoginSessions sessions, AuthTokenFactory tokens,
			TwoFactorEventPublisher events, Clock clock) {
		super(events);
		this.users = users;
		this.sessions = sessions;
		this.tokens = tokens;
		this.clock = clock;
	}

	@Override
	public AuthTokenType type() {
		return AuthTokenType.SLIDING;
	}

	@Override
	AuthTokens exchange(String text) {
		AuthTokenUsers.Verified verified = this.users.verify(text, SLIDING);
		requireRefreshable(verified.token());
		if (!this.sessions.continues(verified.token().sessionToken())) {
			throw new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
		}
		// asking took its time, or the host slept
		requireRefreshable(verified.token());
		return AuthTokens.of(AuthTokenType.SLIDING, this.tokens.slide(verified));
	}

	private void requireRefreshable(AuthToken token) {
		Instant end = token.refreshExpiresAt();
		if (end == null || !this.clock.instant().isBefore(end)) {
			throw new RefusedTokenException(TwoFactorError.TOKEN_NOT_VALID, token, Reason.EXPIRED);
		}
	}

}
