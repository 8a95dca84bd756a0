package io.github.jwt2fa.login;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.jws.Claims;
import io.github.jwt2fa.jws.CompactJws;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import org.jspecify.annotations.Nullable;

/**
 * Code tokens as signed texts. Thread-safe.
 */
final class CodeTokenCodec {

	private static final String ID = "jti";

	private static final String METHOD = "typ";

	private static final String USER_ID = "uid";

	private static final String ISSUED_AT = "iat";

	private static final String EXPIRES_AT = "exp";

	/** The name that Simple JWT has for it. */
	private static final String PASSWORD_FINGERPRINT = "hash_password";

	/**
	 * The claims of the method {@code code-sender}, which the reference has beside the
	 * others; any other method has an object of its own, named as the method.
	 */
	private static final List<String> CODE_SENDER_CLAIMS = List.of("vch", "vcn");

	private static final Set<String> RESERVED = Set.of(ID, METHOD, USER_ID, ISSUED_AT, EXPIRES_AT, PASSWORD_FINGERPRINT,
			"cid", "nbf", "iss", "aud", "sub");

	private final JwsKey key;

	private final CompactJws jws;

	private final CodeTokenSettings settings;

	private final Clock clock;

	private final RandomIds ids;

	/**
	 * A codec.
	 * @param settings key, lifetime and size of the ids
	 * @param clock the time
	 * @param random where ids come from
	 */
	CodeTokenCodec(CodeTokenSettings settings, Clock clock, SecureRandom random) {
		this.key = JwsKey.ofSecret(JwsAlgorithm.HS256, settings.secretKey());
		this.jws = new CompactJws(List.of(this.key));
		this.settings = settings;
		this.clock = clock;
		this.ids = new RandomIds(random);
	}

	/**
	 * Whether tokens can be about a user.
	 * @return {@code false} if no token that holds the id would be read again, such as
	 * for one of 256 characters
	 */
	static boolean canCarry(String userId) {
		return Claims.isId(userId);
	}

	/**
	 * Whether tokens can carry the challenge of a method.
	 * @return {@code false} if its name is that of another claim
	 */
	static boolean canCarry(TwoFactorMethod method) {
		return !RESERVED.contains(method.value()) && !CODE_SENDER_CLAIMS.contains(method.value());
	}

	/**
	 * A new code token without a challenge yet.
	 */
	CodeToken create(String userId, TwoFactorMethod method) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		return new CodeToken(this.ids.base64Url(this.settings.idBytes()), method, userId, now,
				now.plus(this.settings.lifetime()));
	}

	/**
	 * The signed text of a code token.
	 * @throws IllegalArgumentException if its challenge can't stand in a token
	 */
	String encode(CodeToken token) {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put(ID, token.id());
		claims.put(METHOD, token.method().value());
		claims.put(USER_ID, token.userId());
		claims.put(ISSUED_AT, token.issuedAt().getEpochSecond());
		claims.put(EXPIRES_AT, token.expiresAt().getEpochSecond());
		if (token.passwordFingerprint() != null) {
			claims.put(PASSWORD_FINGERPRINT, token.passwordFingerprint());
		}
		putChallenge(token, claims);
		return CompactJws.sign(claims, this.key);
	}

	private static void putChallenge(CodeToken token, Map<String, Object> claims) {
		boolean reserved = !canCarry(token.method());
		if (token.method().equals(TwoFactorMethod.CODE_SENDER)) {
			reserved = !CODE_SENDER_CLAIMS.containsAll(token.challenge().keySet());
			claims.putAll(token.challenge());
		}
		else if (!token.challenge().isEmpty()) {
			claims.put(token.method().value(), token.challenge());
		}
		if (reserved) {
			throw new IllegalArgumentException(
					"The challenge of the method " + token.method() + " has the name of another claim");
		}
	}

	/**
	 * Reads a signed text.
	 * @throws TwoFactorException {@code authentication_failed} if it is no genuine code
	 * token, {@code code_token_expired} if it is past its end
	 */
	CodeToken decode(String text) {
		CompactJws.Verified verified = this.jws.verify(text);
		if (verified == null) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		Claims claims = verified.claims();
		String id = claims.id(ID);
		String method = claims.text(METHOD);
		String userId = claims.id(USER_ID);
		Instant issuedAt = claims.time(ISSUED_AT);
		Instant expiresAt = claims.time(EXPIRES_AT);
		if (id == null || method == null || method.isBlank() || userId == null || issuedAt == null
				|| expiresAt == null) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		if (!this.clock.instant().isBefore(expiresAt)) {
			throw new TwoFactorException(TwoFactorError.CODE_TOKEN_EXPIRED);
		}
		TwoFactorMethod required = TwoFactorMethod.of(method);
		return new CodeToken(id, required, userId, issuedAt, expiresAt, challengeOf(required, claims),
				claims.text(PASSWORD_FINGERPRINT));
	}

	private static Map<String, String> challengeOf(TwoFactorMethod method, Claims claims) {
		Map<String, String> challenge = new LinkedHashMap<>();
		if (method.equals(TwoFactorMethod.CODE_SENDER)) {
			CODE_SENDER_CLAIMS.forEach((name) -> putText(name, claims.values().get(name), challenge));
		}
		else if (claims.values().get(method.value()) instanceof Map<?, ?> own) {
			own.forEach((name, value) -> putText(name, value, challenge));
		}
		return challenge;
	}

	private static void putText(@Nullable Object name, @Nullable Object value, Map<String, String> challenge) {
		if (name instanceof String claim && value instanceof String text) {
			challenge.put(claim, text);
		}
	}

}
