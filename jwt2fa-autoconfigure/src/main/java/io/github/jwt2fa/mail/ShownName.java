package io.github.jwt2fa.mail;

/**
 * A user's name as it may stand in a mail. Users choose their names, and who registers
 * with somebody else's address must not write that person a letter by the name: it is one
 * short line, and no mail program makes a link of it.
 */
final class ShownName {

	/** Characters (code points) of a name that are shown. */
	private static final int MAX_LENGTH = 64;

	private ShownName() {
	}

	/**
	 * The name as it may stand in a mail: without characters that end lines, are
	 * invisible or make links, and of 64 characters at most. The address that the mail
	 * goes to is shown as it is.
	 */
	static String of(String name, MailAddress to) {
		if (name.equalsIgnoreCase(to.toString())) {
			return name;
		}
		String plain = name.replaceAll("\\p{Cf}", "")
			.replaceAll("[\\p{C}\\p{Z}/\\\\:<>\\[\\](){}\"|]+", " ")
			// a mail program takes "example.com" for a link, but not "example. com"
			.replaceAll("([.\u3002\uff0e\uff61])(?=\\S)", "$1 ")
			.strip();
		if (plain.codePointCount(0, plain.length()) <= MAX_LENGTH) {
			return plain;
		}
		return plain.substring(0, plain.offsetByCodePoints(0, MAX_LENGTH - 1)) + "…";
	}

}
