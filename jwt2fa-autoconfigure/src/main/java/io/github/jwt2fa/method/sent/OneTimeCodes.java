package io.github.jwt2fa.method.sent;

import java.security.SecureRandom;

import io.github.jwt2fa.method.Proof;

/**
 * Makes the codes that are sent, and recognizes them by their hashes. Safe for use by
 * several threads.
 *
 * @since 0.1.0
 */
public final class OneTimeCodes {

	private final int length;

	private final CodeGenerator generator;

	private final CodeHasher hasher;

	/**
	 * Codes by some settings.
	 * @param settings how codes are made
	 * @param random where they come from
	 */
	public OneTimeCodes(CodeSettings settings, SecureRandom random) {
		this.length = settings.length();
		this.generator = new CodeGenerator(settings, random);
		this.hasher = new CodeHasher(settings, random);
	}

	Code generate() {
		String text = this.generator.generate();
		String nonce = this.hasher.newNonce();
		return new Code(text, nonce, this.hasher.hash(text, nonce));
	}

	boolean matches(Proof proof, String nonce, String hash) {
		return this.hasher.matches(proof.code(this.length), nonce, hash);
	}

	/**
	 * A new code.
	 *
	 * @param text what is sent
	 * @param nonce what the hash is made of beside it
	 * @param hash what is kept of it
	 */
	record Code(String text, String nonce, String hash) {

		@Override
		public String toString() {
			return "Code[***]";
		}

	}

}
