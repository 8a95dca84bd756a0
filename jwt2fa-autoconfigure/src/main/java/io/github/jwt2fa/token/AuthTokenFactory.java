package io.github.jwt2fa.token;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.jws.CompactJws;
import io.github.jwt2fa.password.PasswordFingerprint;
import io.github.jwt2fa.token.AuthTokenSettings.ClaimName;
import io.github.jwt2fa.token.key.AuthTokenKeySource;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * Makes auth tokens: what an {@link AuthTokenIssuer} of one's own issues. Thread-safe.
 *
 * @since 0.1.0
 */
public final class AuthTokenFactory {

	private static final int ID_BYTES = 16;

	private final AuthTokenKeySource keys;

	private final AuthTokenSettings settings;

	private final List<AuthTokenCustomizer> customizers;

	private final @Nullable PasswordFingerprint passwords;

	private final RandomIds ids;

	private final Clock clock;

	/**
	 * A factory.
	 * @param keys what signs them
	 * @param settings lifetimes and claims
	 * @param customizers add claims of the application
	 * @param passwords ties tokens to passwords, or {@code null} if nothing does
	 * @param ids where ids come from
	 * @param clock the time
	 */
	public AuthTokenFactory(AuthTokenKeySource keys, AuthTokenSettings settings, List<AuthTokenCustomizer> customizers,
			@Nullable PasswordFingerprint passwords, RandomIds ids, Clock clock) {
		this.keys = keys;
		this.settings = settings;
		this.customizers = List.copyOf(customizers);
		this.passwords = passwords;
		this.ids = ids;
		this.clock = clock;
	}

	/**
	 * A new token for a login.
	 * @param type what it is good for
	 * @param login the login
	 * @return the signed text
	 */
	public String create(AuthTokenType type, CompletedLogin login) {
		Instant now = this.clock.instant();
		Instant refreshEnd = (type == AuthTokenType.SLIDING) ? now.plus(this.settings.lifetimes().slidingRefresh())
				: null;
		// what can be refreshed is known to its session by the session's own id at first
		boolean refreshable = type == AuthTokenType.REFRESH || type == AuthTokenType.SLIDING;
		String id = refreshable ? login.session() : newId();
		return sign(type, id, now, now.plus(this.settings.lifetimes().of(type)), refreshEnd, login.subject(),
				login.user());
	}

	/**
	 * A new access token for a login that is refreshed.
	 */
	String access(AuthTokenAuthenticator.Verified refreshed) {
		return access(refreshed.token().subject(), refreshed.user());
	}

	/**
	 * A new access token for a login that goes on.
	 * @param login what the token says of the login
	 * @param user the user as it is now
	 * @return the signed text
	 */
	public String access(AuthTokenSubject login, TwoFactorUser user) {
		Instant now = this.clock.instant();
		return sign(AuthTokenType.ACCESS, newId(), now, now.plus(this.settings.lifetimes().access()), null, login,
				user);
	}

	/**
	 * The successor of a refresh token. Made twice of the same, it is the same.
	 */
	String refresh(AuthTokenAuthenticator.Verified refreshed, String id, Instant issuedAt, Instant sessionEnd) {
		Instant end = issuedAt.plus(this.settings.lifetimes().refresh());
		return sign(AuthTokenType.REFRESH, id, issuedAt, end.isBefore(sessionEnd) ? end : sessionEnd, null,
				refreshed.token().subject(), refreshed.user());
	}

	/**
	 * A sliding token, moved on.
	 */
	String slide(AuthTokenAuthenticator.Verified refreshed) {
		Instant now = this.clock.instant();
		return sign(AuthTokenType.SLIDING, refreshed.token().id(), now, now.plus(this.settings.lifetimes().sliding()),
				refreshed.token().refreshExpiresAt(), refreshed.token().subject(), refreshed.user());
	}

	/**
	 * A new id, of a token or of a login.
	 * @return 128 random bits in 32 hexadecimal characters
	 */
	public String newId() {
		return this.ids.hex(ID_BYTES);
	}

	private String sign(AuthTokenType type, String id, Instant issuedAt, Instant expiresAt,
			@Nullable Instant refreshExpiresAt, AuthTokenSubject subject, TwoFactorUser user) {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put(ClaimName.TOKEN_TYPE, type.claim());
		claims.put(ClaimName.EXPIRES_AT, expiresAt.getEpochSecond());
		if (refreshExpiresAt != null) {
			claims.put(ClaimName.REFRESH_EXPIRES_AT, refreshExpiresAt.getEpochSecond());
		}
		claims.put(ClaimName.ISSUED_AT, issuedAt.getEpochSecond());
		claims.put(ClaimName.ID, id);
		claims.put(this.settings.userIdClaim(), subject.userId());
		claims.put(ClaimName.SUBJECT, subject.userId());
		claims.put(ClaimName.SESSION, subject.session());
		if (subject.authTime() != null) {
			claims.put(ClaimName.AUTH_TIME, subject.authTime().getEpochSecond());
		}
		if (!subject.amr().isEmpty()) {
			claims.put(ClaimName.AUTH_METHODS, subject.amr());
		}
		if (type == AuthTokenType.ACCESS && !subject.amrAt().isEmpty()) {
			Map<String, Object> times = new TreeMap<>();
			subject.amrAt().forEach((method, time) -> times.put(method, time.getEpochSecond()));
			claims.put(ClaimName.AUTH_METHOD_TIMES, times);
		}
		if (this.settings.issuer() != null) {
			claims.put(ClaimName.ISSUER, this.settings.issuer());
		}
		if (!this.settings.audience().isEmpty()) {
			boolean single = this.settings.audience().size() == 1;
			claims.put(ClaimName.AUDIENCE, single ? this.settings.audience().get(0) : this.settings.audience());
		}
		if (this.passwords != null) {
			claims.put(ClaimName.PASSWORD_FINGERPRINT, this.passwords.fingerprint(user));
		}
		AuthTokenContext context = new AuthTokenContext(type, user, this.settings.userIdClaim(), claims);
		this.customizers.forEach((customizer) -> customizer.customize(context));
		return CompactJws.sign(claims, this.keys.present().signing(type.opensResources()));
	}

}
