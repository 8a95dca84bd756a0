package io.github.jwt2fa.token;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes auth tokens: what an {@link AuthTokenIssuer} of one's own puts into its answer.
 */
public final class AuthTokenFactory {

	private final CompactJws jws;

	private final AuthTokenSettings settings;

	private final TokenIds ids;

	private final Clock clock;

	/**
	 * A factory.
	 * @param settings key, lifetimes and claims
	 * @param ids where ids come from
	 * @param clock the time
	 */
	public AuthTokenFactory(AuthTokenSettings settings, TokenIds ids, Clock clock) {
		this.jws = new CompactJws(settings.signingKey());
		this.settings = settings;
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
		return create(type, login.subject());
	}

	String create(AuthTokenType type, AuthTokenSubject subject) {
		Instant now = this.clock.instant();
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put(AuthTokenClaims.TOKEN_TYPE, type.claim());
		claims.put(AuthTokenClaims.EXPIRES_AT, now.plus(this.settings.lifetime(type)).getEpochSecond());
		claims.put(AuthTokenClaims.ISSUED_AT, now.getEpochSecond());
		claims.put(AuthTokenClaims.ID, this.ids.next());
		claims.put(this.settings.userIdClaim(), subject.userId());
		claims.put(AuthTokenClaims.SUBJECT, subject.userId());
		claims.put(AuthTokenClaims.SESSION, subject.session());
		if (subject.authTime() != null) {
			claims.put(AuthTokenClaims.AUTH_TIME, subject.authTime().getEpochSecond());
		}
		if (!subject.amr().isEmpty()) {
			claims.put(AuthTokenClaims.AUTH_METHODS, subject.amr());
		}
		if (this.settings.issuer() != null) {
			claims.put(AuthTokenClaims.ISSUER, this.settings.issuer());
		}
		if (!this.settings.audience().isEmpty()) {
			boolean single = this.settings.audience().size() == 1;
			claims.put(AuthTokenClaims.AUDIENCE, single ? this.settings.audience().get(0) : this.settings.audience());
		}
		return this.jws.sign(claims);
	}

}
