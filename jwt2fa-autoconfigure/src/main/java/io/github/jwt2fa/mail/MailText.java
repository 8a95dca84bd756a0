package io.github.jwt2fa.mail;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The words of a mail.
 *
 * @param subject the subject; line breaks and other control characters become blanks
 * @param text the text for those who read no HTML
 * @param html the same as HTML, in which everything that users chose is escaped, or
 * {@code null} for a mail of text alone
 * @param language the language that it is written in, or {@code null} if that is not
 * known
 * @since 0.1.0
 */
public record MailText(String subject, String text, @Nullable String html, @Nullable Locale language) {

	/**
	 * Tells no code.
	 */
	@Override
	public String toString() {
		return "MailText[language=" + this.language + "]";
	}

}
