package io.github.jwt2fa.token;

import io.github.jwt2fa.session.LoginSessions;

/**
 * Ends a login by its token.
 */
public final class LogoutService {

	private final AuthTokenVerifier verifier;

	private final LoginSessions sessions;

	private final AuthTokenType type;

	/**
	 * A way to end logins.
	 * @param verifier reads tokens
	 * @param sessions what is ended
	 * @param type the type of token that a login can be ended by
	 */
	LogoutService(AuthTokenVerifier verifier, LoginSessions sessions, AuthTokenType type) {
		this.verifier = verifier;
		this.sessions = sessions;
		this.type = type;
	}

	/**
	 * Ends the session of a token. Does nothing, and tells nothing, if the text is no
	 * token that has one.
	 * @param text the text of a token, expired or not
	 */
	public void logout(String text) {
		AuthToken token = this.verifier.readExpired(text);
		if (token != null && token.type() == this.type) {
			this.sessions.end(token.sessionToken());
		}
	}

	/**
	 * Ends all sessions of a token's user.
	 * @param token a valid token
	 */
	public void logoutAll(AuthToken token) {
		this.sessions.endAll(token.userId(), null);
	}

	/**
	 * Ends the other sessions of a token's user.
	 * @param token a valid token
	 */
	public void logoutOthers(AuthToken token) {
		// an enrollment token has no session that could go on
		String own = token.type().opensResources() ? token.sessionToken().session() : null;
		this.sessions.endAll(token.userId(), own);
	}

}
