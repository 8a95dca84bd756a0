package io.github.jwt2fa.login;

import java.time.Duration;

import javax.crypto.SecretKey;

/**
 * How code tokens are made.
 *
 * @param secretKey the HS256 key of those for a login, 32 bytes or more
 * @param stepUpKey the HS256 key of those that are issued within a session, another one
 * @param lifetime how long a code token and its code live
 * @param idBytes the random bytes of a token's id
 */
public record CodeTokenSettings(SecretKey secretKey, SecretKey stepUpKey, Duration lifetime, int idBytes) {

	@Override
	public String toString() {
		return "CodeTokenSettings[lifetime=" + this.lifetime + "]";
	}

}
