package io.github.jwt2fa.method;

/**
 * A code as people type it: in groups, with blanks and dashes between them.
 */
public final class TypedCode {

	private TypedCode() {
	}

	/**
	 * What is meant by a code.
	 * @param typed the code as typed
	 * @return the code without blanks and dashes
	 */
	public static String meant(String typed) {
		StringBuilder meant = new StringBuilder(typed.length());
		typed.codePoints()
			.filter((c) -> !Character.isWhitespace(c) && !Character.isSpaceChar(c)
					&& Character.getType(c) != Character.DASH_PUNCTUATION)
			.forEach(meant::appendCodePoint);
		return meant.toString();
	}

}
