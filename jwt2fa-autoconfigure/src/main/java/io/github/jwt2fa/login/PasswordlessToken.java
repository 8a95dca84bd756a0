package io.github.jwt2fa.login;

import java.time.Instant;
import java.util.Map;

/**
 * What a login without a password begins with. It is about nobody yet.
 *
 * @param id the token's id
 * @param issuedAt when it was issued
 * @param expiresAt its end
 * @param challenge what the method needs to check a proof
 */
record PasswordlessToken(String id, Instant issuedAt, Instant expiresAt, Map<String, String> challenge) {

	PasswordlessToken {
		challenge = Map.copyOf(challenge);
	}

	/**
	 * The end alone.
	 */
	@Override
	public String toString() {
		return "PasswordlessToken[expiresAt=" + this.expiresAt + "]";
	}

}
