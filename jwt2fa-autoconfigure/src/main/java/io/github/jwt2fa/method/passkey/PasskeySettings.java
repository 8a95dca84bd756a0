package io.github.jwt2fa.method.passkey;

import java.time.Duration;
import java.util.List;

import javax.crypto.SecretKey;

/**
 * How passkeys are set up and checked.
 *
 * @param rpId the domain that passkeys are for; empty where there are none
 * @param allowedOrigins the pages and apps that may use them
 * @param login whether a passkey can be the whole login
 * @param rpName the name that password managers show
 * @param lifetime how long a challenge is good for
 * @param setupKey the HS256 key of the tokens that passkeys are set up with, 32 bytes or
 * more
 */
public record PasskeySettings(String rpId, List<String> allowedOrigins, boolean login, String rpName, Duration lifetime,
		SecretKey setupKey) {

	public PasskeySettings {
		allowedOrigins = List.copyOf(allowedOrigins);
	}

	/**
	 * Whether there are passkeys at all.
	 * @return whether a domain is set
	 */
	public boolean isOn() {
		return !this.rpId.isEmpty();
	}

	/**
	 * Without the key.
	 */
	@Override
	public String toString() {
		return "PasskeySettings[rpId=" + this.rpId + ", allowedOrigins=" + this.allowedOrigins + ", login=" + this.login
				+ ", lifetime=" + this.lifetime + "]";
	}

}
