package io.github.jwt2fa.token;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.jws.Claims;
import io.github.jwt2fa.jws.CompactJws;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;

/**
 * Code tokens as signed texts.
 */
public final class CodeTokenCodec {

	private static final String ID = "jti";

	private static final String METHOD = "typ";

	private static final String USER_ID = "uid";

	private static final String ISSUED_AT = "iat";

	private static final String EXPIRES_AT = "exp";

	private final JwsKey key;

	private final CompactJws jws;

	private final CodeTokenSettings settings;

	private final Clock clock;

	private final SecureRandom random;

	/**
	 * A codec.
	 * @param settings key, lifetime and size of the ids
	 * @param clock the time
	 * @param random where ids come from
	 */
	public CodeTokenCodec(CodeTokenSettings settings, Clock clock, SecureRandom random) {
		this.key = JwsKey.ofSecret(JwsAlgorithm.HS256, settings.secretKey());
		this.jws = new CompactJws(List.of(this.key));
		this.settings = settings;
		this.clock = clock;
		this.random = random;
	}

	/**
	 * Whether tokens can be about a user.
	 * @param userId the id of the user
	 * @return {@code false} if no token that holds the id would be read again, such as
	 * for one of 256 characters
	 */
	public static boolean canCarry(String userId) {
		return Claims.isId(userId);
	}

	/**
	 * A new code token without a challenge yet.
	 * @param userId the user
	 * @param method the method that has to be completed
	 * @return the token
	 */
	public CodeToken create(String userId, TwoFactorMethod method) {
		byte[] id = new byte[this.settings.idBytes()];
		this.random.nextBytes(id);
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		return new CodeToken(Base64.getUrlEncoder().withoutPadding().encodeToString(id), method, userId, now,
				now.plus(this.settings.lifetime()), Map.of());
	}

	/**
	 * The signed text of a code token.
	 * @param token the token
	 * @return the text
	 */
	public String encode(CodeToken token) {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put(ID, token.id());
		claims.put(METHOD, token.method().value());
		claims.put(USER_ID, token.userId());
		claims.put(ISSUED_AT, token.issuedAt().getEpochSecond());
		claims.put(EXPIRES_AT, token.expiresAt().getEpochSecond());
		claims.putAll(token.challenge());
		return CompactJws.sign(claims, this.key);
	}

	/**
	 * Reads a signed text.
	 * @param text the text
	 * @return the token
	 * @throws TwoFactorException {@code authentication_failed} if it is no genuine code
	 * token, {@code code_token_expired} if it is past its end
	 */
	public CodeToken decode(String text) {
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
		return new CodeToken(id, TwoFactorMethod.of(method), userId, issuedAt, expiresAt, challengeOf(claims));
	}

	private static Map<String, String> challengeOf(Claims claims) {
		Map<String, String> challenge = new LinkedHashMap<>();
		claims.values().forEach((name, value) -> {
			if (value instanceof String text) {
				challenge.put(name, text);
			}
		});
		return challenge;
	}

}
