package io.github.jwt2fa.autoconfigure;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What may be written for each property, in the words of an error message.
 */
final class PropertyMends {

	private static final String RATE = "a rate N/[n]s, m, h or d, such as 12/3h, or none";

	private static final String COUNT = "a number of 1 or more, or none";

	private static final String DURATION = "a duration such as 90s, 5m or 1h; a plain number is seconds";

	private static final String MEMBER = "a name for the member, different from the others, such as %s";

	private static final String PATH = "an absolute path such as /login/%s, without a slash at the end, or none to turn the endpoint off";

	private static final Map<String, String> ALLOWED = Map.ofEntries(
			Map.entry("secret-key",
					"a random text of 32 bytes or more, kept out of the source; \"openssl rand -base64 48\" makes one"),
			Map.entry("code-length", "a number from 4 to 32; with code-characters, codes need 20 bits or more"),
			Map.entry("code-characters",
					"at least two different characters, no blank and no dash, such as 0123456789; with code-length, codes need 20 bits or more"),
			Map.entry("code-token-secret-key",
					"a random text of 32 bytes or more that is no other key, or leave it out to derive it from jwt2fa.secret-key"),
			Map.entry("code-extension-secret",
					"a random text that is no other key, or leave it out to derive it from jwt2fa.secret-key"),
			Map.entry("code-expiration-time", DURATION + "; from 1s to 10m"),
			Map.entry("code-token-jti-bytes", "a number from 8 to 64"), Map.entry("code-token-throttle-rate", RATE),
			Map.entry("auth-token-retry-wait-time", DURATION + "; from 0s, for none, to 1d"),
			Map.entry("max-auth-attempts-per-code-token", COUNT), Map.entry("max-active-code-tokens-per-user", COUNT),
			Map.entry("max-codes-sent-per-user", RATE),
			Map.entry("max-second-factor-failures-per-user",
					"one or more rates N/[n]s, m, h or d, separated by commas, such as 20/1h,100/30d, or none"),
			Map.entry("auth-result-access-token-key", MEMBER.formatted("access")),
			Map.entry("auth-result-refresh-token-key", MEMBER.formatted("refresh")),
			Map.entry("auth-result-other-token-key", MEMBER.formatted("token")),
			Map.entry("auth-result-enrollment-token-key", MEMBER.formatted("enrollment_token")),
			Map.entry("email-sender-from-address", "an e-mail address such as login@example.com"),
			Map.entry("email-sender-subject-override", "one line, with {code} where the code goes if it should"),
			Map.entry("email-sender-body-override", "a text with {code} where the code goes"),
			Map.entry("fallback-2fa-method",
					"code-sender, no-2fa or the method of a TwoFactorMethodHandler bean that users need not set up"),
			Map.entry("trusted-2fa-methods",
					"one or more of code-sender, totp, no-2fa and the methods of TwoFactorMethodHandler beans, separated by commas"),
			Map.entry("enrollment-token-expiration-time", DURATION + "; from 1m to 3650d"),
			Map.entry("totp-issuer-name", "a name without a colon, such as Example"),
			Map.entry("totp-valid-window", "a number from 0 to 10"),
			Map.entry("totp-encryption-key",
					"base64 of 32 random bytes (\"openssl rand -base64 32\" makes one), or a list of such keys of which the first encrypts, or leave it out to derive it from jwt2fa.secret-key"),
			Map.entry("sensitive-change-max-age", DURATION + "; 0s for any age"),
			Map.entry("notify-factor-changes", "true or false"),
			Map.entry("base-path", "an absolute path such as /auth, without a slash at the end"),
			Map.entry("error-format", "problem or drf"), Map.entry("paths.get-code", PATH.formatted("get-code")),
			Map.entry("paths.auth", PATH.formatted("auth")), Map.entry("paths.refresh", PATH.formatted("refresh")),
			Map.entry("paths.verify", PATH.formatted("verify")),
			Map.entry("paths.totp-setup", PATH.formatted("totp-setup")),
			Map.entry("paths.totp-confirm", PATH.formatted("totp-confirm")),
			Map.entry("paths.two-factor-method", PATH.formatted("2fa-method")),
			Map.entry("paths.logout", PATH.formatted("logout")),
			Map.entry("paths.logout-all", PATH.formatted("logout-all")),
			Map.entry("token.access-token-lifetime", DURATION + "; from 1s to 3650d"),
			Map.entry("token.refresh-token-lifetime", DURATION + "; from 1s to 3650d"),
			Map.entry("token.issuer", "the name of the issuer, such as https://login.example.com"),
			Map.entry("token.audience", "one or more names, separated by commas"),
			Map.entry("token.leeway", DURATION + "; from 0s to 10m"),
			Map.entry("token.user-id-claim", "the name of a claim that means nothing else, such as user_id or sub"),
			Map.entry("state.store", "memory, redis or jdbc"),
			Map.entry("state.key-prefix", "1 to 64 letters, digits and any of . : _ -, such as jwt2fa:"),
			Map.entry("state.timeout", DURATION + "; from 1s to 30s"),
			Map.entry("jdbc.initialize-schema", "embedded, always or never"),
			Map.entry("jdbc.schema",
					"the name of a schema that there is, such as login, of letters, digits and _; a name that has to be quoted in double quotes"),
			Map.entry("check-tables", "true or false"), Map.entry("token.obtain", "pair or sliding"),
			Map.entry("token.sliding-token-lifetime", DURATION + "; from 1s to 3650d"),
			Map.entry("token.sliding-token-refresh-lifetime", DURATION + "; from 1s to 3650d"),
			Map.entry("token.rotate-refresh-tokens", "true or false"),
			Map.entry("token.refresh-reuse-grace", DURATION + "; from 0s, for none, to 5m"),
			Map.entry("token.refresh-family-lifetime", DURATION + "; from 1m to 3650d"),
			Map.entry("token.check-revocation", "true or false"),
			Map.entry("token.check-revoke-token", "true or false; true needs jwt2fa.token.user-lookup=per-request"),
			Map.entry("token.user-lookup", "per-request or none"),
			Map.entry("token.algorithm", "HS256, HS384, HS512, RS256, RS384, RS512, PS256, ES256 or ES384"),
			Map.entry("token.signing-key",
					"a random text (HS256: 32 bytes or more, HS384: 48, HS512: 64), or for any other algorithm a private key in PEM or as a JWK: RSA of 2048 bits or more, or EC on P-256 for ES256 and P-384 for ES384; or to file: or classpath: and the place of such a key"),
			Map.entry("token.verifying-keys",
					"public keys in PEM or as JWK, each with a kid of its own, or secrets of 32 bytes or more; or to file: or classpath: and the places of such keys; one that holds commas as jwt2fa.token.verifying-keys[0]"),
			Map.entry("token.verification-cache-size", "a number from 0, for none, to 1000000"),
			Map.entry("token.jwks-path",
					"an absolute path such as /.well-known/jwks.json, without a slash at the end, or none to turn it off"));

	/** Names of before, and what has taken their places. */
	private static final Map<String, String> RENAMED = Map.of("state.jdbc.initialize-schema", "jdbc.initialize-schema");

	private PropertyMends() {
	}

	/**
	 * What may be written for a property.
	 * @param name the property without {@code jwt2fa.}
	 * @return the mend
	 */
	static String of(String name) {
		String allowed = ALLOWED.get(name);
		return (allowed != null) ? "Set jwt2fa." + name + " to " + allowed + "."
				: "Correct jwt2fa." + name + ", or leave it out.";
	}

	/**
	 * What may be written for a property that there is not.
	 * @param name the property without {@code jwt2fa.}
	 * @return the mend, with the properties that share a word with it, or else all of
	 * them
	 */
	static String ofUnknown(String name) {
		String renamed = RENAMED.get(name);
		if (renamed != null) {
			return "It is jwt2fa." + renamed + " now. " + of(renamed);
		}
		List<String> words = wordsOf(name);
		List<String> alike = ALLOWED.keySet()
			.stream()
			.filter((known) -> !Collections.disjoint(wordsOf(known), words))
			.toList();
		return "Remove it, or correct its name. There are: " + (alike.isEmpty() ? ALLOWED.keySet() : alike).stream()
			.sorted()
			.map("jwt2fa."::concat)
			.collect(Collectors.joining(", ")) + ".";
	}

	private static List<String> wordsOf(String name) {
		return List.of(name.split("[-.\\[\\]]"));
	}

}
