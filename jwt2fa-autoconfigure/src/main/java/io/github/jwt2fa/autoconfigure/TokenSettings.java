package io.github.jwt2fa.autoconfigure;

import java.time.Duration;

import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.session.LoginSessionSettings;
import io.github.jwt2fa.token.AuthTokenCheckSettings;
import io.github.jwt2fa.token.AuthTokenSettings;
import io.github.jwt2fa.token.AuthTokenType;

/**
 * The settings of auth tokens and of the sessions that they belong to, each checked. The
 * keys are {@link TokenKeys}.
 */
final class TokenSettings {

	private TokenSettings() {
	}

	static AuthTokenSettings authToken(Jwt2faProperties properties) {
		Jwt2faProperties.Token token = properties.token();
		Property.TOKEN_ISSUER.require(token.issuer() == null || !token.issuer().isBlank(), "is blank");
		Property.TOKEN_AUDIENCE.require(token.audience().stream().noneMatch(String::isBlank), "holds a blank name");
		return new AuthTokenSettings(lifetimes(properties, token), token.issuer(), token.audience(),
				Property.TOKEN_LEEWAY.require(token.leeway()),
				Property.TOKEN_USER_ID_CLAIM.require(token.userIdClaim()),
				Property.TOKEN_VERIFICATION_CACHE_SIZE.require(token.verificationCacheSize()));
	}

	private static AuthTokenSettings.Lifetimes lifetimes(Jwt2faProperties properties, Jwt2faProperties.Token token) {
		// nothing outlives its session
		return new AuthTokenSettings.Lifetimes(
				Property.TOKEN_ACCESS_TOKEN_LIFETIME.require(token.accessTokenLifetime()),
				shorter(Property.TOKEN_REFRESH_TOKEN_LIFETIME.require(token.refreshTokenLifetime()),
						token.refreshFamilyLifetime()),
				properties.enrollmentTokenExpirationTime(),
				Property.TOKEN_SLIDING_TOKEN_LIFETIME.require(token.slidingTokenLifetime()),
				shorter(Property.TOKEN_SLIDING_TOKEN_REFRESH_LIFETIME.require(token.slidingTokenRefreshLifetime()),
						token.refreshFamilyLifetime()));
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) <= 0) ? one : other;
	}

	static AuthTokenCheckSettings check(Jwt2faProperties.Token token, HmacSha256 passwordHmac) {
		boolean lookup = token.userLookup() == Jwt2faProperties.UserLookup.PER_REQUEST;
		Property.TOKEN_CHECK_REVOKE_TOKEN.require(!token.checkRevokeToken() || lookup, "is true, and "
				+ Property.TOKEN_USER_LOOKUP + " is none, so that no request asks whether the password has changed");
		return new AuthTokenCheckSettings(
				(token.obtain() == Jwt2faProperties.Obtain.PAIR) ? AuthTokenType.ACCESS : AuthTokenType.SLIDING, lookup,
				token.checkRevocation(), token.checkRevokeToken() ? passwordHmac : null);
	}

	static LoginSessionSettings session(Jwt2faProperties.Token token) {
		return new LoginSessionSettings(Property.TOKEN_REFRESH_FAMILY_LIFETIME.require(token.refreshFamilyLifetime()),
				token.rotateRefreshTokens(), Property.TOKEN_REFRESH_REUSE_GRACE.require(token.refreshReuseGrace()),
				Property.TOKEN_MAX_SESSIONS_PER_USER.require(token.maxSessionsPerUser()).value());
	}

}
