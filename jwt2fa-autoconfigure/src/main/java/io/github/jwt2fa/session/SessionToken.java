package io.github.jwt2fa.session;

import java.time.Instant;

import io.github.jwt2fa.LogText;

/**
 * What a session needs to know of a verified token.
 *
 * @param id its {@code jti}
 * @param session the session that it belongs to
 * @param foreign whether other software issued it under the same key: it names no
 * session, and so is one of its own {@code jti}
 * @param userId the user
 * @param issuedAt when it was issued
 * @param expiresAt its end
 */
public record SessionToken(String id, String session, boolean foreign, String userId, Instant issuedAt,
		Instant expiresAt) {

	/**
	 * Session and user alone.
	 */
	@Override
	public String toString() {
		return "SessionToken[session=" + LogText.of(this.session) + ", userId=" + LogText.of(this.userId) + "]";
	}

}
