package io.github.jwt2fa.autoconfigure;

/**
 * A count that may be {@code none}.
 *
 * @param value the count; {@link Integer#MAX_VALUE} for none
 */
record Count(int value) {

	static final Count NONE = new Count(Integer.MAX_VALUE);

	/**
	 * Reads a limit.
	 * @param text a number, or {@code none}
	 * @return the limit
	 * @throws NumberFormatException if it is neither
	 */
	public static Count valueOf(String text) {
		String stripped = text.strip();
		return stripped.equals("none") ? NONE : new Count(Integer.parseInt(stripped));
	}

}
