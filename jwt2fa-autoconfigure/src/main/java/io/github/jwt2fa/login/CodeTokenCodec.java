package io.github.jwt2fa.login;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.jws.Claims;
import io.github.jwt2fa.jws.CompactJws;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.token.AuthTokenSubject;
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

	/** The id of the first token of a chain, and when that was issued. */
	private static final String CHAIN_ID = "cid";

	private static final String AUTH_TIME = "auth_time";

	/** The methods that were begun though nothing is sent. */
	private static final String UNSENT = "methods";

	/**
	 * What is asked for within a session, and what the access token said that asked: an
	 * object of its own, in the words of auth tokens. It is read where the key tells that
	 * it has to be there.
	 */
	private static final String STEP_UP = "step_up";

	/**
	 * What the first step was, if no password: its {@code amr}, and whether it was sent.
	 */
	private static final String FIRST_FACTOR = "first_factor";

	private static final String SENT = "sent";

	private static final String SESSION = "sid";

	private static final String AUTH_METHODS = "amr";

	private static final String AUTH_METHOD_TIMES = "amr_at";

	/** The proof has to show two factors by itself. */
	private static final String VERIFIED = "verified";

	/** The name that Simple JWT has for it. */
	private static final String PASSWORD_FINGERPRINT = "hash_password";

	/**
	 * The claims of the method {@code code-sender}, which the reference has beside the
	 * others; any other method has an object of its own, named as the method.
	 */
	private static final List<String> CODE_SENDER_CLAIMS = List.of("vch", "vcn");

	private static final Set<String> RESERVED = Set.of(ID, METHOD, USER_ID, ISSUED_AT, EXPIRES_AT, PASSWORD_FINGERPRINT,
			UNSENT, CHAIN_ID, AUTH_TIME, STEP_UP, FIRST_FACTOR, "nbf", "iss", "aud", "sub");

	private final JwsKey key;

	private final JwsKey stepUpKey;

	private final CompactJws jws;

	private final CodeTokenSettings settings;

	private final Clock clock;

	private final RandomIds ids;

	/**
	 * A codec.
	 * @param settings keys, lifetime and size of the ids
	 * @param clock the time
	 * @param random where ids come from
	 */
	CodeTokenCodec(CodeTokenSettings settings, Clock clock, SecureRandom random) {
		this.key = JwsKey.ofSecret(JwsAlgorithm.HS256, settings.secretKey().getEncoded());
		this.stepUpKey = JwsKey.ofSecret(JwsAlgorithm.HS256, settings.stepUpKey().getEncoded());
		this.jws = new CompactJws(List.of(this.key, this.stepUpKey));
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
		if (token.chain() != null) {
			claims.put(CHAIN_ID, token.chain().id());
			claims.put(AUTH_TIME, token.chain().issuedAt().getEpochSecond());
		}
		if (!token.firstFactor().equals(FirstFactor.PASSWORD)) {
			claims.put(FIRST_FACTOR, Map.of(AUTH_METHODS, token.firstFactor().amr(), SENT, token.firstFactor().sent()));
		}
		if (token.unsent() != null) {
			claims.put(UNSENT, token.unsent().stream().map(TwoFactorMethod::value).sorted().toList());
		}
		token.challenges().forEach((method, challenge) -> putChallenge(method, challenge, claims));
		CodeToken.StepUp stepUp = token.stepUp();
		if (stepUp == null) {
			return CompactJws.sign(claims, this.key);
		}
		claims.put(STEP_UP, claimsOf(stepUp));
		return CompactJws.sign(claims, this.stepUpKey);
	}

	private static Map<String, Object> claimsOf(CodeToken.StepUp stepUp) {
		AuthTokenSubject login = stepUp.login();
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put(SESSION, login.session());
		if (login.authTime() != null) {
			claims.put(AUTH_TIME, login.authTime().getEpochSecond());
		}
		claims.put(AUTH_METHODS, login.amr());
		Map<String, Object> times = new LinkedHashMap<>();
		login.amrAt().forEach((name, time) -> times.put(name, time.getEpochSecond()));
		claims.put(AUTH_METHOD_TIMES, times);
		claims.put(UNSENT, stepUp.methods().stream().map(TwoFactorMethod::value).sorted().toList());
		claims.put(VERIFIED, stepUp.verified());
		return claims;
	}

	private static void putChallenge(TwoFactorMethod method, Map<String, String> challenge,
			Map<String, Object> claims) {
		boolean reserved = !canCarry(method);
		if (method.equals(TwoFactorMethod.CODE_SENDER)) {
			reserved = !CODE_SENDER_CLAIMS.containsAll(challenge.keySet());
			claims.putAll(challenge);
		}
		else if (!challenge.isEmpty()) {
			claims.put(method.value(), challenge);
		}
		if (reserved) {
			throw new IllegalArgumentException(
					"The challenge of the method " + method + " has the name of another claim");
		}
	}

	/**
	 * Reads a signed text.
	 * @throws TwoFactorException {@code authentication_failed} if it is no genuine code
	 * token, {@code code_token_expired} if it is past its end
	 */
	CodeToken decode(String text) {
		CodeToken token = decodeGenuine(text);
		requireBefore(token.expiresAt());
		return token;
	}

	/**
	 * Refuses a token on which none may follow any more: it is past its end, or the
	 * password is as old as a code may be.
	 * @throws TwoFactorException {@code code_token_expired}
	 */
	void requireYoung(CodeToken token) {
		requireBefore(token.expiresAt());
		requireBefore(token.authTime().plus(this.settings.lifetime()));
	}

	private void requireBefore(Instant end) {
		if (!this.clock.instant().isBefore(end)) {
			throw new TwoFactorException(TwoFactorError.CODE_TOKEN_EXPIRED);
		}
	}

	/**
	 * Reads a signed text that may be past its end.
	 * @throws TwoFactorException {@code authentication_failed} if it is no genuine code
	 * token
	 */
	CodeToken decodeGenuine(String text) {
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
		Instant authTime = claims.time(AUTH_TIME);
		String chainId = claims.id(CHAIN_ID);
		boolean withinSession = verified.key().equals(this.stepUpKey);
		CodeToken.StepUp stepUp = (withinSession && userId != null) ? stepUpIn(claims.object(STEP_UP), userId) : null;
		if (id == null || method == null || method.isBlank() || userId == null || issuedAt == null || expiresAt == null
				|| claims.has(CHAIN_ID) != (chainId != null && authTime != null) || withinSession != (stepUp != null)) {
			throw new TwoFactorException(TwoFactorError.AUTHENTICATION_FAILED);
		}
		return new CodeToken(id, TwoFactorMethod.of(method), userId, issuedAt, expiresAt, challengesIn(claims),
				methodsIn(claims), claims.text(PASSWORD_FINGERPRINT), firstFactorIn(claims), stepUp,
				(chainId != null && authTime != null) ? new CodeToken.First(chainId, authTime) : null,
				this.settings.lifetime());
	}

	private static Map<TwoFactorMethod, Map<String, String>> challengesIn(Claims claims) {
		Map<TwoFactorMethod, Map<String, String>> challenges = new LinkedHashMap<>();
		Map<String, String> codeSender = new LinkedHashMap<>();
		CODE_SENDER_CLAIMS.forEach((name) -> putText(name, claims.values().get(name), codeSender));
		if (!codeSender.isEmpty()) {
			challenges.put(TwoFactorMethod.CODE_SENDER, codeSender);
		}
		claims.values().forEach((name, value) -> {
			if (value instanceof Map<?, ?> own && !name.isBlank() && !RESERVED.contains(name)) {
				Map<String, String> challenge = new LinkedHashMap<>();
				own.forEach((claim, text) -> putText(claim, text, challenge));
				challenges.put(TwoFactorMethod.of(name), challenge);
			}
		});
		return challenges;
	}

	/**
	 * Ours alone sign such a token: what stands there is what was encoded.
	 */
	private static FirstFactor firstFactorIn(Claims claims) {
		Claims first = claims.object(FIRST_FACTOR);
		String amr = (first != null) ? first.text(AUTH_METHODS) : null;
		return (first != null && amr != null) ? new FirstFactor(amr, !Boolean.FALSE.equals(first.values().get(SENT)))
				: FirstFactor.PASSWORD;
	}

	private static CodeToken.@Nullable StepUp stepUpIn(@Nullable Claims claims, String userId) {
		String session = (claims != null) ? claims.id(SESSION) : null;
		List<String> amr = (claims != null) ? claims.texts(AUTH_METHODS) : null;
		Map<String, Instant> times = (claims != null) ? claims.times(AUTH_METHOD_TIMES) : null;
		Set<TwoFactorMethod> methods = (claims != null) ? methodsIn(claims) : null;
		return (claims == null || session == null || amr == null || times == null || methods == null) ? null
				: new CodeToken.StepUp(new AuthTokenSubject(userId, session, claims.time(AUTH_TIME), amr, times),
						methods, !Boolean.FALSE.equals(claims.values().get(VERIFIED)));
	}

	private static @Nullable Set<TwoFactorMethod> methodsIn(Claims claims) {
		List<String> names = claims.has(UNSENT) ? claims.texts(UNSENT) : null;
		return (names != null)
				? names.stream().filter((name) -> !name.isBlank()).map(TwoFactorMethod::of).collect(Collectors.toSet())
				: null;
	}

	private static void putText(@Nullable Object name, @Nullable Object value, Map<String, String> challenge) {
		if (name instanceof String claim && value instanceof String text) {
			challenge.put(claim, text);
		}
	}

}
