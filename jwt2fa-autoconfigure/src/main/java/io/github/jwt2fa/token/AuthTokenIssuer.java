package io.github.jwt2fa.token;

/**
 * Decides which tokens a complete login issues. Safe for use by several threads.
 *
 * @since 0.1.0
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
