package io.github.jwt2fa.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.crypto.KeyDerivation;
import io.github.jwt2fa.jws.KeyReader;
import io.github.jwt2fa.login.CodeTokenSettings;
import io.github.jwt2fa.login.LoginSettings;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.sent.CodeSettings;
import io.github.jwt2fa.method.totp.TotpSettings;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.session.LoginSessionSettings;
import io.github.jwt2fa.token.AuthTokenSettings;
import io.github.jwt2fa.web.Endpoint;
import io.github.jwt2fa.web.EndpointPaths;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ResourceLoader;

import static io.github.jwt2fa.autoconfigure.PropertyRules.count;
import static io.github.jwt2fa.autoconfigure.PropertyRules.require;
import static io.github.jwt2fa.autoconfigure.PropertyRules.requireDifferent;
import static io.github.jwt2fa.autoconfigure.PropertyRules.requireDuration;
import static io.github.jwt2fa.autoconfigure.PropertyRules.requirePath;
import static io.github.jwt2fa.autoconfigure.PropertyRules.requireRange;

/**
 * The settings as the rooms want them, each checked. Secrets are checked here and not by
 * the binding, whose messages print the value.
 *
 * @param login the limits of a login
 * @param methods which second factors are asked for
 * @param codeToken how code tokens are made
 * @param code how codes are made
 * @param totp how TOTP is checked
 * @param totpEncryptionKeys keys of the secrets that are kept, the first one to encrypt
 * @param authToken how auth tokens are made
 * @param tokenKeys what signs and verifies auth tokens, as far as the properties say
 * @param passwordHmac makes the fingerprints of stored passwords
 * @param stateHmac hides in the state of logins whose it is
 * @param session how long logins last
 * @param paths where the endpoints are
 * @param state how the store of the state is used
 * @param tables our tables in the application's database
 */
record Jwt2faSettings(LoginSettings login, TwoFactorMethodSettings methods, CodeTokenSettings codeToken,
		CodeSettings code, TotpSettings totp, List<byte[]> totpEncryptionKeys, AuthTokenSettings authToken,
		TokenKeys.Known tokenKeys, HmacSha256 passwordHmac, HmacSha256 stateHmac, LoginSessionSettings session,
		EndpointPaths paths, StateSettings state, TableSettings tables) {

	private static final int MIN_KEY_BYTES = 32;

	private static final double MIN_CODE_BITS = 20;

	private static final Pattern LINE_BREAK = Pattern.compile("\\R");

	/** Each one takes its place in the record of each user. */
	private static final int MAX_RATES = 10;

	/**
	 * Checks the properties and turns them into settings.
	 * @param keysElsewhere whether the key that signs auth tokens comes from elsewhere
	 * @throws Jwt2faConfigurationException if one is wrong
	 */
	static Jwt2faSettings of(Jwt2faProperties properties, @Nullable String applicationName, ResourceLoader resources,
			boolean keysElsewhere) {
		if (properties.secretKey() == null || properties.secretKey().isBlank()) {
			throw new Jwt2faConfigurationException("The property jwt2fa.secret-key is not set.",
					PropertyMends.of("secret-key"));
		}
		KeyDerivation derivation = new KeyDerivation(properties.secretKey());
		byte[] secretKey = key("secret-key", properties.secretKey());
		byte[] codeTokenKey = (properties.codeTokenSecretKey() != null)
				? key("code-token-secret-key", properties.codeTokenSecretKey())
				: utf8(derivation.deriveText("2fa-code"));
		String extension = (properties.codeExtensionSecret() != null) ? properties.codeExtensionSecret()
				: derivation.deriveText("2fa-ext");
		require(!extension.isEmpty(), "code-extension-secret", "is empty");
		PropertyRules.requireResolved("code-extension-secret", extension);
		requireMail(properties);
		requireAnswerMembers(properties);
		KeyReader keys = new KeyReader(resources);
		List<byte[]> totpKeys = totpEncryptionKeys(properties, derivation);
		TokenKeys.Known tokenKeys = new TokenKeys(keys, properties.token().algorithm()).read(properties.token(),
				secretKey, derivation, keysElsewhere);
		KeySeparation.require(properties, codeTokenKey, totpKeys, keys);
		return new Jwt2faSettings(login(properties), methods(properties), codeToken(properties, codeTokenKey),
				new CodeSettings(codeLength(properties), codeCharacters(properties), codeTokenKey, extension),
				totp(properties, applicationName), totpKeys, TokenSettings.authToken(properties), tokenKeys,
				new HmacSha256(derivation.derive("2fa-password")), new HmacSha256(derivation.derive("2fa-state")),
				TokenSettings.session(properties.token()), paths(properties), StateSettings.of(properties.state()),
				TableSettings.of(properties));
	}

	private static LoginSettings login(Jwt2faProperties properties) {
		requireDuration("auth-token-retry-wait-time", properties.authTokenRetryWaitTime(), Duration.ZERO,
				Duration.ofDays(1));
		return new LoginSettings(properties.codeTokenThrottleRate(),
				count("max-active-code-tokens-per-user", properties.maxActiveCodeTokensPerUser()),
				properties.maxCodesSentPerUser(), properties.authTokenRetryWaitTime(),
				count("max-auth-attempts-per-code-token", properties.maxAuthAttemptsPerCodeToken()),
				secondFactorFailures(properties.maxSecondFactorFailuresPerUser()));
	}

	private static TwoFactorMethodSettings methods(Jwt2faProperties properties) {
		require(!properties.trusted2faMethods().isEmpty(), "trusted-2fa-methods", "names no method");
		return new TwoFactorMethodSettings(properties.fallback2faMethod(), properties.trusted2faMethods());
	}

	/**
	 * Checks that there are the methods that are named. A method that users set up
	 * themselves is none to fall back to; what sends codes is missed elsewhere.
	 */
	void requireMethods(Collection<TwoFactorMethodHandler> handlers) {
		Set<TwoFactorMethod> known = new HashSet<>(Set.of(TwoFactorMethod.NO_2FA, TwoFactorMethod.CODE_SENDER));
		handlers.forEach((handler) -> known.add(handler.method()));
		this.methods.trusted()
			.forEach((method) -> require(known.contains(method), "trusted-2fa-methods",
					"names the unknown method \"" + method + "\""));
		handlers.stream()
			.filter(TwoFactorMethodHandler::isOwn)
			.map(TwoFactorMethodHandler::method)
			.forEach(known::remove);
		require(known.contains(this.methods.fallback()), "fallback-2fa-method",
				"is \"" + this.methods.fallback() + "\"");
	}

	private static List<Rate> secondFactorFailures(List<Rate> rates) {
		String property = "max-second-factor-failures-per-user";
		require(!rates.isEmpty(), property, "names no rate");
		require(rates.size() <= MAX_RATES, property, "names " + rates.size() + " rates");
		boolean none = rates.stream().anyMatch(Rate::isUnlimited);
		require(!none || rates.size() == 1, property, "names rates, and none beside them");
		return none ? List.of() : rates;
	}

	private static CodeTokenSettings codeToken(Jwt2faProperties properties, byte[] key) {
		requireDuration("code-expiration-time", properties.codeExpirationTime(), Duration.ofSeconds(1),
				Duration.ofMinutes(10));
		requireRange("code-token-jti-bytes", properties.codeTokenJtiBytes(), 8, 64);
		return new CodeTokenSettings(key, properties.codeExpirationTime(), properties.codeTokenJtiBytes());
	}

	private static int codeLength(Jwt2faProperties properties) {
		requireRange("code-length", properties.codeLength(), 4, 32);
		return properties.codeLength();
	}

	private static String codeCharacters(Jwt2faProperties properties) {
		int[] different = properties.codeCharacters().codePoints().distinct().toArray();
		require(different.length >= 2, "code-characters", "holds fewer than two different characters");
		for (int c : different) {
			boolean typed = !Proof.isLeftOut(c) && !Character.isISOControl(c)
					&& Character.getType(c) != Character.SURROGATE;
			require(typed, "code-characters", "holds a blank, a dash or a character that nobody can type");
		}
		double bits = properties.codeLength() * Math.log(different.length) / Math.log(2);
		require(bits >= MIN_CODE_BITS, "code-characters",
				"makes codes of %d bits with jwt2fa.code-length = %d".formatted((int) bits, properties.codeLength()));
		return new String(different, 0, different.length);
	}

	private static TotpSettings totp(Jwt2faProperties properties, @Nullable String applicationName) {
		String issuer = properties.totpIssuerName();
		require(issuer == null || (!issuer.isBlank() && !issuer.contains(":")), "totp-issuer-name",
				"is \"" + issuer + "\"");
		requireRange("totp-valid-window", properties.totpValidWindow(), 0, 10);
		requireDuration("sensitive-change-max-age", properties.sensitiveChangeMaxAge(), Duration.ZERO,
				Duration.ofDays(3650));
		if (issuer == null) {
			// the name of an application is for other purposes, too: it may hold what it
			// likes
			issuer = (applicationName != null) ? applicationName.replace(":", "").strip() : "";
		}
		return new TotpSettings(issuer.isEmpty() ? "jwt2fa" : issuer, properties.totpValidWindow(),
				properties.enrollmentTokenExpirationTime(),
				count("max-auth-attempts-per-code-token", properties.maxAuthAttemptsPerCodeToken()));
	}

	private static List<byte[]> totpEncryptionKeys(Jwt2faProperties properties, KeyDerivation derivation) {
		if (properties.totpEncryptionKey().isEmpty()) {
			return List.of(derivation.derive("2fa-totp-enc"));
		}
		return properties.totpEncryptionKey().stream().map(Jwt2faSettings::encryptionKey).toList();
	}

	private static byte[] encryptionKey(String text) {
		try {
			byte[] key = Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
			require(key.length == MIN_KEY_BYTES, "totp-encryption-key",
					"holds a key of " + key.length + " bytes, and 32 are needed");
			KeySeparation.requireVaried("totp-encryption-key", key);
			return key;
		}
		catch (IllegalArgumentException ex) {
			throw new Jwt2faConfigurationException(
					"The property jwt2fa.totp-encryption-key holds a key that is no base64.",
					PropertyMends.of("totp-encryption-key"));
		}
	}

	/**
	 * The property that sets another path.
	 * @return its name without {@code jwt2fa.}
	 */
	static String pathProperty(Endpoint endpoint) {
		return (endpoint == Endpoint.JWKS) ? "token.jwks-path"
				: "paths." + endpoint.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static EndpointPaths paths(Jwt2faProperties properties) {
		String base = properties.basePath();
		requirePath("base-path", base.equals("/") ? "/base" : base);
		String prefix = base.equals("/") ? "" : base;
		Map<Endpoint, String> paths = new EnumMap<>(Endpoint.class);
		for (Endpoint endpoint : Endpoint.values()) {
			String own = ownPath(properties, endpoint);
			if (own == null) {
				paths.put(endpoint, prefix + endpoint.path());
			}
			else if (!own.equals("none")) {
				requirePath(pathProperty(endpoint), own);
				paths.put(endpoint, own);
			}
		}
		if (properties.token().algorithm().isSymmetric()) {
			paths.remove(Endpoint.JWKS);
		}
		Map<String, String> byProperty = new LinkedHashMap<>();
		paths.forEach((endpoint, path) -> byProperty.put(pathProperty(endpoint), path));
		requireDifferent(byProperty);
		return new EndpointPaths(paths);
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
			case LOGOUT -> paths.logout();
			case LOGOUT_ALL -> paths.logoutAll();
			case JWKS -> properties.token().jwksPath();
		};
	}

	private static void requireMail(Jwt2faProperties properties) {
		String subject = properties.emailSenderSubjectOverride();
		require(subject == null || (!subject.isBlank() && !LINE_BREAK.matcher(subject).find()),
				"email-sender-subject-override", "is not one line");
		String body = properties.emailSenderBodyOverride();
		require(body == null || body.contains("{code}"), "email-sender-body-override", "does not hold {code}");
	}

	private static void requireAnswerMembers(Jwt2faProperties properties) {
		Map<String, String> members = new LinkedHashMap<>();
		members.put("auth-result-access-token-key", properties.authResultAccessTokenKey());
		members.put("auth-result-refresh-token-key", properties.authResultRefreshTokenKey());
		members.put("auth-result-other-token-key", properties.authResultOtherTokenKey());
		members.put("auth-result-enrollment-token-key", properties.authResultEnrollmentTokenKey());
		members.forEach((property, member) -> require(!member.isBlank(), property, "is blank"));
		requireDifferent(members);
	}

	private static byte[] key(String property, String secret) {
		PropertyRules.requireResolved(property, secret);
		byte[] key = utf8(secret);
		require(key.length >= MIN_KEY_BYTES, property,
				"is %d bytes long, and %d is the least".formatted(key.length, MIN_KEY_BYTES));
		KeySeparation.requireVaried(property, key);
		return key;
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
