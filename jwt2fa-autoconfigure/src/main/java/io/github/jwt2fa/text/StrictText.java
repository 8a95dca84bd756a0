package io.github.jwt2fa.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text that is what it says it is.
 */
public final class StrictText {

	private StrictText() {
	}

	/**
	 * The text of bytes that have to be UTF-8
	 * (<a href="https://www.rfc-editor.org/rfc/rfc3629#section-3">RFC 3629, section
	 * 3</a>): parsers guess other encodings, too, take longer forms of a character, or
	 * read faults as U+FFFD.
	 * @param bytes the bytes
	 * @return the text
	 * @throws CharacterCodingException if they are anything else
	 */
	public static String utf8(byte[] bytes) throws CharacterCodingException {
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
	}

	/**
	 * Whether a text is of characters that every database takes.
	 * @param text any text
	 * @return {@code false} if it holds a NUL or a lone surrogate
	 */
	public static boolean isStorable(String text) {
		return text.codePoints()
			.noneMatch((c) -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
	}

}
