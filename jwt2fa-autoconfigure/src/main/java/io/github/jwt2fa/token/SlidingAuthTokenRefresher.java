package io.github.jwt2fa.token;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused.Reason;
import io.github.jwt2fa.session.LoginSessions;

/**
 * Moves the end of a sliding token on, as long as its {@code refresh_exp} allows.
 */
public final class SlidingAuthTokenRefresher implements AuthTokenRefresher {

	private static final Set<AuthTokenType> SLIDING = Set.of(AuthTokenType.SLIDING);

	private final AuthTokenUsers users;

	private final LoginSessions sessions;

	private final AuthTokenFactory tokens;

	private final Clock clock;

	/**
	 * A refresher.
	 * @param users verifies tokens and their users
	 * @param sessions tells whether a session goes on
	 * @param tokens makes new ones
	 * @param clock the time
	 */
	public SlidingAuthTokenRefresher(AuthTokenUsers users, LoginSessions sessions, AuthTokenFactory tokens,
			Clock clock) {
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
	public String member() {
		return "token";
	}

	@Override
	public Map<String, Object> refresh(String text) {
		AuthTokenUsers.Verified verified = this.users.verify(text, SLIDING);
		requireRefreshable(verified.token());
		if (!this.sessions.continues(verified.token().sessionToken())) {
			throw new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
		}
		// asking took its time, or the host slept
		requireRefreshable(verified.token());
		return Map.of(member(), this.tokens.slide(verified));
	}

	private void requireRefreshable(AuthToken token) {
		Instant end = token.refreshExpiresAt();
		if (end == null || !this.clock.instant().isBefore(end)) {
			throw new RefusedTokenException(TwoFactorError.TOKEN_NOT_VALID, token, Reason.EXPIRED);
		}
	}

}
