package io.github.jwt2fa.token;

/**
 * Adds claims to the tokens of a login, such as the user's roles. Asked for each token,
 * also for those that a refresh issues.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AuthTokenCustomizer {

	/**
	 * Adds claims to a token that is being made.
	 * @param context the token and its user
	 */
	void customize(AuthTokenContext context);

}
