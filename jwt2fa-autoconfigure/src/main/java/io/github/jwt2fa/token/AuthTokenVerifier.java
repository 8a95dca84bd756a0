package io.github.jwt2fa.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused.Reason;
import io.github.jwt2fa.jws.Claims;
import io.github.jwt2fa.jws.CompactJws;
import io.github.jwt2fa.measure.CacheStatistics;
import io.github.jwt2fa.token.AuthTokenSettings.ClaimName;
import io.github.jwt2fa.token.key.AuthTokenKeySource;
import io.github.jwt2fa.token.key.AuthTokenKeys;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a text is an auth token of ours, whole and alive. {@code iat} decides
 * nothing, since the clocks of two hosts differ; {@code exp} and {@code nbf} do, with the
 * leeway. What was verified once is remembered by the whole text, since a client sends
 * its access token again and again; whether the token is alive, and the keys still those
 * that vouched for it, is asked every time. Thread-safe, the memory of verified tokens
 * too.
 */
final class AuthTokenVerifier {

	/**
	 * More than there are names for (<a href="https://www.rfc-editor.org/rfc/rfc8176">RFC
	 * 8176</a>): they are copied from token to token.
	 */
	private static final int MAX_AUTH_METHODS = 16;

	private static final int MAX_AUTH_METHOD_LENGTH = 64;

	/** The memory counts tokens, and not how long they are. */
	private static final int MAX_REMEMBERED_LENGTH = 4096;

	private final AuthTokenKeySource keys;

	private final AuthTokenSettings settings;

	private final Clock clock;

	private final @Nullable Cache<Text, Genuine> cache;

	/**
	 * A verifier.
	 * @param keys what may have signed a token
	 * @param settings leeway, issuer, audience and the size of the memory
	 * @param clock the time
	 * @param statistics what asks the memory, or {@code null} if nobody does
	 */
	AuthTokenVerifier(AuthTokenKeySource keys, AuthTokenSettings settings, Clock clock,
			@Nullable CacheStatistics statistics) {
		this.keys = keys;
		this.settings = settings;
		this.clock = clock;
		this.cache = (settings.cacheSize() > 0) ? cache(statistics) : null;
	}

	private Cache<Text, Genuine> cache(@Nullable CacheStatistics statistics) {
		Caffeine<Text, Genuine> cache = Caffeine.newBuilder()
			.maximumSize(this.settings.cacheSize())
			.ticker(() -> this.clock.millis() * 1_000_000)
			.expireAfter(Expiry.<Text, Genuine>creating((text, genuine) -> rest(genuine)));
		return (statistics != null) ? statistics.of(cache.recordStats().build()) : cache.build();
	}

	private Duration rest(Genuine genuine) {
		Duration rest = Duration.between(this.clock.instant(),
				genuine.token().expiresAt().plus(this.settings.leeway()));
		return rest.isNegative() ? Duration.ZERO : rest;
	}

	/**
	 * Verifies a token of any type.
	 * @param text the text
	 * @return the token
	 * @throws TwoFactorException {@code token_not_valid} if it is not valid
	 */
	public AuthToken verify(String text) {
		Text key = new Text(text);
		Genuine genuine = (this.cache != null) ? this.cache.getIfPresent(key) : null;
		if (genuine != null && !isOfPresentKeys(genuine)) {
			genuine = null;
		}
		boolean remembered = genuine != null;
		if (genuine == null) {
			genuine = read(text);
		}
		if (genuine == null) {
			throw new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
		}
		if (!isAlive(genuine)) {
			throw new RefusedTokenException(TwoFactorError.TOKEN_NOT_VALID, genuine.token(), Reason.EXPIRED);
		}
		if (!remembered && this.cache != null && text.length() <= MAX_REMEMBERED_LENGTH
				&& genuine.token().type().opensResources()) {
			this.cache.put(key, genuine);
		}
		return genuine.token();
	}

	/**
	 * Verifies a token of one of some types.
	 * @param text the text
	 * @param types the types that are good enough
	 * @return the token
	 * @throws TwoFactorException {@code token_not_valid} if it is not valid or of another
	 * type
	 */
	public AuthToken verify(String text, Set<AuthTokenType> types) {
		AuthToken token = verify(text);
		if (!types.contains(token.type())) {
			throw new RefusedTokenException(TwoFactorError.TOKEN_NOT_VALID, token, Reason.WRONG_TYPE);
		}
		return token;
	}

	/**
	 * Reads a token that need not be alive any more.
	 * @param text the text
	 * @return the token, or {@code null} if it never was one
	 */
	public @Nullable AuthToken readExpired(String text) {
		Genuine genuine = read(text);
		return (genuine != null) ? genuine.token() : null;
	}

	@SuppressWarnings("ReferenceEquality") // others may be the same keys without one
	private boolean isOfPresentKeys(Genuine genuine) {
		return genuine.keys() == this.keys.present();
	}

	private @Nullable Genuine read(String text) {
		AuthTokenKeys present = this.keys.present();
		CompactJws.Verified verified = present.jws().verify(text);
		if (verified == null && present.jws().isOfUnknownKey(text)) {
			present = this.keys.newerThan(present);
			verified = present.jws().verify(text);
		}
		Claims claims = (verified != null) ? verified.claims() : null;
		if (verified == null || claims == null || !isForUs(claims)) {
			return null;
		}
		AuthTokenType type = AuthTokenType.of(claims.text(ClaimName.TOKEN_TYPE));
		String id = claims.id(ClaimName.ID);
		String session = claims.id(ClaimName.SESSION);
		String userId = claims.idOrInteger(this.settings.userIdClaim());
		Instant issuedAt = claims.time(ClaimName.ISSUED_AT);
		Instant expiresAt = claims.time(ClaimName.EXPIRES_AT);
		Instant notBefore = claims.time(ClaimName.NOT_BEFORE);
		List<String> authMethods = claims.texts(ClaimName.AUTH_METHODS);
		// what was shown once more is good for one access token
		Map<String, Instant> authMethodTimes = (type == AuthTokenType.ACCESS)
				? claims.times(ClaimName.AUTH_METHOD_TIMES) : Map.of();
		if (type == null || id == null || userId == null || issuedAt == null || expiresAt == null || authMethods == null
				|| authMethodTimes == null || (notBefore == null && claims.has(ClaimName.NOT_BEFORE))
				|| (session == null && claims.text(ClaimName.SESSION) != null) || !areAuthMethods(authMethods)
				|| !areAuthMethods(authMethodTimes.keySet())
				|| !present.mayHaveSigned(verified.key(), type.opensResources())) {
			return null;
		}
		AuthToken token = AuthToken.withId(id)
			.type(type)
			.userId(userId)
			.issuedAt(issuedAt)
			.expiresAt(expiresAt)
			.refreshExpiresAt(claims.time(ClaimName.REFRESH_EXPIRES_AT))
			.session(session)
			.authTime(claims.time(ClaimName.AUTH_TIME))
			.amr(authMethods)
			.amrAt(authMethodTimes)
			.claims(claims.values())
			.build();
		return new Genuine(token, notBefore, present);
	}

	/**
	 * How many tokens are remembered, those that have expired left out.
	 */
	long remembered() {
		if (this.cache == null) {
			return 0;
		}
		this.cache.cleanUp();
		return this.cache.estimatedSize();
	}

	private static boolean areAuthMethods(Collection<String> texts) {
		return texts.size() <= MAX_AUTH_METHODS
				&& texts.stream().allMatch((text) -> text.length() <= MAX_AUTH_METHOD_LENGTH);
	}

	private boolean isForUs(Claims claims) {
		List<String> audience = this.settings.audience();
		List<String> named = claims.texts(ClaimName.AUDIENCE);
		boolean addressed = named != null && (audience.isEmpty() || !Collections.disjoint(audience, named));
		return addressed
				&& (this.settings.issuer() == null || this.settings.issuer().equals(claims.text(ClaimName.ISSUER)));
	}

	/**
	 * Whether a token is past its end and the leeway.
	 */
	boolean isExpired(AuthToken token) {
		return !this.clock.instant().minus(this.settings.leeway()).isBefore(token.expiresAt());
	}

	private boolean isAlive(Genuine genuine) {
		Instant now = this.clock.instant();
		Instant notBefore = genuine.notBefore();
		return !isExpired(genuine.token())
				&& (notBefore == null || !now.plus(this.settings.leeway()).isBefore(notBefore));
	}

	/**
	 * The whole text of a token, found by its end: that is a signature, in which no two
	 * tokens are alike, and to hash all of it costs more than the rest of a look-up.
	 * Texts that were not verified are never kept, so that nobody can choose what
	 * collides.
	 */
	private static final class Text {

		private static final int END = 24;

		private final String text;

		private final int hash;

		private Text(String text) {
			this.text = text;
			int hashOfEnd = 0;
			for (int i = Math.max(0, text.length() - END); i < text.length(); i++) {
				hashOfEnd = 31 * hashOfEnd + text.charAt(i);
			}
			this.hash = hashOfEnd;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Text key && this.text.equals(key.text);
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

		/**
		 * Nothing of it.
		 */
		@Override
		public String toString() {
			return "Text";
		}

	}

	/**
	 * A token whose signature and claims are right, alive or not.
	 *
	 * @param token the token
	 * @param notBefore its beginning, or {@code null} if it says none
	 * @param keys those that vouched for it
	 */
	private record Genuine(AuthToken token, @Nullable Instant notBefore, AuthTokenKeys keys) {
	}

}
