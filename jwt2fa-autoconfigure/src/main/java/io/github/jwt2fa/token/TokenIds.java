package io.github.jwt2fa.token;

import java.security.SecureRandom;

import io.github.jwt2fa.crypto.RandomIds;

/**
 * Ids of auth tokens and of logins: 128 random bits in 32 hexadecimal characters.
 * Thread-safe.
 */
public final class TokenIds {

	private static final int BYTES = 16;

	private final RandomIds ids;

	/**
	 * A source of ids.
	 * @param random where the bits come from
	 */
	public TokenIds(SecureRandom random) {
		this.ids = new RandomIds(random);
	}

	/**
	 * A new id.
	 * @return 32 hexadecimal characters
	 */
	public String next() {
		return this.ids.hex(BYTES);
	}

}
