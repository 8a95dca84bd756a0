package io.github.jwt2fa.method.recovery;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

import io.github.jwt2fa.crypto.Sha256;
import io.github.jwt2fa.method.Proof;
import org.jspecify.annotations.Nullable;

/**
 * A code of 120 random bits, as text in
 * <a href="https://www.crockford.com/base32.html">Crockford's base32</a>: no letter of it
 * is taken for a digit.
 */
final class RecoveryCode {

	private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

	private static final int BITS = 5;

	private static final int LENGTH = 24;

	private static final int GROUP = 4;

	/** In canonical form, without dashes. */
	private final String code;

	private RecoveryCode(String code) {
		this.code = code;
	}

	/**
	 * A new code.
	 * @param random where its bits come from
	 */
	static RecoveryCode generate(SecureRandom random) {
		byte[] bytes = new byte[LENGTH * BITS / Byte.SIZE];
		random.nextBytes(bytes);
		StringBuilder code = new StringBuilder(LENGTH);
		int bits = 0;
		int buffer = 0;
		for (byte next : bytes) {
			buffer = buffer << Byte.SIZE | Byte.toUnsignedInt(next);
			for (bits += Byte.SIZE; bits >= BITS; bits -= BITS) {
				code.append(ALPHABET.charAt(buffer >> (bits - BITS) & (ALPHABET.length() - 1)));
			}
		}
		return new RecoveryCode(code.toString());
	}

	/**
	 * The code that was typed: in any case, without blanks and dashes, O as 0, I and L as
	 * 1.
	 * @param typed the text as it came
	 * @return the code, or {@code null} if it is none; of a long text no more is looked
	 * at than it takes to tell
	 */
	static @Nullable RecoveryCode of(String typed) {
		StringBuilder code = new StringBuilder(LENGTH);
		for (int i = 0; i < typed.length();) {
			int c = typed.codePointAt(i);
			i += Character.charCount(c);
			if (!Proof.isLeftOut(c)) {
				char meant = meant(c);
				if (ALPHABET.indexOf(meant) < 0 || code.length() == LENGTH) {
					return null;
				}
				code.append(meant);
			}
		}
		return (code.length() == LENGTH) ? new RecoveryCode(code.toString()) : null;
	}

	/**
	 * By hand: Unicode has other characters whose upper case is a letter of ours.
	 */
	private static char meant(int c) {
		int upper = (c >= 'a' && c <= 'z') ? c - 'a' + 'A' : c;
		return switch (upper) {
			case 'O' -> '0';
			case 'I', 'L' -> '1';
			default -> (upper <= 'Z') ? (char) upper : '\0';
		};
	}

	/**
	 * The code as it is shown, once.
	 * @return six groups with dashes between them
	 */
	String text() {
		return this.code.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
	}

	/**
	 * What is kept of it. A fast hash is enough: nobody tries 120 random bits one after
	 * the other (<a href="https://pages.nist.gov/800-63-4/sp800-63b.html">NIST SP
	 * 800-63B-4, section 3.1.2.2</a>: from 112 bits on). The user's id in it makes a row
	 * that was copied to another user worthless.
	 * @param userId the user's id
	 * @return SHA-256 of the user's id, a zero byte and the code, in 64 hexadecimal
	 * characters
	 */
	String hash(String userId) {
		return Sha256.hex(userId.getBytes(StandardCharsets.UTF_8), new byte[] { 0 },
				this.code.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Nothing of it.
	 */
	@Override
	public String toString() {
		return "RecoveryCode[***]";
	}

}
