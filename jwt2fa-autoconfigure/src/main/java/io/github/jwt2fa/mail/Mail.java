package io.github.jwt2fa.mail;

import org.springframework.mail.MailException;

/**
 * A mail to one user.
 */
public final class Mail {

	private final Mailer mailer;

	private final MailAddress to;

	private final String name;

	Mail(Mailer mailer, MailAddress to, String username) {
		this.mailer = mailer;
		this.to = to;
		this.name = ShownName.of(username, to);
	}

	/**
	 * The user's name as it may stand in this mail.
	 * @return the name, whatever the user has put into it
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Sends this mail.
	 * @param words what it says
	 * @throws MailException if the mail server did not take it
	 */
	public void send(MailText words) {
		this.mailer.send(this.to, words);
	}

}
