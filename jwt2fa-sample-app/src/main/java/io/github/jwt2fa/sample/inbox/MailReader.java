package io.github.jwt2fa.sample.inbox;

import java.io.IOException;
import java.time.Clock;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;

/**
 * Reads the parts of a message that the inbox shows.
 */
class MailReader {

	private final Clock clock;

	MailReader(Clock clock) {
		this.clock = clock;
	}

	Mail read(Message message, String recipient) throws MessagingException, IOException {
		String subject = message.getSubject();
		return new Mail(sender(message.getFrom()), recipient, (subject != null) ? subject : "",
				text(message).replace("\r\n", "\n").strip(), this.clock.instant());
	}

	private String sender(Address[] from) {
		if (from == null || from.length == 0) {
			return "";
		}
		return (from[0] instanceof InternetAddress address) ? address.getAddress() : from[0].toString();
	}

	private String text(Part part) throws MessagingException, IOException {
		Object content = part.getContent();
		if (content instanceof Multipart multipart) {
			return (multipart.getCount() > 0) ? text(multipart.getBodyPart(0)) : "";
		}
		return (content instanceof String text) ? text : "";
	}

}
