package io.github.jwt2fa.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.token.AuthToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the contract asks of a token that was accepted (section 7), read by other means
 * than the library's.
 */
final class GenuineToken {

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	private static final long END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

	private final JsonMapper json = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

	private final SecretKeySpec key;

	private final Instant now;

	private final Duration leeway;

	GenuineToken(byte[] key, Instant now, Duration leeway) {
		this.key = new SecretKeySpec(key, "HmacSHA256");
		this.now = now;
		this.leeway = leeway;
	}

	void requireAuthToken(String text, AuthToken token) {
		JsonNode claims = claims(text);
		assertThat(text(claims.path("token_type"))).isIn("access", "refresh", "enrollment", "sliding")
			.isEqualTo(token.type().claim());
		assertThat(text(claims.path("jti"))).isEqualTo(token.id());
		JsonNode user = claims.path("user_id");
		assertThat(user.isIntegralNumber() ? user.asString() : text(user)).isEqualTo(token.userId());
		assertThat(time(claims.path("iat"))).isEqualTo(token.issuedAt());
		assertThat(time(claims.path("exp"))).isEqualTo(token.expiresAt()).isAfter(this.now.minus(this.leeway));
		if (!claims.path("nbf").isMissingNode() && !claims.path("nbf").isNull()) {
			assertThat(time(claims.path("nbf"))).isBeforeOrEqualTo(this.now.plus(this.leeway));
		}
	}

	void requireCodeToken(String text, CodeToken token) {
		JsonNode claims = claims(text);
		assertThat(text(claims.path("jti"))).isEqualTo(token.id());
		assertThat(text(claims.path("typ"))).isNotBlank().isEqualTo(token.method().value());
		assertThat(text(claims.path("uid"))).isEqualTo(token.userId());
		assertThat(time(claims.path("iat"))).isEqualTo(token.issuedAt());
		assertThat(time(claims.path("exp"))).isEqualTo(token.expiresAt()).isAfter(this.now);
	}

	void requireExpiredCodeToken(String text) {
		assertThat(time(claims(text).path("exp"))).isBeforeOrEqualTo(this.now);
	}

	private static Instant time(JsonNode claim) {
		assertThat(claim.isNumber()).isTrue();
		double seconds = claim.doubleValue();
		assertThat(seconds).isBetween(0.0, (double) END_OF_TIME);
		return Instant.ofEpochSecond((long) seconds);
	}

	/**
	 * The claims of a text that is the only one of its token, is signed and says so.
	 */
	private JsonNode claims(String text) {
		String[] parts = text.split("\\.", -1);
		assertThat(parts).hasSize(3);
		for (String part : parts) {
			assertThat(BASE64.encodeToString(decoded(part))).isEqualTo(part);
		}
		assertThat(decoded(parts[2])).isEqualTo(hmac(parts[0] + "." + parts[1]));
		JsonNode header = json(parts[0]);
		assertThat(header.path("alg").stringValue(null)).isEqualTo("HS256");
		assertThat(header.has("crit")).isFalse();
		assertThat(header.path("b64").booleanValue(true)).isTrue();
		JsonNode claims = json(parts[1]);
		assertThat(claims.isObject()).isTrue();
		return claims;
	}

	private JsonNode json(String part) {
		byte[] bytes = decoded(part);
		String json = new String(bytes, StandardCharsets.UTF_8);
		assertThat(json.getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
		// a byte order mark is no fault (RFC 8259, section 8.1)
		return this.json.readTree(json.startsWith("\ufeff") ? json.substring(1) : json);
	}

	/**
	 * A claim that can be asked of any database.
	 */
	private static String text(JsonNode claim) {
		String text = claim.stringValue(null);
		assertThat(text).isNotEmpty().doesNotContain("\0");
		assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(text);
		return text;
	}

	private static byte[] decoded(String part) {
		return Base64.getUrlDecoder().decode(part);
	}

	private byte[] hmac(String input) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(this.key);
			return mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Other texts that a lenient reader takes for the same token.
	 */
	List<String> variants(String text) {
		List<String> variants = new ArrayList<>();
		String[] parts = text.split("\\.");
		for (int i = 0; i < parts.length; i++) {
			String part = parts[i];
			List<String> others = new ArrayList<>(List.of(part + "=", part + "==", part + "\n", " " + part, "=" + part,
					part.substring(0, 1) + "*" + part.substring(1), part + "A"));
			int spareBits = switch (part.length() % 4) {
				case 2 -> 4;
				case 3 -> 2;
				default -> 0;
			};
			int last = ALPHABET.indexOf(part.charAt(part.length() - 1));
			for (int spare = 1; spare < 1 << spareBits; spare++) {
				others.add(part.substring(0, part.length() - 1) + ALPHABET.charAt(last | spare));
			}
			if (!part.equals(inStandardAlphabet(part))) {
				others.add(inStandardAlphabet(part));
			}
			for (String other : others) {
				String[] changed = parts.clone();
				changed[i] = other;
				variants.add(String.join(".", changed));
			}
		}
		variants.addAll(List.of(text + ".", "." + text, text.replace(".", ".."), text + "." + parts[2],
				text.substring(0, text.lastIndexOf('.') + 1)));
		return variants;
	}

	private static String inStandardAlphabet(String part) {
		return part.replace('-', '+').replace('_', '/');
	}

}
