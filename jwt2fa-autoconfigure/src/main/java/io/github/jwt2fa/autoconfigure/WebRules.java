package io.github.jwt2fa.autoconfigure;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.web.cookie.CookieSettings;
import io.github.jwt2fa.web.endpoint.Endpoint;
import io.github.jwt2fa.web.endpoint.EndpointPaths;
import org.jspecify.annotations.Nullable;

/**
 * What may be written for the properties of the endpoints, and of what they answer.
 */
final class WebRules {

	private WebRules() {
	}

	static EndpointPaths paths(Jwt2faProperties properties) {
		String base = Property.BASE_PATH.require(properties.basePath());
		String prefix = base.equals("/") ? "" : base;
		Map<Endpoint, String> paths = new EnumMap<>(Endpoint.class);
		for (Endpoint endpoint : Endpoint.values()) {
			String own = propertyOf(endpoint).requireIfSet(ownPath(properties, endpoint));
			if (own == null) {
				paths.put(endpoint, prefix + endpoint.path());
			}
			else if (!own.equals("none")) {
				paths.put(endpoint, own);
			}
		}
		if (properties.token().algorithm().isSymmetric()) {
			paths.remove(Endpoint.JWKS);
		}
		Map<Property, String> byProperty = new LinkedHashMap<>();
		paths.forEach((endpoint, path) -> byProperty.put(propertyOf(endpoint), path));
		Property.requireDifferent(byProperty);
		return new EndpointPaths(paths);
	}

	private static Property propertyOf(Endpoint endpoint) {
		return Objects.requireNonNull(Property.named(endpoint.property()));
	}

	private static @Nullable String ownPath(Jwt2faProperties properties, Endpoint endpoint) {
		Jwt2faProperties.Paths paths = properties.paths();
		return switch (endpoint) {
			case GET_CODE -> paths.getCode();
			case AUTH -> paths.auth();
			case REFRESH -> paths.refresh();
			case VERIFY -> paths.verify();
			case TOTP_SETUP -> paths.totpSetup();
			case TOTP_CONFIRM -> paths.totpConfirm();
			case TWO_FACTOR_METHOD -> paths.twoFactorMethod();
			case RECOVERY_CODES -> paths.recoveryCodes();
			case PASSKEY_SETUP -> paths.passkeySetup();
			case PASSKEY_CONFIRM -> paths.passkeyConfirm();
			case PASSKEY_OPTIONS -> paths.passkeyOptions();
			case FACTORS -> paths.factors();
			case FACTORS_REMOVE -> paths.factorsRemove();
			case STEP_UP -> paths.stepUp();
			case SESSIONS -> paths.sessions();
			case SESSIONS_END -> paths.sessionsEnd();
			case LOGOUT -> paths.logout();
			case LOGOUT_ALL -> paths.logoutAll();
			case JWKS -> properties.token().jwksPath();
		};
	}

	static Map<AuthTokenType, String> tokenMembers(Jwt2faProperties properties) {
		Map<Property, String> members = new LinkedHashMap<>();
		members.put(Property.AUTH_RESULT_ACCESS_TOKEN_KEY, properties.authResultAccessTokenKey());
		members.put(Property.AUTH_RESULT_REFRESH_TOKEN_KEY, properties.authResultRefreshTokenKey());
		members.put(Property.AUTH_RESULT_OTHER_TOKEN_KEY, properties.authResultOtherTokenKey());
		members.put(Property.AUTH_RESULT_ENROLLMENT_TOKEN_KEY, properties.authResultEnrollmentTokenKey());
		members.forEach((property, member) -> property.require(!member.isBlank(), "is blank"));
		Property.requireDifferent(members);
		return Map.of(AuthTokenType.ACCESS, properties.authResultAccessTokenKey(), AuthTokenType.REFRESH,
				properties.authResultRefreshTokenKey(), AuthTokenType.SLIDING, properties.authResultOtherTokenKey());
	}

	static CookieSettings cookies(Jwt2faProperties properties) {
		String prefix = Property.COOKIES_PREFIX.requireIfSet(properties.cookies().prefix());
		if (prefix == null) {
			return new CookieSettings("");
		}
		Property.COOKIES_PREFIX.require(prefix.isEmpty() || properties.token().obtain() == Jwt2faProperties.Obtain.PAIR,
				"is \"" + prefix + "\", and " + Property.TOKEN_OBTAIN
						+ " is sliding: cookies are not offered for that");
		return new CookieSettings(prefix);
	}

}
