package io.github.jwt2fa.method;

/**
 * What a client sends as its second factor. A code comes as it was typed or pasted: in
 * groups, with blanks, dashes and characters that nobody sees between them; or as a
 * number, which has no leading zeros.
 *
 * @since 0.1.0
 */
public final class Proof {

	/** What some programs make of a dash. */
	private static final int MINUS_SIGN = 0x2212;

	/** A control character, but a blank in Unicode. */
	private static final int NEXT_LINE = 0x85;

	private final String text;

	private final boolean number;

	private Proof(String text, boolean number) {
		this.text = text;
		this.number = number;
	}

	/**
	 * A proof that came as text.
	 * @param text the text as typed
	 * @return the proof
	 */
	public static Proof of(String text) {
		return new Proof(text, false);
	}

	/**
	 * A code that came as an integer.
	 * @param digits the integer
	 * @return the proof
	 */
	public static Proof ofInteger(String digits) {
		return new Proof(digits, true);
	}

	/**
	 * The text as it came.
	 * @return the text
	 */
	public String text() {
		return this.text;
	}

	/**
	 * The code that was meant.
	 * @param length the characters that such a code has
	 * @return the code without what people leave in between, and with the zeros that a
	 * number has lost
	 */
	public String code(int length) {
		StringBuilder code = new StringBuilder(this.text.length());
		this.text.codePoints().filter((c) -> !isLeftOut(c)).forEach(code::appendCodePoint);
		if (this.number && !this.text.startsWith("-")) {
			code.insert(0, "0".repeat(Math.max(0, length - code.length())));
		}
		return code.toString();
	}

	/**
	 * Whether a character is none of a code: a blank, a dash, or one that is not to be
	 * seen (Unicode's Cf).
	 * @param c the code point
	 * @return whether it is left out
	 */
	public static boolean isLeftOut(int c) {
		return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE || c == MINUS_SIGN
				|| Character.getType(c) == Character.DASH_PUNCTUATION || Character.getType(c) == Character.FORMAT;
	}

	/**
	 * Nothing of it.
	 */
	@Override
	public String toString() {
		return "Proof[***]";
	}

}
