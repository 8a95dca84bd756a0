package io.github.jwt2fa.token;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.session.SessionToken;
import org.jspecify.annotations.Nullable;

/**
 * A verified auth token.
 *
 * @param type what it is good for
 * @param id its id ({@code jti})
 * @param userId the user
 * @param issuedAt when it was issued
 * @param expiresAt its end
 * @param refreshExpiresAt until when a sliding token can be refreshed
 * ({@code refresh_exp}), or {@code null} in any other
 * @param session the login that it stems from ({@code sid}), or {@code null} in a token
 * of other software
 * @param authTime when the user last proved who it is, or {@code null} if not known
 * @param amr how that was proved (RFC 8176); empty if not known
 * @param claims all claims
 */
public record AuthToken(AuthTokenType type, String id, String userId, Instant issuedAt, Instant expiresAt,
		@Nullable Instant refreshExpiresAt, @Nullable String session, @Nullable Instant authTime, List<String> amr,
		Map<String, Object> claims) {

	public AuthToken {
		amr = List.copyOf(amr);
	}

	AuthTokenSubject subject() {
		return new AuthTokenSubject(this.userId, sessionId(), this.authTime, this.amr);
	}

	/**
	 * This token as it would be after another login.
	 * @param methods how that was proved (RFC 8176)
	 * @param time when that was
	 * @return the token, whose other claims stay as they are
	 */
	public AuthToken provedBy(List<String> methods, Instant time) {
		return new AuthToken(this.type, this.id, this.userId, this.issuedAt, this.expiresAt, this.refreshExpiresAt,
				this.session, time, methods, this.claims);
	}

	/**
	 * The login that it stems from; a token of other software is one of its own.
	 * @return the id of the session
	 */
	public String sessionId() {
		return (this.session != null) ? this.session : this.id;
	}

	SessionToken sessionToken() {
		Instant refreshEnd = this.refreshExpiresAt;
		return new SessionToken(this.id, sessionId(), this.session == null, this.userId, this.issuedAt,
				(refreshEnd != null && refreshEnd.isAfter(this.expiresAt)) ? refreshEnd : this.expiresAt);
	}

	/**
	 * The user and the type alone: claims may be secret.
	 */
	@Override
	public String toString() {
		return "AuthToken[type=" + this.type.claim() + ", userId=" + LogText.of(this.userId) + "]";
	}

}
