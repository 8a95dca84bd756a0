package io.github.jwt2fa.token;

import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.session.LoginSessions;

/**
 * Ends a login by its token.
 */
public final class LogoutService {

	private final AuthTokenVerifier verifier;

	private final LoginSessions sessions;

	private final TrustedDevices devices;

	private final AuthTokenType type;

	/**
	 * A way to end logins.
	 * @param verifier reads tokens
	 * @param sessions what is ended
	 * @param devices what is trusted no longer after a logout everywhere
	 * @param type the type of token that a login can be ended by
	 */
	LogoutService(AuthTokenVerifier verifier, LoginSessions sessions, TrustedDevices devices, AuthTokenType type) {
		this.verifier = verifier;
		this.sessions = sessions;
		this.devices = devices;
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
	 * Ends all sessions of a token's user, and the trust in all devices.
	 * @param token a valid token
	 */
	public void logoutAll(AuthToken token) {
		// first: with an ended session nobody could come back for it
		this.devices.endAll(token.userId());
		this.sessions.endAll(token.userId(), null);
	}

	/**
	 * Ends the other sessions of a token's user. Devices stay trusted: which of them is
	 * this one, the token does not tell.
	 * @param token a valid token
	 */
	public void logoutOthers(AuthToken token) {
		// an enrollment token has no session that could go on
		String own = token.type().opensResources() ? token.sessionToken().session() : null;
		this.sessions.endAll(token.userId(), own);
	}

}
