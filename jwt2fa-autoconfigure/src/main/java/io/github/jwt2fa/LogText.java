package io.github.jwt2fa;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A text that somebody else chose, such as a user id, as it may stand in a line of a log:
 * in one line, nothing hidden or reversed, and not too long.
 */
public final class LogText {

	/** An id is half of it at most. */
	private static final int MAX_LENGTH = 512;

	private static final int MAX_CAUSES = 16;

	private LogText() {
	}

	/**
	 * A text for a log.
	 * @param value anything that prints the text
	 * @return the text; control and format characters (the bidirectional ones among
	 * them), line separators and lone surrogates as &#92;uXXXX; what is longer than 512
	 * characters is cut off
	 */
	public static String of(@Nullable Object value) {
		String text = String.valueOf(value);
		StringBuilder line = new StringBuilder(text.length());
		int end = Math.min(text.length(), MAX_LENGTH);
		for (int i = 0; i < end; i += Character.charCount(text.codePointAt(i))) {
			append(line, text.codePointAt(i));
		}
		return line.append((end < text.length()) ? "..." : "").toString();
	}

	/**
	 * A failure for a log, whose messages may hold such texts: an address that a mail
	 * server refused, a name that a user service printed.
	 * @param failure the failure
	 * @return the failure itself, or one that prints the same trace with the messages in
	 * one line each
	 */
	public static Throwable of(Throwable failure) {
		return isPrintable(failure, 0) ? failure : printable(failure, 0);
	}

	private static boolean isPrintable(Throwable failure, int depth) {
		Throwable cause = failure.getCause();
		return depth > MAX_CAUSES
				|| (isPrintable(failure.toString()) && (cause == null || isPrintable(cause, depth + 1))
						&& Arrays.stream(failure.getSuppressed()).allMatch((other) -> isPrintable(other, depth + 1)));
	}

	private static boolean isPrintable(String text) {
		StringBuilder line = new StringBuilder(text.length());
		text.codePoints().forEach((c) -> append(line, c));
		return line.length() == text.length();
	}

	private static Throwable printable(Throwable failure, int depth) {
		Throwable cause = (depth < MAX_CAUSES) ? failure.getCause() : null;
		return new Printable(failure, (cause != null) ? printable(cause, depth + 1) : null);
	}

	private static void append(StringBuilder line, int c) {
		switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				line.append((c > Character.MAX_VALUE) ? "\\u{%x}".formatted(c) : "\\u%04x".formatted(c));
			default -> line.appendCodePoint(c);
		}
	}

	/**
	 * A failure as it is printed.
	 */
	private static final class Printable extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final String text;

		private Printable(Throwable failure, @Nullable Throwable cause) {
			super(failure.getMessage(), cause);
			this.text = of(failure.toString());
			setStackTrace(failure.getStackTrace());
		}

		@Override
		public String getMessage() {
			return this.text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
