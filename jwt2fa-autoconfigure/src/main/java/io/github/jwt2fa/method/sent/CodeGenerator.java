package io.github.jwt2fa.method.sent;

import java.security.SecureRandom;

/**
 * Makes codes: each character is drawn evenly and by itself.
 */
final class CodeGenerator {

	private final int length;

	private final int[] characters;

	private final SecureRandom random;

	CodeGenerator(CodeSettings settings, SecureRandom random) {
		this.length = settings.length();
		this.characters = settings.characters().codePoints().toArray();
		this.random = random;
	}

	String generate() {
		StringBuilder code = new StringBuilder(this.length);
		for (int i = 0; i < this.length; i++) {
			code.appendCodePoint(this.characters[this.random.nextInt(this.characters.length)]);
		}
		return code.toString();
	}

}
