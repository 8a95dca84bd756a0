package io.github.jwt2fa.mail;

import java.time.Duration;
import java.util.Locale;

import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * A mail that brings a code.
 *
 * @param code the code
 * @param lifetime how long it is good for
 * @param user who gets it
 * @param name the user's name as it may stand in a mail: one short line that no mail
 * program makes a link of, whatever the user has put into it
 * @param locale the language that the client asks for
 * @since 0.1.0
 */
public record CodeMail(String code, Duration lifetime, TwoFactorUser user, String name, Locale locale) {

	/**
	 * A mail of these words in the language of the client, with an HTML part of the same.
	 * @param subject the subject
	 * @param text the text: paragraphs with an empty line between them; a line that is
	 * the code alone stands out in HTML
	 * @return the mail
	 */
	public MailText write(String subject, String text) {
		return write(subject, text, this.locale);
	}

	MailText write(String subject, String text, @Nullable Locale language) {
		return new MailText(subject, text, HtmlPart.of(subject, text, this.code, language), language);
	}

	/**
	 * Tells no code.
	 */
	@Override
	public String toString() {
		return "CodeMail[user=" + this.user + "]";
	}

}
