package io.github.jwt2fa.method.sent;

/**
 * How codes are made and hashed.
 *
 * @param length how many characters
 * @param characters the characters to choose from, all different
 * @param codeTokenKey the key of the code tokens
 * @param extensionSecret keeps a code from being guessed off its hash
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CodeSettings(int length, String characters, byte[] codeTokenKey, String extensionSecret) {

	@Override
	public String toString() {
		return "CodeSettings[length=" + this.length + "]";
	}

}
