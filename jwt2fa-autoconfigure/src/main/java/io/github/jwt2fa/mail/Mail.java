package io.github.jwt2fa.mail;

import java.util.Locale;

import org.springframework.context.MessageSource;
import org.springframework.mail.MailException;

/**
 * A mail to one user, whose subject and text are written in one language.
 */
public final class Mail {

	private final Mailer mailer;

	private final MailAddress to;

	private final String username;

	private final MessageSource messages;

	private final Locale locale;

	Mail(Mailer mailer, MailAddress to, String username, MessageSource messages, Locale locale) {
		this.mailer = mailer;
		this.to = to;
		this.username = ShownName.of(username, to);
		this.messages = messages;
		this.locale = locale;
	}

	/**
	 * The user's name as it may stand in this mail.
	 * @return the name, whatever the user has put into it
	 */
	public String username() {
		return this.username;
	}

	/**
	 * A text in the language of this mail.
	 * @param code the message code
	 * @param arguments what stands in its places
	 * @return the text
	 */
	public String text(String code, Object... arguments) {
		return this.messages.getMessage(code, arguments, this.locale);
	}

	/**
	 * Sends this mail.
	 * @param subject the subject; line breaks and other control characters become blanks
	 * @param text the text
	 * @throws MailException if the mail server did not take it
	 */
	public void send(String subject, String text) {
		this.mailer.send(this.to, subject, text);
	}

}
