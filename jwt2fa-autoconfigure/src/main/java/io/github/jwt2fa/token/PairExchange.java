package io.github.jwt2fa.token;

import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused.Reason;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.session.SessionToken;

/**
 * Buys an access token with a refresh token, and a new refresh token where they rotate.
 */
record PairExchange(AuthTokenAuthenticator users, LoginSessions sessions, AuthTokenFactory tokens,
		SessionPolicy policy) implements AuthTokenRefresher.Exchange {

	private static final Set<AuthTokenType> REFRESH = Set.of(AuthTokenType.REFRESH);

	@Override
	public AuthTokenType type() {
		return AuthTokenType.REFRESH;
	}

	@Override
	public AuthTokens exchange(String text) {
		AuthTokenAuthenticator.Verified verified = this.users.verify(text, REFRESH);
		if (!this.policy.allows(verified)) {
			throw refusal(verified);
		}
		String id = verified.token().id();
		LoginSession session = this.sessions.refresh(verified.token().sessionToken(), this.tokens::newId);
		String current = (session != null) ? session.currentTokenId() : null;
		if (session == null || current == null) {
			throw new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
		}
		requireTimeLeft(verified.token(), session);
		AuthTokens access = AuthTokens.of(AuthTokenType.ACCESS, this.tokens.access(verified));
		return current.equals(id) ? access : access.and(AuthTokenType.REFRESH,
				this.tokens.refresh(verified, current, session.refreshedAt(), session.endsAt()));
	}

	/**
	 * Before anything is exchanged. A token that is good for nothing any more is told so,
	 * whatever is required: it may have been stolen.
	 */
	private TwoFactorException refusal(AuthTokenAuthenticator.Verified verified) {
		SessionToken token = verified.token().sessionToken();
		if (this.sessions.isRefreshable(token)) {
			return this.policy.refusal(verified);
		}
		this.sessions.refresh(token, this.tokens::newId);
		return new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
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
