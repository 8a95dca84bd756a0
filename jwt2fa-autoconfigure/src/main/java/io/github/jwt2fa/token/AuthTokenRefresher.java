package io.github.jwt2fa.token;

import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorException;

/**
 * Buys a new access token with a refresh token.
 */
public final class AuthTokenRefresher {

	private static final Set<AuthTokenType> REFRESH = Set.of(AuthTokenType.REFRESH);

	private final AuthTokenUsers users;

	private final AuthTokenFactory tokens;

	/**
	 * A refresher.
	 * @param users verifies tokens and their users
	 * @param tokens makes new ones
	 */
	public AuthTokenRefresher(AuthTokenUsers users, AuthTokenFactory tokens) {
		this.users = users;
		this.tokens = tokens;
	}

	/**
	 * Refreshes a login. When and how the user proved who it is stays as it was.
	 * @param refreshToken the text of a refresh token
	 * @return the members of the JSON object that the client gets
	 * @throws TwoFactorException {@code token_not_valid}, {@code user_not_found} or
	 * {@code user_inactive}
	 */
	public Map<String, Object> refresh(String refreshToken) {
		AuthToken token = this.users.verify(refreshToken, REFRESH).token();
		return Map.of(AuthTokenType.ACCESS.claim(), this.tokens.create(AuthTokenType.ACCESS, token.subject()));
	}

}
