package io.github.jwt2fa.token;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused.Reason;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessions;

/**
 * Buys an access token with a refresh token, and a new refresh token where they rotate.
 */
public final class PairAuthTokenRefresher implements AuthTokenRefresher {

	private static final Set<AuthTokenType> REFRESH = Set.of(AuthTokenType.REFRESH);

	private final AuthTokenUsers users;

	private final LoginSessions sessions;

	private final AuthTokenFactory tokens;

	/**
	 * A refresher.
	 * @param users verifies tokens and their users
	 * @param sessions tells what a refresh token still buys
	 * @param tokens makes new ones
	 */
	public PairAuthTokenRefresher(AuthTokenUsers users, LoginSessions sessions, AuthTokenFactory tokens) {
		this.users = users;
		this.sessions = sessions;
		this.tokens = tokens;
	}

	@Override
	public AuthTokenType type() {
		return AuthTokenType.REFRESH;
	}

	@Override
	public String member() {
		return AuthTokenType.REFRESH.claim();
	}

	@Override
	public Map<String, Object> refresh(String text) {
		AuthTokenUsers.Verified verified = this.users.verify(text, REFRESH);
		String id = verified.token().id();
		LoginSession session = this.sessions.refresh(verified.token().sessionToken(), this.tokens.ids()::next);
		String current = (session != null) ? session.currentTokenId() : null;
		if (session == null || current == null) {
			throw new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
		}
		requireTimeLeft(verified.token(), session);
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put(AuthTokenType.ACCESS.claim(), this.tokens.access(verified));
		if (!current.equals(id)) {
			answer.put(AuthTokenType.REFRESH.claim(),
					this.tokens.refresh(verified, current, session.refreshedAt(), session.endsAt()));
		}
		return answer;
	}

	/**
	 * The time is asked once more after the write: the host may have slept since.
	 */
	private void requireTimeLeft(AuthToken token, LoginSession session) {
		this.users.requireUnexpired(token);
		if (!this.sessions.goesOn(session)) {
			throw new RefusedTokenException(TwoFactorError.TOKEN_NOT_VALID, token, Reason.SESSION_OVER);
		}
	}

}
