package io.github.jwt2fa.crypto;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Random bits as text that nobody can guess. Thread-safe, as its source is.
 */
public final class RandomIds {

	private final SecureRandom random;

	/**
	 * A source of ids.
	 * @param random where the bits come from
	 */
	public RandomIds(SecureRandom random) {
		this.random = random;
	}

	/**
	 * An id in hexadecimal characters.
	 * @param bytes how many bytes of random bits
	 * @return twice as many characters, 0 to 9 and a to f
	 */
	public String hex(int bytes) {
		return HexFormat.of().formatHex(bits(bytes));
	}

	/**
	 * An id in base64url without padding
	 * (<a href="https://www.rfc-editor.org/rfc/rfc4648#section-5">RFC 4648, section
	 * 5</a>).
	 * @param bytes how many bytes of random bits
	 * @return four characters for every three bytes
	 */
	public String base64Url(int bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bits(bytes));
	}

	private byte[] bits(int bytes) {
		byte[] bits = new byte[bytes];
		this.random.nextBytes(bits);
		return bits;
	}

}
