package io.github.jwt2fa.token;

import java.time.Duration;
import java.util.List;

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
		return !claim.isBlank() && (claim.equals(AuthTokenClaims.SUBJECT) || !AuthTokenClaims.RESERVED.contains(claim));
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

}
