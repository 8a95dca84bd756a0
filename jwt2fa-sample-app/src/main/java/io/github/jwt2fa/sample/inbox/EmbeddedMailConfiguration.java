package io.github.jwt2fa.sample.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * The mail server inside the application, where no other is configured.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(NoMailHostCondition.class)
class EmbeddedMailConfiguration {

	private static final String ADDRESS = "127.0.0.1";

	private static final int KEPT_MAILS = 100;

	/** Its own two seconds are too short for a machine that has much else to do. */
	private static final long START_UP_MILLIS = 60_000;

	@Bean
	Inbox inbox() {
		return new Inbox(KEPT_MAILS);
	}

	@Bean(initMethod = "start", destroyMethod = "stop")
	GreenMail mailServer(Inbox inbox) {
		MailReader reader = new MailReader(Clock.systemUTC());
		ServerSetup setup = new ServerSetup(0, ADDRESS, ServerSetup.PROTOCOL_SMTP);
		setup.setServerStartupTimeout(START_UP_MILLIS);
		GreenMail server = new GreenMail(setup);
		// no mailboxes of its own, which would grow for ever
		server.getUserManager()
			.setMessageDeliveryHandler((message, recipient) -> new InboxUser(recipient.getEmail(), inbox, reader));
		return server;
	}

	@Bean
	JavaMailSender mailSender(GreenMail mailServer) {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setHost(ADDRESS);
		sender.setPort(mailServer.getSmtp().getPort());
		sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
		return sender;
	}

}
