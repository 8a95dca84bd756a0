package io.github.jwt2fa.test;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;

/**
 * A real SMTP server on a random port.
 */
public final class TestMailServer implements AutoCloseable {

	private static final Pattern CODE = Pattern.compile("code(?: is|[^:\n]*:\n)\\s*(\\S+)");

	/** Its own two seconds are too short for a machine that has much else to do. */
	private static final long START_UP_MILLIS = 60_000;

	private final GreenMail server;

	public TestMailServer() {
		ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
		setup.setServerStartupTimeout(START_UP_MILLIS);
		this.server = new GreenMail(setup);
		this.server.start();
	}

	public int port() {
		return this.server.getSmtp().getPort();
	}

	public List<MimeMessage> messages() {
		return List.of(this.server.getReceivedMessages());
	}

	/**
	 * The texts of the mails to an address that have a subject.
	 */
	public List<String> textsFor(String address, String subject) {
		List<String> texts = new ArrayList<>();
		for (MimeMessage message : messages()) {
			try {
				if (GreenMailUtil.getAddressList(message.getAllRecipients()).equals(address)
						&& subject.equals(message.getSubject())) {
					texts.add(textOf(message));
				}
			}
			catch (jakarta.mail.MessagingException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return texts;
	}

	/**
	 * What a mail program shows that knows no HTML.
	 */
	public static String textOf(MimeMessage message) {
		return part(message, 0);
	}

	/**
	 * What a mail program shows that knows HTML.
	 */
	public static String htmlOf(MimeMessage message) {
		return part(message, 1);
	}

	private static String part(MimeMessage message, int index) {
		try {
			Object content = message.getContent();
			return ((content instanceof Multipart parts) ? parts.getBodyPart(index).getContent() : content).toString()
				.replace("\r\n", "\n")
				.strip();
		}
		catch (jakarta.mail.MessagingException | java.io.IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public void clear() {
		try {
			this.server.purgeEmailFromAllMailboxes();
		}
		catch (com.icegreen.greenmail.store.FolderException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The codes that were sent to an address, in their order.
	 */
	public List<String> codesFor(String address) {
		List<String> codes = new ArrayList<>();
		for (MimeMessage message : messages()) {
			if (GreenMailUtil.getAddressList(recipients(message)).equals(address)) {
				Matcher matcher = CODE.matcher(textOf(message));
				if (matcher.find()) {
					codes.add(matcher.group(1));
				}
			}
		}
		return codes;
	}

	public String lastCodeFor(String address) {
		List<String> codes = codesFor(address);
		return codes.get(codes.size() - 1);
	}

	private static jakarta.mail.Address[] recipients(MimeMessage message) {
		try {
			return message.getAllRecipients();
		}
		catch (jakarta.mail.MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop();
	}

}
