package io.github.jwt2fa.method;

/**
 * What a client sends as its second factor. A code comes as it was typed or pasted: in
 * groups, with blanks, dashes and characters that nobody sees between them; or as a
 * number, which has no leading zeros. A credential comes as JSON.
 *
 * @since 0.1.0
 */
public final class Proof {

	/** What some programs make of a dash. */
	private static final int MINUS_SIGN = 0x2212;

	/** A control character, but a blank in Unicode. */
	private static final int NEXT_LINE = 0x85;

	private final String text;

	private final Kind kind;

	private Proof(String text, Kind kind) {
		this.text = text;
		this.kind = kind;
	}

	/**
	 * A proof that came as text.
	 * @param text the text as typed
	 * @return the proof
	 */
	public static Proof of(String text) {
		return new Proof(text, Kind.TEXT);
	}

	/**
	 * A code that came as an integer.
	 * @param digits the integer
	 * @return the proof
	 */
	public static Proof ofInteger(String digits) {
		return new Proof(digits, Kind.NUMBER);
	}

	/**
	 * A proof that a program made.
	 * @param json a JSON object as it came, not yet looked at
	 * @return the proof
	 */
	public static Proof ofCredential(String json) {
		return new Proof(json, Kind.CREDENTIAL);
	}

	/**
	 * Whether it is a code, which a person typed.
	 * @return {@code false} for what a program made
	 */
	public boolean isCode() {
		return this.kind != Kind.CREDENTIAL;
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
		if (this.kind == Kind.NUMBER && !this.text.startsWith("-")) {
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

	private enum Kind {

		TEXT, NUMBER, CREDENTIAL

	}

}
