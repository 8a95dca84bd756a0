package io.github.jwt2fa.mail;

import java.util.Properties;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * The application's mail sender, as it is at this moment, with limits to its waiting:
 * JavaMail waits for ever unless told otherwise. A client is told within ten seconds that
 * no code was sent, so that the server has a little less.
 */
final class LimitedMailSender {

	private static final String TIMEOUT_MILLIS = "9500";

	private LimitedMailSender() {
	}

	/**
	 * A sender for one mail. Where the application has its own implementation, that one
	 * sends.
	 */
	static JavaMailSender of(JavaMailSender application) {
		return (application.getClass() == JavaMailSenderImpl.class) ? copy((JavaMailSenderImpl) application)
				: application;
	}

	/**
	 * Whether addresses may hold other characters than ASCII, as far as it is known.
	 */
	static boolean allowsUtf8(JavaMailSender application) {
		return application instanceof JavaMailSenderImpl sender
				&& Boolean.parseBoolean(sender.getSession().getProperty("mail.mime.allowutf8"));
	}

	private static JavaMailSenderImpl copy(JavaMailSenderImpl application) {
		JavaMailSenderImpl copy = new JavaMailSenderImpl();
		copy.setProtocol(application.getProtocol());
		copy.setHost(application.getHost());
		copy.setPort(application.getPort());
		copy.setUsername(application.getUsername());
		copy.setPassword(application.getPassword());
		copy.setDefaultEncoding(application.getDefaultEncoding());
		copy.setDefaultFileTypeMap(application.getDefaultFileTypeMap());
		Session session = application.getSession();
		Properties properties = limited(session.getProperties(), application.getProtocol());
		copy.setSession(Session.getInstance(properties, new SameAuthenticator(session)));
		return copy;
	}

	private static Properties limited(Properties application, @Nullable String senderProtocol) {
		Properties properties = new Properties();
		application.stringPropertyNames().forEach((name) -> properties.put(name, application.getProperty(name)));
		// not all are texts: socket factories, say
		properties.putAll(application);
		// as JavaMailSenderImpl chooses it
		String protocol = (senderProtocol != null) ? senderProtocol
				: properties.getProperty("mail.transport.protocol", JavaMailSenderImpl.DEFAULT_PROTOCOL);
		for (String name : new String[] { "connectiontimeout", "timeout", "writetimeout" }) {
			properties.putIfAbsent("mail." + protocol + "." + name, TIMEOUT_MILLIS);
		}
		return properties;
	}

	/**
	 * Asks the application's session for the password, which tells nobody what it asks
	 * itself.
	 */
	private static final class SameAuthenticator extends Authenticator {

		private final Session session;

		SameAuthenticator(Session session) {
			this.session = session;
		}

		@Override
		protected @Nullable PasswordAuthentication getPasswordAuthentication() {
			return this.session.requestPasswordAuthentication(getRequestingSite(), getRequestingPort(),
					getRequestingProtocol(), getRequestingPrompt(), getDefaultUserName());
		}

	}

}
