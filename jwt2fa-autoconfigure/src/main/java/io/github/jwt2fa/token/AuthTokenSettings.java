package io.github.jwt2fa.token;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How auth tokens are made and verified.
 *
 * @param signingKey the HS256 key, 32 bytes or more
 * @param accessLifetime how long an access token lives
 * @param refreshLifetime how long a refresh token lives
 * @param enrollmentLifetime how long an enrollment token lives
 * @param issuer the claim {@code iss}, or {@code null} for none
 * @param audience the claim {@code aud}; a token must name one of them; empty for none
 * @param leeway how far clocks may differ
 * @param userIdClaim the claim that names the user
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AuthTokenSettings(byte[] signingKey, Duration accessLifetime, Duration refreshLifetime,
		Duration enrollmentLifetime, @Nullable String issuer, List<String> audience, Duration leeway,
		String userIdClaim) {

	Duration lifetime(AuthTokenType type) {
		return switch (type) {
			case ACCESS -> this.accessLifetime;
			case REFRESH -> this.refreshLifetime;
			case ENROLLMENT -> this.enrollmentLifetime;
		};
	}

	@Override
	public String toString() {
		return "AuthTokenSettings[accessLifetime=" + this.accessLifetime + ", refreshLifetime=" + this.refreshLifetime
				+ "]";
	}

}
