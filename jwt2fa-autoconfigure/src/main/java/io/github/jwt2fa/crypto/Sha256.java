package io.github.jwt2fa.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 (<a href="https://doi.org/10.6028/NIST.FIPS.180-4">FIPS 180-4</a>) as it is
 * kept in tables: in small hexadecimal letters, which no collation takes for others.
 * Thread-safe.
 */
public final class Sha256 {

	private Sha256() {
	}

	/**
	 * The hash of bytes.
	 * @param parts the bytes, one part after the other
	 * @return 64 hexadecimal characters
	 */
	public static String hex(byte[]... parts) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (byte[] part : parts) {
				digest.update(part);
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has to offer SHA-256", ex);
		}
	}

}
