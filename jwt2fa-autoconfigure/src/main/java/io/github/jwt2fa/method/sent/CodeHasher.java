package io.github.jwt2fa.method.sent;

import java.security.SecureRandom;
import java.util.Base64;

import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.crypto.RandomIds;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes a code for its code token, which the client can read. What keeps the code from
 * being guessed off the hash is the HMAC under a secret key; the password hasher behind
 * it only slows down someone who has that key, so that its lowest cost will do. The HMAC
 * also makes any length of a code safe: BCrypt looks at 72 bytes. Thread-safe.
 */
final class CodeHasher {

	private static final int LOWEST_STRENGTH = 4;

	private static final int NONCE_BYTES = 16;

	private final HmacSha256 hmac;

	private final PasswordEncoder encoder;

	private final RandomIds nonces;

	CodeHasher(CodeSettings settings, SecureRandom random) {
		this.hmac = new HmacSha256(
				new HmacSha256(settings.codeTokenKey().getEncoded()).sign(settings.extensionSecret()));
		this.encoder = new BCryptPasswordEncoder(LOWEST_STRENGTH, random);
		this.nonces = new RandomIds(random);
	}

	String newNonce() {
		return this.nonces.base64Url(NONCE_BYTES);
	}

	String hash(String code, String nonce) {
		String hash = this.encoder.encode(mac(code, nonce));
		if (hash == null) {
			throw new IllegalStateException("A code that is no null has a hash");
		}
		return hash;
	}

	boolean matches(String code, String nonce, String hash) {
		return this.encoder.matches(mac(code, nonce), hash);
	}

	private String mac(String code, String nonce) {
		return Base64.getEncoder().withoutPadding().encodeToString(this.hmac.sign(code + nonce));
	}

}
