package io.github.jwt2fa.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The keys that the application did not set, derived from its secret key:
 * {@code HMAC-SHA256(secret key, name)}, as
 * <a href="https://github.com/suutari/drf-jwt-2fa">drf-jwt-2fa</a> does, so that what was
 * made there is understood here. Thread-safe.
 */
public final class KeyDerivation {

	private final HmacSha256 hmac;

	/**
	 * Derivation from a secret key.
	 * @param secretKey the application's secret key
	 */
	public KeyDerivation(String secretKey) {
		this.hmac = new HmacSha256(secretKey.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The raw key of a name.
	 * @param name what the key is for
	 * @return 32 bytes
	 */
	public byte[] derive(String name) {
		return this.hmac.sign(name);
	}

	/**
	 * The key of a name as text: base64 (standard alphabet) without padding.
	 * @param name what the key is for
	 * @return 43 characters
	 */
	public String deriveText(String name) {
		return Base64.getEncoder().withoutPadding().encodeToString(derive(name));
	}

}
