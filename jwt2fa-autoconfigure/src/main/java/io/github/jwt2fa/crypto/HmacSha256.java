package io.github.jwt2fa.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (<a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>) under one
 * key. Thread-safe: each call works on a clone of a prototype, which costs a quarter of a
 * fresh instance.
 */
public final class HmacSha256 {

	private static final String ALGORITHM = "HmacSHA256";

	private final Mac prototype;

	/**
	 * A keyed MAC.
	 * @param key the key; not empty
	 */
	public HmacSha256(byte[] key) {
		try {
			this.prototype = Mac.getInstance(ALGORITHM);
			this.prototype.init(new SecretKeySpec(key, ALGORITHM));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has to offer " + ALGORITHM, ex);
		}
	}

	/**
	 * The MAC of a message.
	 * @param message the message
	 * @return 32 bytes
	 */
	public byte[] sign(byte[] message) {
		try {
			return ((Mac) this.prototype.clone()).doFinal(message);
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException("The platform's " + ALGORITHM + " can't be cloned", ex);
		}
	}

	/**
	 * The MAC of a text's UTF-8 bytes.
	 * @param message the text
	 * @return 32 bytes
	 */
	public byte[] sign(String message) {
		return sign(message.getBytes(StandardCharsets.UTF_8));
	}

}
