package io.github.jwt2fa.sample.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.UserImpl;
import jakarta.mail.MessagingException;

/**
 * A recipient of the mail server whose mails go to the inbox.
 */
class InboxUser extends UserImpl {

	private final Inbox inbox;

	private final MailReader reader;

	InboxUser(String email, Inbox inbox, MailReader reader) {
		// without the server's mailboxes
		super(email, email, "", null);
		this.inbox = inbox;
		this.reader = reader;
	}

	@Override
	public void deliver(MovingMessage message) {
		try {
			this.inbox.add(this.reader.read(message.getMessage(), getEmail()));
		}
		catch (MessagingException ex) {
			throw new IllegalStateException("Unreadable mail", ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
