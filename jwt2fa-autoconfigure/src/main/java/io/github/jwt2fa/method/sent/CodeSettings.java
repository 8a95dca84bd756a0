package io.github.jwt2fa.method.sent;

import javax.crypto.SecretKey;

/**
 * How codes are made and hashed.
 *
 * @param length how many characters
 * @param characters the characters to choose from, all different
 * @param codeTokenKey the key of the code tokens
 * @param extensionSecret keeps a code from being guessed off its hash
 */
public record CodeSettings(int length, String characters, SecretKey codeTokenKey, String extensionSecret) {

	@Override
	public String toString() {
		return "CodeSettings[length=" + this.length + "]";
	}

}
