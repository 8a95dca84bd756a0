package io.github.jwt2fa.autoconfigure;

import java.time.Duration;

import io.github.jwt2fa.session.LoginSessionSettings;
import io.github.jwt2fa.token.AuthTokenSettings;

import static io.github.jwt2fa.autoconfigure.PropertyRules.require;
import static io.github.jwt2fa.autoconfigure.PropertyRules.requireDuration;
import static io.github.jwt2fa.autoconfigure.PropertyRules.requireRange;

/**
 * The settings of auth tokens and of the sessions that they belong to, each checked. The
 * keys are {@link TokenKeys}.
 */
final class TokenSettings {

	private static final Duration LONGEST = Duration.ofDays(3650);

	private TokenSettings() {
	}

	static AuthTokenSettings authToken(Jwt2faProperties properties) {
		Jwt2faProperties.Token token = properties.token();
		requireDuration("token.leeway", token.leeway(), Duration.ZERO, Duration.ofMinutes(10));
		require(AuthTokenSettings.mayNameUsers(token.userIdClaim()), "token.user-id-claim",
				"is \"" + token.userIdClaim() + "\"");
		require(token.issuer() == null || !token.issuer().isBlank(), "token.issuer", "is blank");
		require(token.audience().stream().noneMatch(String::isBlank), "token.audience", "holds a blank name");
		require(!token.checkRevokeToken() || token.userLookup() == Jwt2faProperties.UserLookup.PER_REQUEST,
				"token.check-revoke-token", "is true, and jwt2fa.token.user-lookup is none, so that no request asks "
						+ "whether the password has changed");
		requireRange("token.verification-cache-size", token.verificationCacheSize(), 0, 1_000_000);
		return new AuthTokenSettings(lifetimes(properties, token), token.issuer(), token.audience(), token.leeway(),
				token.userIdClaim(), token.verificationCacheSize());
	}

	private static AuthTokenSettings.Lifetimes lifetimes(Jwt2faProperties properties, Jwt2faProperties.Token token) {
		requireLifetime("token.access-token-lifetime", token.accessTokenLifetime());
		requireLifetime("token.refresh-token-lifetime", token.refreshTokenLifetime());
		requireLifetime("token.sliding-token-lifetime", token.slidingTokenLifetime());
		requireLifetime("token.sliding-token-refresh-lifetime", token.slidingTokenRefreshLifetime());
		requireDuration("enrollment-token-expiration-time", properties.enrollmentTokenExpirationTime(),
				Duration.ofMinutes(1), LONGEST);
		// nothing outlives its session
		return new AuthTokenSettings.Lifetimes(token.accessTokenLifetime(),
				shorter(token.refreshTokenLifetime(), token.refreshFamilyLifetime()),
				properties.enrollmentTokenExpirationTime(), token.slidingTokenLifetime(),
				shorter(token.slidingTokenRefreshLifetime(), token.refreshFamilyLifetime()));
	}

	private static void requireLifetime(String property, Duration lifetime) {
		requireDuration(property, lifetime, Duration.ofSeconds(1), LONGEST);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) <= 0) ? one : other;
	}

	static LoginSessionSettings session(Jwt2faProperties.Token token) {
		requireDuration("token.refresh-reuse-grace", token.refreshReuseGrace(), Duration.ZERO, Duration.ofMinutes(5));
		requireDuration("token.refresh-family-lifetime", token.refreshFamilyLifetime(), Duration.ofMinutes(1), LONGEST);
		return new LoginSessionSettings(token.refreshFamilyLifetime(), token.rotateRefreshTokens(),
				token.refreshReuseGrace());
	}

}
