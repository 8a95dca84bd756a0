package io.github.jwt2fa.token;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Ids of auth tokens and of logins: 128 random bits in 32 hexadecimal characters.
 */
public final class TokenIds {

	private final SecureRandom random;

	/**
	 * A source of ids.
	 * @param random where the bits come from
	 */
	public TokenIds(SecureRandom random) {
		this.random = random;
	}

	/**
	 * A new id.
	 * @return 32 hexadecimal characters
	 */
	public String next() {
		byte[] bits = new byte[16];
		this.random.nextBytes(bits);
		return HexFormat.of().formatHex(bits);
	}

}
