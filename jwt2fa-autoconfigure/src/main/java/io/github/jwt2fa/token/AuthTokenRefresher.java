package io.github.jwt2fa.token;

import java.util.Map;

import io.github.jwt2fa.TwoFactorException;

/**
 * Continues a login.
 */
public interface AuthTokenRefresher {

	/**
	 * The type of token that it takes.
	 * @return the type
	 */
	AuthTokenType type();

	/**
	 * The member of a request that holds the token.
	 * @return the name
	 */
	String member();

	/**
	 * Continues a login. When and how the user proved who it is stays as it was.
	 * @param text the text of the token
	 * @return the members of the JSON object that the client gets
	 * @throws TwoFactorException {@code token_not_valid}, {@code user_not_found} or
	 * {@code user_inactive}
	 */
	Map<String, Object> refresh(String text);

}
