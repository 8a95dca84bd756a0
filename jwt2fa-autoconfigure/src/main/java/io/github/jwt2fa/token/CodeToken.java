package io.github.jwt2fa.token;

import java.time.Instant;
import java.util.Map;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorMethod;

/**
 * What a right password buys: together with a code it buys a login.
 *
 * @param id the token's id, which attempts and single use go by
 * @param method the method that has to be completed
 * @param userId the user
 * @param issuedAt when it was issued
 * @param expiresAt its end
 * @param challenge what the method needs to check a code; no secret in clear
 */
public record CodeToken(String id, TwoFactorMethod method, String userId, Instant issuedAt, Instant expiresAt,
		Map<String, String> challenge) {

	public CodeToken {
		challenge = Map.copyOf(challenge);
	}

	/**
	 * This token with what its method needs to check a code.
	 * @param challenge the claims of the method
	 * @return the token
	 */
	public CodeToken withChallenge(Map<String, String> challenge) {
		return new CodeToken(this.id, this.method, this.userId, this.issuedAt, this.expiresAt, challenge);
	}

	/**
	 * This token as if it had been issued at another time. Its end stays the same.
	 * @param time the time
	 * @return the token
	 */
	public CodeToken withIssuedAt(Instant time) {
		return new CodeToken(this.id, this.method, this.userId, time, this.expiresAt, this.challenge);
	}

	/**
	 * The user and the method alone: the rest is a part of a key.
	 */
	@Override
	public String toString() {
		return "CodeToken[method=" + LogText.of(this.method) + ", userId=" + LogText.of(this.userId) + "]";
	}

}
