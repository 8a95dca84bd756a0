package io.github.jwt2fa.token;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How auth tokens are made and verified.
 *
 * @param lifetimes how long they live
 * @param issuer the claim {@code iss}, or {@code null} for none
 * @param audience the claim {@code aud}; a token must name one of them; empty for none
 * @param leeway how far clocks may differ
 * @param userIdClaim the claim that names the user
 * @param cacheSize how many verified tokens are remembered; zero for none
 */
public record AuthTokenSettings(Lifetimes lifetimes, @Nullable String issuer, List<String> audience, Duration leeway,
		String userIdClaim, int cacheSize) {

	/**
	 * Whether a claim may name the user: it has no other meaning, or is the subject
	 * (<a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1.2">RFC 7519, section
	 * 4.1.2</a>).
	 * @param claim the claim
	 * @return {@code false} for one that decides something else
	 */
	public static boolean mayNameUsers(String claim) {
		return !claim.isBlank() && (claim.equals(ClaimName.SUBJECT) || !ClaimName.RESERVED.contains(claim));
	}

	/**
	 * How long tokens live.
	 *
	 * @param access an access token
	 * @param refresh a refresh token
	 * @param enrollment an enrollment token
	 * @param sliding a sliding token
	 * @param slidingRefresh how long a sliding token can be refreshed
	 */
	public record Lifetimes(Duration access, Duration refresh, Duration enrollment, Duration sliding,
			Duration slidingRefresh) {

		Duration of(AuthTokenType type) {
			return switch (type) {
				case ACCESS -> this.access;
				case REFRESH -> this.refresh;
				case SLIDING -> this.sliding;
				case ENROLLMENT -> this.enrollment;
			};
		}

	}

	/**
	 * The names of the claims.
	 */
	static final class ClaimName {

		static final String TOKEN_TYPE = "token_type";

		static final String EXPIRES_AT = "exp";

		static final String REFRESH_EXPIRES_AT = "refresh_exp";

		static final String NOT_BEFORE = "nbf";

		static final String ISSUED_AT = "iat";

		static final String ID = "jti";

		static final String SUBJECT = "sub";

		static final String SESSION = "sid";

		static final String AUTH_TIME = "auth_time";

		static final String AUTH_METHODS = "amr";

		/** When some of the methods were shown once more. */
		static final String AUTH_METHOD_TIMES = "amr_at";

		static final String ISSUER = "iss";

		static final String AUDIENCE = "aud";

		/** The name that Simple JWT has for it. */
		static final String PASSWORD_FINGERPRINT = "hash_password";

		/** What decides something: none for an application to set. */
		static final Set<String> RESERVED = Set.of(TOKEN_TYPE, EXPIRES_AT, REFRESH_EXPIRES_AT, NOT_BEFORE, ISSUED_AT,
				ID, SUBJECT, SESSION, AUTH_TIME, AUTH_METHODS, AUTH_METHOD_TIMES, ISSUER, AUDIENCE,
				PASSWORD_FINGERPRINT);

		private ClaimName() {
		}

	}

}
