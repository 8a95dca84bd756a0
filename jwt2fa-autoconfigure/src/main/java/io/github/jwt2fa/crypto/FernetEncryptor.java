package io.github.jwt2fa.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Encrypts secrets that are kept, as
 * <a href="https://github.com/fernet/spec/blob/master/Spec.md">Fernet</a> tokens: the
 * first key encrypts, all of them decrypt, so that keys can be changed. Their age does
 * not matter. Thread-safe.
 *
 * @since 0.1.0
 */
public final class FernetEncryptor {

	private static final byte VERSION = (byte) 0x80;

	private static final int HEADER_BYTES = 1 + Long.BYTES;

	private static final int BLOCK_BYTES = 16;

	private static final int MAC_BYTES = 32;

	private static final int LEAST_BYTES = HEADER_BYTES + BLOCK_BYTES + BLOCK_BYTES + MAC_BYTES;

	private final List<FernetKey> keys;

	private final Clock clock;

	private final SecureRandom random;

	/**
	 * An encryptor.
	 * @param keys keys of 32 bytes each, of which the first encrypts
	 * @param clock the time, which a token carries
	 * @param random where initialization vectors come from
	 */
	public FernetEncryptor(List<SecretKey> keys, Clock clock, SecureRandom random) {
		Assert.notEmpty(keys, "An encryptor needs a key");
		this.keys = keys.stream().map(FernetKey::new).toList();
		this.clock = clock;
		this.random = random;
	}

	/**
	 * Encrypts a text.
	 * @param text the text
	 * @return a Fernet token
	 */
	public String encrypt(String text) {
		byte[] vector = new byte[BLOCK_BYTES];
		this.random.nextBytes(vector);
		return encrypt(text, vector, this.keys.get(0));
	}

	String encrypt(String text, byte[] vector) {
		return encrypt(text, vector, this.keys.get(0));
	}

	private String encrypt(String text, byte[] vector, FernetKey key) {
		byte[] encrypted = key.cipher(Cipher.ENCRYPT_MODE, vector, text.getBytes(StandardCharsets.UTF_8));
		if (encrypted == null) {
			throw new IllegalStateException("AES can't encrypt");
		}
		byte[] signed = ByteBuffer.allocate(HEADER_BYTES + BLOCK_BYTES + encrypted.length)
			.put(VERSION)
			.putLong(this.clock.instant().getEpochSecond())
			.put(vector)
			.put(encrypted)
			.array();
		byte[] token = ByteBuffer.allocate(signed.length + MAC_BYTES).put(signed).put(key.hmac.sign(signed)).array();
		return Base64.getUrlEncoder().encodeToString(token);
	}

	/**
	 * Decrypts a text.
	 * @param token a Fernet token
	 * @return the text, or {@code null} if no key opens it
	 */
	public @Nullable String decrypt(String token) {
		byte[] bytes = decode(token);
		if (bytes == null || bytes.length < LEAST_BYTES || bytes[0] != VERSION) {
			return null;
		}
		byte[] signed = Arrays.copyOf(bytes, bytes.length - MAC_BYTES);
		byte[] mac = Arrays.copyOfRange(bytes, signed.length, bytes.length);
		for (FernetKey key : this.keys) {
			if (MessageDigest.isEqual(key.hmac.sign(signed), mac)) {
				byte[] vector = Arrays.copyOfRange(signed, HEADER_BYTES, HEADER_BYTES + BLOCK_BYTES);
				byte[] encrypted = Arrays.copyOfRange(signed, HEADER_BYTES + BLOCK_BYTES, signed.length);
				byte[] text = key.cipher(Cipher.DECRYPT_MODE, vector, encrypted);
				return (text != null) ? new String(text, StandardCharsets.UTF_8) : null;
			}
		}
		return null;
	}

	private static byte @Nullable [] decode(String token) {
		try {
			return Base64.getUrlDecoder().decode(token);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * A key, with ciphers that are used again: making one costs more than what it does
	 * here.
	 */
	private static final class FernetKey {

		private final HmacSha256 hmac;

		private final SecretKeySpec aes;

		private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

		FernetKey(SecretKey secret) {
			byte[] key = secret.getEncoded();
			Assert.isTrue(key.length == 32, "A Fernet key has 32 bytes");
			this.hmac = new HmacSha256(Arrays.copyOf(key, 16));
			this.aes = new SecretKeySpec(key, 16, 16, "AES");
		}

		/**
		 * The result, or {@code null} if the input is no whole number of padded blocks.
		 */
		byte @Nullable [] cipher(int mode, byte[] vector, byte[] input) {
			try {
				Cipher cipher = this.idle.poll();
				if (cipher == null) {
					cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
				}
				cipher.init(mode, this.aes, new IvParameterSpec(vector));
				byte[] output = cipher.doFinal(input);
				this.idle.offer(cipher);
				return output;
			}
			catch (GeneralSecurityException ex) {
				return null;
			}
		}

	}

}
