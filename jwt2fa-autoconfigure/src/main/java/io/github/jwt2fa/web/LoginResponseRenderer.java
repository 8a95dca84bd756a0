package io.github.jwt2fa.web;

import java.util.Map;

import io.github.jwt2fa.login.LoginResult;

/**
 * Makes the body of the answer to a complete login. Safe for use by several threads. In
 * the answer to a browser that asked for cookies there is no refresh token, and so it is
 * not told of one.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface LoginResponseRenderer {

	/**
	 * The body of the answer.
	 * @param result who logged in, and the tokens that were issued
	 * @return the members of the JSON object
	 */
	Map<String, Object> render(LoginResult.Authenticated result);

}
