package io.github.jwt2fa.token;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a text is an auth token of ours, whole and alive. {@code iat} decides
 * nothing, since the clocks of two hosts differ; {@code exp} and {@code nbf} do, with the
 * leeway.
 */
public final class AuthTokenVerifier {

	private final CompactJws jws;

	private final AuthTokenSettings settings;

	private final Clock clock;

	/**
	 * A verifier.
	 * @param settings key, leeway, issuer and audience
	 * @param clock the time
	 */
	public AuthTokenVerifier(AuthTokenSettings settings, Clock clock) {
		this.jws = new CompactJws(settings.signingKey());
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * Verifies a token of any type.
	 * @param text the text
	 * @return the token
	 * @throws TwoFactorException {@code token_not_valid} if it is not valid
	 */
	public AuthToken verify(String text) {
		Claims claims = this.jws.verify(text);
		AuthToken token = (claims != null && isForUs(claims) && hasBegun(claims)) ? read(claims) : null;
		if (token == null || isExpired(token)) {
			throw new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
		}
		return token;
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
			throw new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
		}
		return token;
	}

	private @Nullable AuthToken read(Claims claims) {
		AuthTokenType type = AuthTokenType.of(claims.text(AuthTokenClaims.TOKEN_TYPE));
		String id = claims.text(AuthTokenClaims.ID);
		String userId = claims.textOrInteger(this.settings.userIdClaim());
		Instant issuedAt = claims.time(AuthTokenClaims.ISSUED_AT);
		Instant expiresAt = claims.time(AuthTokenClaims.EXPIRES_AT);
		if (type == null || id == null || userId == null || issuedAt == null || expiresAt == null) {
			return null;
		}
		return new AuthToken(type, id, userId, issuedAt, expiresAt, claims.text(AuthTokenClaims.SESSION),
				claims.time(AuthTokenClaims.AUTH_TIME), claims.texts(AuthTokenClaims.AUTH_METHODS), claims.values());
	}

	private boolean isExpired(AuthToken token) {
		return !this.clock.instant().minus(this.settings.leeway()).isBefore(token.expiresAt());
	}

	private boolean hasBegun(Claims claims) {
		if (!claims.has(AuthTokenClaims.NOT_BEFORE)) {
			return true;
		}
		Instant notBefore = claims.time(AuthTokenClaims.NOT_BEFORE);
		return notBefore != null && !this.clock.instant().plus(this.settings.leeway()).isBefore(notBefore);
	}

	private boolean isForUs(Claims claims) {
		List<String> audience = this.settings.audience();
		boolean addressed = audience.isEmpty()
				|| !Collections.disjoint(audience, claims.texts(AuthTokenClaims.AUDIENCE));
		return addressed && (this.settings.issuer() == null
				|| this.settings.issuer().equals(claims.text(AuthTokenClaims.ISSUER)));
	}

}
