package io.github.jwt2fa.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (<a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>) under one
 * key. Thread-safe: each call works on a clone of a prototype, which costs a quarter of a
 * fresh instance, or on a fresh one where the platform's can't be cloned, as under FIPS
 * 140.
 */
public final class HmacSha256 {

	private static final String ALGORITHM = "HmacSHA256";

	private final SecretKeySpec key;

	private final Mac prototype;

	/**
	 * A keyed MAC.
	 * @param key the key; not empty
	 */
	public HmacSha256(byte[] key) {
		this.key = new SecretKeySpec(key, ALGORITHM);
		this.prototype = fresh(this.key);
	}

	private static Mac fresh(SecretKeySpec key) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(key);
			return mac;
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
		return mac().doFinal(message);
	}

	private Mac mac() {
		try {
			return (Mac) this.prototype.clone();
		}
		catch (CloneNotSupportedException ex) {
			return fresh(this.key);
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
