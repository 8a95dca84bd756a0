package io.github.jwt2fa.mail;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.user.TwoFactorUser;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.jspecify.annotations.Nullable;

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

	private static final int REFERENCE_BYTES = 16;

	private final JavaMailSender mailSender;

	private final MailAddress from;

	private final RandomIds ids = new RandomIds(new SecureRandom());

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
	 * @param user who gets it
	 * @return the mail, or {@code null} if no address is known
	 * @throws AddressException if the address is none that the mail sender can do with
	 */
	public @Nullable Mail compose(TwoFactorUser user) throws AddressException {
		String address = user.email();
		return (address != null && !address.isBlank()) ? new Mail(this, recipient(address), user.username()) : null;
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
	void send(MailAddress to, MailText words) {
		JavaMailSender sender = LimitedMailSender.of(this.mailSender);
		MimeMessage mail = sender.createMimeMessage();
		try {
			mail.setFrom(this.from.withName());
			mail.setRecipient(Message.RecipientType.TO, to.withoutName());
			mail.setSubject(oneLine(words.subject()), UTF_8);
			write(words, mail);
			mail.setHeader("Auto-Submitted", "auto-generated");
			// Exchange and Outlook go by this one
			mail.setHeader("X-Auto-Response-Suppress", "All");
			// Gmail folds mails of one subject into a thread, unless they differ in this
			mail.setHeader("X-Entity-Ref-ID", this.ids.hex(REFERENCE_BYTES));
		}
		catch (MessagingException ex) {
			throw new MailPreparationException(ex);
		}
		sender.send(mail);
	}

	/**
	 * The text goes first: of alternatives that are alike, the last that a mail program
	 * knows is the one to show
	 * (<a href="https://datatracker.ietf.org/doc/html/rfc2046#section-5.1.4">RFC 2046,
	 * section 5.1.4</a>).
	 */
	private static void write(MailText words, MimeMessage mail) throws MessagingException {
		if (words.language() != null) {
			mail.setContentLanguage(new String[] { words.language().toLanguageTag() });
		}
		if (words.html() == null) {
			mail.setText(words.text(), UTF_8);
			return;
		}
		MimeBodyPart text = new MimeBodyPart();
		text.setText(words.text(), UTF_8);
		MimeBodyPart html = new MimeBodyPart();
		html.setText(words.html(), UTF_8, "html");
		mail.setContent(new MimeMultipart("alternative", text, html));
	}

	private static String oneLine(String text) {
		return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}\\p{Zl}\\p{Zp}]+", " ").strip();
	}

}
