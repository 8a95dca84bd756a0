package io.github.jwt2fa.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Sends mails through the application's mail sender, each to one mailbox. They say that a
 * program sent them, so that no absence assistant answers them
 * (<a href="https://datatracker.ietf.org/doc/html/rfc3834#section-5">RFC 3834, section
 * 5</a>). Thread-safe: each mail has a sender of its own.
 */
public final class Mailer {

	private static final String UTF_8 = StandardCharsets.UTF_8.name();

	private final JavaMailSender mailSender;

	private final MailAddress from;

	/**
	 * A mailer.
	 * @param mailSender the application's mail sender; nothing of it is changed
	 * @param from the sender's address
	 */
	public Mailer(JavaMailSender mailSender, MailAddress from) {
		this.mailSender = mailSender;
		this.from = from;
	}

	/**
	 * Whom mails are from.
	 * @return the sender's address
	 */
	public MailAddress from() {
		return this.from;
	}

	/**
	 * Begins a mail to a user.
	 * @param address the user's address, or {@code null} if none is known
	 * @param username the user's name, as the user may have chosen it
	 * @param messages the translated texts
	 * @param locale the language
	 * @return the mail, or {@code null} if no address is known
	 * @throws AddressException if the address is none that the mail sender can do with
	 */
	public @Nullable Mail compose(@Nullable String address, String username, MessageSource messages, Locale locale)
			throws AddressException {
		return (address != null && !address.isBlank()) ? new Mail(this, recipient(address), username, messages, locale)
				: null;
	}

	/**
	 * Reads an address that mails can be sent to.
	 */
	MailAddress recipient(String text) throws AddressException {
		return addressFor(this.mailSender, text);
	}

	/**
	 * Reads an address that a mail sender can do with.
	 * @param mailSender the mail sender
	 * @param text the text
	 * @return the address
	 * @throws AddressException if it is not the address of exactly one mailbox, or one
	 * that needs SMTPUTF8 where the mail sender does without
	 */
	public static MailAddress addressFor(JavaMailSender mailSender, String text) throws AddressException {
		MailAddress address = MailAddress.parse(text);
		if (!address.isAscii() && !LimitedMailSender.allowsUtf8(mailSender)) {
			throw new AddressException("The part before the @ is not ASCII: this needs a mail server with SMTPUTF8, "
					+ "and spring.mail.properties.mail.mime.allowutf8=true");
		}
		return address;
	}

	/**
	 * Sends a mail, whose subject gets blanks for line breaks and other control
	 * characters.
	 */
	void send(MailAddress to, String subject, String text) {
		JavaMailSender sender = LimitedMailSender.of(this.mailSender);
		MimeMessage mail = sender.createMimeMessage();
		try {
			mail.setFrom(this.from.withName());
			mail.setRecipient(Message.RecipientType.TO, to.withoutName());
			mail.setSubject(oneLine(subject), UTF_8);
			mail.setText(text, UTF_8);
			mail.setHeader("Auto-Submitted", "auto-generated");
			// Exchange and Outlook go by this one
			mail.setHeader("X-Auto-Response-Suppress", "All");
		}
		catch (MessagingException ex) {
			throw new MailPreparationException(ex);
		}
		sender.send(mail);
	}

	private static String oneLine(String text) {
		return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}\\p{Zl}\\p{Zp}]+", " ").strip();
	}

}
