package io.github.jwt2fa.login;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.device.GrantedTrust;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokens;
import io.github.jwt2fa.token.CompletedLogin;
import org.jspecify.annotations.Nullable;

/**
 * What a step of a login leads to.
 *
 * @since 0.1.0
 */
public sealed interface LoginResult {

	/**
	 * The password was right, or an access token; a second factor has to follow.
	 *
	 * @param codeToken the code token
	 * @param method the method that was begun
	 * @param methods the methods that the client may use, this one first
	 * @param resendAfter how long the client waits before it has the code sent again, or
	 * {@code null} if none was sent
	 * @param members what the client needs to make a proof, by the names that the methods
	 * gave it
	 */
	record CodeTokenIssued(String codeToken, TwoFactorMethod method, List<TwoFactorMethod> methods,
			@Nullable Duration resendAfter, Map<String, Object> members) implements LoginResult {

		public CodeTokenIssued {
			methods = List.copyOf(methods);
			members = Map.copyOf(members);
		}

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
	 * @param members what the method has to tell beside, to a client that named it
	 * @param trust what shows next time that the device is trusted, or {@code null} if it
	 * is not, or was so before
	 */
	record Authenticated(CompletedLogin login, AuthTokens tokens, Map<String, Object> members,
			@Nullable GrantedTrust trust) implements LoginResult {

		public Authenticated {
			members = Map.copyOf(members);
		}

		/**
		 * The same without what lasts: the refresh token, and what shows next time that
		 * the device is trusted.
		 * @return the login with its other tokens
		 */
		public Authenticated withoutLasting() {
			return new Authenticated(this.login, this.tokens.without(AuthTokenType.REFRESH), this.members, null);
		}

		@Override
		public String toString() {
			return "Authenticated[tokens=" + this.tokens + "]";
		}

	}

	/**
	 * A factor was shown once more within a session.
	 *
	 * @param accessToken an access token that tells of it; refresh tokens know nothing of
	 * it
	 * @param members what the method has to tell beside, to a client that named it
	 */
	record SteppedUp(String accessToken, Map<String, Object> members) implements LoginResult {

		public SteppedUp {
			members = Map.copyOf(members);
		}

		@Override
		public String toString() {
			return "SteppedUp[***]";
		}

	}

	/**
	 * The code was right, but its method is not trusted: the user has to set up another.
	 *
	 * @param enrollmentToken good for setting up a first factor, such as TOTP or a
	 * passkey, and nothing else
	 */
	record EnrollmentRequired(String enrollmentToken) implements LoginResult {

		@Override
		public String toString() {
			return "EnrollmentRequired[***]";
		}

	}

}
