package io.github.jwt2fa.autoconfigure;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What may be written for a property: what is checked, and the same in the words of an
 * error message.
 *
 * @param help what may be written
 * @param allows whether a value may be, as far as that can be said of it alone
 */
record Rule(String help, Predicate<Object> allows) {

	private static final Pattern LINE_BREAK = Pattern.compile("\\R");

	/** Whatever can be read. */
	static Rule of(String help) {
		return new Rule(help, (value) -> true);
	}

	static Rule flag() {
		return of("true or false");
	}

	static Rule rate() {
		return of("a rate N/[n]s, m, h or d, such as 12/3h, or none");
	}

	static Rule count() {
		return new Rule("a number of 1 or more, or none",
				(value) -> value instanceof Count limit && limit.value() >= 1);
	}

	static Rule count(int most) {
		return new Rule("a number from 1 to " + most + ", or none", (value) -> value instanceof Count limit
				&& limit.value() >= 1 && (limit.value() <= most || limit.equals(Count.NONE)));
	}

	static Rule range(int least, int most) {
		return new Rule("a number from " + least + " to " + most,
				(value) -> value instanceof Integer number && number >= least && number <= most);
	}

	static Rule duration(Duration least, Duration most) {
		return new Rule(
				"a duration such as 90s, 5m or 1h; a plain number is seconds; from " + text(least) + " to "
						+ text(most),
				(value) -> value instanceof Duration duration && duration.compareTo(least) >= 0
						&& duration.compareTo(most) <= 0);
	}

	/**
	 * A path, or none to turn off what is there.
	 */
	static Rule path(String example) {
		return new Rule("an absolute path such as " + example + ", without a slash at the end, or none to turn it off",
				(value) -> value.equals("none") || isPath(value));
	}

	static Rule basePath() {
		return new Rule("an absolute path such as /auth, without a slash at the end",
				(value) -> value.equals("/") || isPath(value));
	}

	static Rule member(String example) {
		return new Rule("a name for the member, different from the others, such as " + example,
				(value) -> value instanceof String text && !text.isBlank());
	}

	static Rule text(String help, Predicate<String> allows) {
		return new Rule(help, (value) -> value instanceof String text && allows.test(text));
	}

	/**
	 * The same, with more to be said about it.
	 */
	Rule and(String more) {
		return new Rule(this.help + "; " + more, this.allows);
	}

	/**
	 * Whether a text is one line that says something.
	 */
	static boolean isOneLine(String text) {
		return !text.isBlank() && !LINE_BREAK.matcher(text).find();
	}

	private static boolean isPath(Object value) {
		return value instanceof String path && path.matches("(/[A-Za-z0-9._~-]+)+");
	}

	private static String text(Duration duration) {
		if (duration.toSeconds() % Duration.ofDays(1).toSeconds() == 0 && !duration.isZero()) {
			return duration.toDays() + "d";
		}
		return (duration.toSecondsPart() == 0 && !duration.isZero()) ? duration.toMinutes() + "m"
				: duration.toSeconds() + "s";
	}

}
