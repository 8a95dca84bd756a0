package io.github.jwt2fa.login;

import io.github.jwt2fa.token.AuthTokens;
import io.github.jwt2fa.token.CompletedLogin;

/**
 * What a step of a login leads to.
 *
 * @since 0.1.0
 */
public sealed interface LoginResult {

	/**
	 * The password was right; a code has to follow.
	 *
	 * @param codeToken the code token
	 */
	record CodeTokenIssued(String codeToken) implements LoginResult {

		@Override
		public String toString() {
			return "CodeTokenIssued[***]";
		}

	}

	/**
	 * The login is complete.
	 *
	 * @param login who logged in, and how
	 * @param tokens what the login issued
	 */
	record Authenticated(CompletedLogin login, AuthTokens tokens) implements LoginResult {

		@Override
		public String toString() {
			return "Authenticated[tokens=" + this.tokens + "]";
		}

	}

	/**
	 * The code was right, but its method is not trusted: the user has to set up another.
	 *
	 * @param enrollmentToken good for setting TOTP up and nothing else
	 */
	record EnrollmentRequired(String enrollmentToken) implements LoginResult {

		@Override
		public String toString() {
			return "EnrollmentRequired[***]";
		}

	}

}
