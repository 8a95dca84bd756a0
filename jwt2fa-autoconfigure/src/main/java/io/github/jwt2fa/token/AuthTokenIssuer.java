package io.github.jwt2fa.token;

/**
 * Decides which tokens a complete login issues. Safe for use by several threads.
 */
@FunctionalInterface
public interface AuthTokenIssuer {

	/**
	 * Issues tokens.
	 * @param login the login
	 * @return the tokens
	 */
	AuthTokens issue(CompletedLogin login);

}
