package io.github.jwt2fa.login;

import java.time.Duration;

import javax.crypto.SecretKey;

/**
 * How logins without a password begin.
 *
 * @param secretKey the HS256 key of their tokens, and of nothing else; 32 bytes or more
 * @param lifetime how long such a token lives
 * @param idBytes the random bytes of a token's id
 */
public record PasswordlessSettings(SecretKey secretKey, Duration lifetime, int idBytes) {

	@Override
	public String toString() {
		return "PasswordlessSettings[lifetime=" + this.lifetime + "]";
	}

}
