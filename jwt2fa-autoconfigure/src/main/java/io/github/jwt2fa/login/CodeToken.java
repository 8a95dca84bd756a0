package io.github.jwt2fa.login;

import java.time.Instant;
import java.util.Map;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorMethod;
import org.jspecify.annotations.Nullable;

/**
 * What is issued for a right password: together with a code it completes a login.
 *
 * @param id the token's id, which attempts and single use go by
 * @param method the method that has to be completed
 * @param userId the user
 * @param issuedAt when it was issued
 * @param expiresAt its end
 * @param challenge what the method needs to check a code; no secret in clear
 * @param passwordFingerprint the password that it was issued for, or {@code null} if it
 * is tied to none
 */
record CodeToken(String id, TwoFactorMethod method, String userId, Instant issuedAt, Instant expiresAt,
		Map<String, String> challenge, @Nullable String passwordFingerprint) {

	CodeToken {
		challenge = Map.copyOf(challenge);
	}

	/**
	 * A token without a challenge.
	 */
	CodeToken(String id, TwoFactorMethod method, String userId, Instant issuedAt, Instant expiresAt) {
		this(id, method, userId, issuedAt, expiresAt, Map.of(), null);
	}

	/**
	 * This token with what its method needs to check a code.
	 */
	CodeToken withChallenge(Map<String, String> challenge) {
		return new CodeToken(this.id, this.method, this.userId, this.issuedAt, this.expiresAt, challenge,
				this.passwordFingerprint);
	}

	/**
	 * This token, tied to the password that it was issued for.
	 */
	CodeToken withPasswordFingerprint(String fingerprint) {
		return new CodeToken(this.id, this.method, this.userId, this.issuedAt, this.expiresAt, this.challenge,
				fingerprint);
	}

	/**
	 * This token as if it had been issued at another time. Its end stays the same.
	 */
	CodeToken withIssuedAt(Instant time) {
		return new CodeToken(this.id, this.method, this.userId, time, this.expiresAt, this.challenge,
				this.passwordFingerprint);
	}

	/**
	 * The user and the method alone: the rest is a part of a key.
	 */
	@Override
	public String toString() {
		return "CodeToken[method=" + LogText.of(this.method) + ", userId=" + LogText.of(this.userId) + "]";
	}

}
