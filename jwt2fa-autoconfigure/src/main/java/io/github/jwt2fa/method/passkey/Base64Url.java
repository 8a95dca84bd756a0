package io.github.jwt2fa.method.passkey;

import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Bytes as text in base64url without padding
 * (<a href="https://www.rfc-editor.org/rfc/rfc4648#section-5">RFC 4648, section 5</a>),
 * of which there is one text for each.
 */
final class Base64Url {

	private Base64Url() {
	}

	static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/**
	 * The bytes of a text.
	 * @param text any text
	 * @return the bytes, or {@code null} if {@link #encode} makes no such text
	 */
	static byte @Nullable [] decode(String text) {
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(text);
			// the decoder takes padding, and last characters with spare bits
			return encode(bytes).equals(text) ? bytes : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Whether a text is one of some bytes.
	 * @param text any text
	 * @param maxBytes how many there may be; there is one at least
	 */
	static boolean isCanonical(String text, int maxBytes) {
		byte[] bytes = decode(text);
		return bytes != null && bytes.length > 0 && bytes.length <= maxBytes;
	}

}
