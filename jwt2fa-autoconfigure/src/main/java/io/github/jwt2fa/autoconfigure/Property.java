package io.github.jwt2fa.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

import io.github.jwt2fa.token.AuthTokenSettings;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The properties, each with its rule: what breaks it stops the start, and the failure
 * says what may be written instead. Secrets are checked here and not by the binding,
 * whose messages print the value.
 */
enum Property {

	SECRET_KEY(Rule
		.of("a random text of 32 bytes or more, kept out of the source; \"openssl rand -base64 48\" makes one")),

	PROFILE(Rule.of("asvs-l2 or nist-aal2, or leave it out to be held against neither")),

	PROFILE_EXCEPTIONS(Rule
		.of("one or more whole names of properties that may depart from the profile, separated by commas, such as jwt2fa.state.store")),

	CODE_LENGTH(Rule.range(4, 32).and("with code-characters, codes need 20 bits or more")),

	CODE_CHARACTERS(Rule
		.of("at least two different characters, no blank and no dash, such as 0123456789; with code-length, codes need 20 bits or more")),

	CODE_TOKEN_SECRET_KEY(Rule
		.of("a random text of 32 bytes or more that is no other key, or leave it out to derive it from jwt2fa.secret-key")),

	CODE_EXTENSION_SECRET(
			Rule.of("a random text that is no other key, or leave it out to derive it from jwt2fa.secret-key")),

	CODE_EXPIRATION_TIME(Rule.duration(Duration.ofSeconds(1), Duration.ofMinutes(10))),

	CODE_TOKEN_JTI_BYTES(Rule.range(8, 64)),

	CODE_TOKEN_THROTTLE_RATE(Rule.rate()),

	AUTH_TOKEN_RETRY_WAIT_TIME(Rule.duration(Duration.ZERO, Duration.ofDays(1)).and("0s for none")),

	MAX_AUTH_ATTEMPTS_PER_CODE_TOKEN(Rule.count()),

	/** More would not fit into a record of the state. */
	MAX_ACTIVE_CODE_TOKENS_PER_USER(Rule.count(300)),

	MAX_CODES_SENT_PER_USER(Rule.rate()),

	MAX_SECOND_FACTOR_FAILURES_PER_USER(
			Rule.of("one or more rates N/[n]s, m, h or d, separated by commas, such as 20/1h,100/30d, or none")),

	AUTH_RESULT_ACCESS_TOKEN_KEY(Rule.member("access")),

	AUTH_RESULT_REFRESH_TOKEN_KEY(Rule.member("refresh")),

	AUTH_RESULT_OTHER_TOKEN_KEY(Rule.member("token")),

	AUTH_RESULT_ENROLLMENT_TOKEN_KEY(Rule.member("enrollment_token")),

	EMAIL_SENDER_FROM_ADDRESS(Rule.of("an e-mail address such as login@example.com")),

	EMAIL_SENDER_SUBJECT_OVERRIDE(Rule.of("one line, with {code} where the code goes if it should")),

	EMAIL_SENDER_BODY_OVERRIDE(Rule.of("a text with {code} where the code goes")),

	FALLBACK_2FA_METHOD(
			Rule.of("code-sender, no-2fa or the method of a TwoFactorMethodHandler bean that users need not set up")),

	TRUSTED_2FA_METHODS(Rule
		.of("one or more of code-sender, totp, passkey, no-2fa and the methods of TwoFactorMethodHandler beans, separated by commas")),

	ENROLLMENT_TOKEN_EXPIRATION_TIME(Rule.duration(Duration.ofMinutes(1), Limits.LONGEST)),

	TOTP_ISSUER_NAME(
			Rule.text("a name without a colon, such as Example", (name) -> !name.isBlank() && !name.contains(":"))),

	TOTP_VALID_WINDOW(Rule.range(0, 10)),

	TOTP_ENCRYPTION_KEY(Rule
		.of("base64 of 32 random bytes (\"openssl rand -base64 32\" makes one), or a list of such keys of which the first encrypts, or leave it out to derive it from jwt2fa.secret-key")),

	RECOVERY_CODE_COUNT(Rule.range(0, 20).and("0 for none")),

	PASSKEY_RP_ID(Rule.text("a domain in small letters such as example.com, without https:// and port",
			PasskeyRules::isDomain)),

	PASSKEY_ALLOWED_ORIGINS(Rule
		.of("one or more origins, separated by commas: pages within the domain such as https://login.example.com, without a path, or http://localhost:8080, and Android apps as android:apk-key-hash: and the base64url of 32 bytes")),

	PASSKEY_LOGIN(Rule.flag().and("true needs jwt2fa.passkey.rp-id")),

	POLICY_REQUIRED(Rule
		.of("one or more of jwt2fa.trusted-2fa-methods without no-2fa, separated by commas, for each authority, such as jwt2fa.policy.required.ROLE_ADMIN=totp,passkey")),

	POLICY_FROM(Rule.of("a time and its zone, such as 2027-03-01T00:00:00Z, beside jwt2fa.policy.required")),

	TRUSTED_DEVICES_MAX_AGE(Rule.duration(Duration.ZERO, Limits.LONGEST).and("0s for not at all")),

	SENSITIVE_CHANGE_MAX_AGE(Rule.duration(Duration.ZERO, Limits.LONGEST).and("0s for any age")),

	NOTIFY_FACTOR_CHANGES(Rule.flag()),

	NOTICE_CONTACT(Rule.text("one line that tells users whom to ask, such as security@example.com or +49 30 1234567",
			Rule::isOneLine)),

	BASE_PATH(Rule.basePath()),

	ERROR_FORMAT(Rule.of("problem or drf")),

	PATHS_GET_CODE(Rule.path("/login/get-code")),

	PATHS_AUTH(Rule.path("/login/auth")),

	PATHS_REFRESH(Rule.path("/login/refresh")),

	PATHS_VERIFY(Rule.path("/login/verify")),

	PATHS_TOTP_SETUP(Rule.path("/login/totp-setup")),

	PATHS_TOTP_CONFIRM(Rule.path("/login/totp-confirm")),

	PATHS_TWO_FACTOR_METHOD(Rule.path("/login/2fa-method")),

	PATHS_RECOVERY_CODES(Rule.path("/login/recovery-codes")),

	PATHS_PASSKEY_SETUP(Rule.path("/login/passkey-setup")),

	PATHS_PASSKEY_CONFIRM(Rule.path("/login/passkey-confirm")),

	PATHS_PASSKEY_OPTIONS(Rule.path("/login/passkey-options")),

	PATHS_FACTORS(Rule.path("/login/factors")),

	PATHS_FACTORS_REMOVE(Rule.path("/login/factors-remove")),

	PATHS_STEP_UP(Rule.path("/login/step-up")),

	PATHS_SESSIONS(Rule.path("/login/sessions")),

	PATHS_SESSIONS_END(Rule.path("/login/sessions-end")),

	PATHS_LOGOUT(Rule.path("/login/logout")),

	PATHS_LOGOUT_ALL(Rule.path("/login/logout-all")),

	COOKIES_PREFIX(Rule
		.text("up to 64 letters, digits and dashes, such as shop, or leave it out for no cookies",
				(prefix) -> prefix.matches("[A-Za-z0-9-]{0,64}"))
		.and("it needs jwt2fa.token.obtain=pair")),

	TOKEN_ACCESS_TOKEN_LIFETIME(Limits.lifetime()),

	TOKEN_REFRESH_TOKEN_LIFETIME(Limits.lifetime()),

	TOKEN_ISSUER(Rule.text("the name of the issuer, such as https://login.example.com", (name) -> !name.isBlank())),

	TOKEN_AUDIENCE(Rule.of("one or more names, separated by commas")),

	TOKEN_LEEWAY(Rule.duration(Duration.ZERO, Duration.ofMinutes(10))),

	TOKEN_USER_ID_CLAIM(Rule.text("the name of a claim that means nothing else, such as user_id or sub",
			AuthTokenSettings::mayNameUsers)),

	TOKEN_OBTAIN(Rule.of("pair or sliding")),

	TOKEN_SLIDING_TOKEN_LIFETIME(Limits.lifetime()),

	TOKEN_SLIDING_TOKEN_REFRESH_LIFETIME(Limits.lifetime()),

	TOKEN_ROTATE_REFRESH_TOKENS(Rule.flag()),

	TOKEN_REFRESH_REUSE_GRACE(Rule.duration(Duration.ZERO, Duration.ofMinutes(5)).and("0s for none")),

	TOKEN_REFRESH_FAMILY_LIFETIME(Rule.duration(Duration.ofMinutes(1), Limits.LONGEST)),

	TOKEN_MAX_SESSIONS_PER_USER(Rule.count()),

	TOKEN_CHECK_REVOCATION(Rule.flag()),

	TOKEN_CHECK_REVOKE_TOKEN(Rule.flag().and("true needs jwt2fa.token.user-lookup=per-request")),

	TOKEN_USER_LOOKUP(Rule.of("per-request or none")),

	TOKEN_ALGORITHM(Rule.of("HS256, HS384, HS512, RS256, RS384, RS512, PS256, ES256 or ES384")),

	TOKEN_SIGNING_KEY(Rule
		.of("a random text (HS256: 32 bytes or more, HS384: 48, HS512: 64), or for any other algorithm a private key in PEM or as a JWK: RSA of 2048 bits or more, or EC on P-256 for ES256 and P-384 for ES384; or to file: or classpath: and the place of such a key")),

	TOKEN_VERIFYING_KEYS(Rule
		.of("public keys in PEM or as JWK, each with a kid of its own, or secrets of 32 bytes or more; or to file: or classpath: and the places of such keys; one that holds commas as jwt2fa.token.verifying-keys[0]")),

	TOKEN_VERIFICATION_CACHE_SIZE(Rule.range(0, 1_000_000).and("0 for none")),

	TOKEN_JWKS_PATH(Rule.path("/.well-known/jwks.json")),

	STATE_STORE(Rule.of("memory, redis or jdbc")),

	STATE_KEY_PREFIX(Rule.text("1 to 64 letters, digits and any of . : _ -, such as jwt2fa:",
			(prefix) -> prefix.matches("[A-Za-z0-9.:_-]{1,64}"))),

	STATE_TIMEOUT(Rule.duration(Duration.ofSeconds(1), Duration.ofSeconds(30))),

	JDBC_INITIALIZE_SCHEMA(Rule.of("embedded, always or never")),

	JDBC_SCHEMA(Rule.text(
			"the name of a schema that there is, such as login, of letters, digits and _; a name that has to be quoted in double quotes",
			(schema) -> schema.matches("[A-Za-z_][A-Za-z0-9_$]{0,62}|\"[A-Za-z0-9_$. -]{1,63}\""))),

	CHECK_TABLES(Rule.flag()),

	METRICS_SESSION_COUNT_INTERVAL(Rule.duration(Duration.ZERO, Limits.LONGEST).and("0s for not at all")),

	AUDIT_LOG(Rule.flag());

	private static final List<String> GROUPS = List.of("paths", "passkey", "policy", "trusted-devices", "cookies",
			"token", "state", "jdbc", "metrics", "audit");

	/** Names of before, and what has taken their places. */
	private static final Map<String, Property> RENAMED = Map.of("state.jdbc.initialize-schema", JDBC_INITIALIZE_SCHEMA);

	@SuppressWarnings("ImmutableEnumChecker") // its predicates have no state
	private final Rule rule;

	Property(Rule rule) {
		this.rule = rule;
	}

	/**
	 * The name without {@code jwt2fa.}.
	 */
	String text() {
		String dashed = name().toLowerCase(Locale.ROOT).replace('_', '-');
		return GROUPS.stream()
			.filter((group) -> dashed.startsWith(group + "-"))
			.findFirst()
			.map((group) -> group + "." + dashed.substring(group.length() + 1))
			.orElse(dashed);
	}

	/**
	 * The property of a name.
	 * @param name the name without {@code jwt2fa.}
	 * @return the property, or {@code null} if there is none
	 */
	static @Nullable Property named(String name) {
		return Arrays.stream(values()).filter((property) -> property.text().equals(name)).findFirst().orElse(null);
	}

	/**
	 * Checks a value.
	 * @return the value
	 * @throws Jwt2faConfigurationException if it may not be
	 */
	<T> T require(T value) {
		Object shown = (value instanceof Count limit) ? limit.value() : value;
		require(this.rule.allows().test(value), "is " + ((shown instanceof String text) ? "\"" + text + "\"" : shown));
		return value;
	}

	/**
	 * Checks a value that may be absent.
	 */
	<T> @Nullable T requireIfSet(@Nullable T value) {
		return (value != null) ? require(value) : null;
	}

	/**
	 * Checks what the rule alone can't tell.
	 */
	void require(boolean condition, String fault) {
		if (!condition) {
			throw broken(fault);
		}
	}

	/**
	 * A placeholder that nothing resolves stays as it stands in the application's source,
	 * which is no place for a secret.
	 */
	void requireResolved(String secret) {
		require(!secret.contains("${"), "refers by ${...} to something that is not set");
	}

	/**
	 * Checks that no two properties have the same value.
	 */
	static void requireDifferent(Map<Property, String> values) {
		Map<String, Property> properties = new HashMap<>();
		values.forEach((property, value) -> {
			Property other = properties.putIfAbsent(value, property);
			property.require(other == null, "is \"" + value + "\", and so is " + other);
		});
	}

	Jwt2faConfigurationException broken(String fault) {
		return new Jwt2faConfigurationException("The property " + this + " " + fault + ".", help());
	}

	/**
	 * What may be written for the property.
	 */
	String help() {
		return "Set " + this + " to " + this.rule.help() + ".";
	}

	/**
	 * What may be written for a property whose value can't be read.
	 * @param name the name without {@code jwt2fa.}
	 */
	static String help(String name) {
		Property property = named(name);
		if (name.startsWith(POLICY_REQUIRED.text() + ".")) {
			return POLICY_REQUIRED.help().replaceFirst("Set \\S+", Matcher.quoteReplacement("Set jwt2fa." + name));
		}
		return (property != null) ? property.help() : "Correct jwt2fa." + name + ", or leave it out.";
	}

	/**
	 * What may be written for a property that there is not.
	 * @param name the name without {@code jwt2fa.}
	 * @return the help, with the properties that share a word with it, or else all of
	 * them
	 */
	static String helpForUnknown(String name) {
		Property renamed = RENAMED.get(name);
		if (renamed != null) {
			return "It is " + renamed + " now. " + renamed.help();
		}
		List<String> words = wordsOf(name);
		List<Property> all = List.of(values());
		List<Property> alike = all.stream()
			.filter((known) -> !Collections.disjoint(wordsOf(known.text()), words))
			.toList();
		return "Remove it, or correct its name. There are: " + (alike.isEmpty() ? all : alike).stream()
			.map(Property::toString)
			.sorted()
			.collect(Collectors.joining(", ")) + ".";
	}

	private static List<String> wordsOf(String name) {
		return List.of(name.split("[-.\\[\\]]"));
	}

	/**
	 * The whole name.
	 */
	@Override
	public String toString() {
		return "jwt2fa." + text();
	}

	/**
	 * What several properties have in common.
	 */
	private static final class Limits {

		private static final Duration LONGEST = Duration.ofDays(3650);

		private Limits() {
		}

		private static Rule lifetime() {
			return Rule.duration(Duration.ofSeconds(1), LONGEST);
		}

	}

}
