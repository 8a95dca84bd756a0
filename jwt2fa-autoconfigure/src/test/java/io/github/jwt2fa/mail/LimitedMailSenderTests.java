package io.github.jwt2fa.mail;

import java.util.Properties;

import io.github.jwt2fa.test.TestMailServer;
import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;

class LimitedMailSenderTests {

	private final JavaMailSenderImpl application = new JavaMailSenderImpl();

	private Properties limited() {
		return ((JavaMailSenderImpl) LimitedMailSender.of(this.application)).getSession().getProperties();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "none", value = { "none,none,smtp", "smtps,none,smtps", "none,smtps,smtps" })
	void ofWhenNoTimeoutsAreSetThenOursAndApplicationKeepsItsOwn(String protocol, String ofSession, String counts) {
		this.application.setProtocol(protocol);
		if (ofSession != null) {
			this.application.getJavaMailProperties().setProperty("mail.transport.protocol", ofSession);
		}
		Properties before = (Properties) this.application.getJavaMailProperties().clone();
		assertThat(limited()).containsEntry("mail." + counts + ".connectiontimeout", "9500")
			.containsEntry("mail." + counts + ".timeout", "9500")
			.containsEntry("mail." + counts + ".writetimeout", "9500");
		assertThat(this.application.getJavaMailProperties()).isEqualTo(before);
	}

	@Test
	void ofWhenApplicationSetsTimeoutsThenTheyCountAlsoLater() {
		Object factory = new Object();
		this.application.getJavaMailProperties().setProperty("mail.smtp.timeout", "1234");
		this.application.getJavaMailProperties().put("mail.smtp.ssl.socketFactory", factory);
		assertThat(limited()).containsEntry("mail.smtp.timeout", "1234")
			.containsEntry("mail.smtp.writetimeout", "9500")
			.containsEntry("mail.smtp.ssl.socketFactory", factory);
		this.application.getJavaMailProperties().setProperty("mail.smtp.timeout", "2345");
		assertThat(limited()).containsEntry("mail.smtp.timeout", "2345");
	}

	@Test
	void ofWhenApplicationHasItsOwnImplementationThenThatOne() {
		JavaMailSender own = new JavaMailSenderImpl() {
		};
		assertThat(LimitedMailSender.of(own)).isSameAs(own);
	}

	@Test
	void sendWhenHostIsChangedLaterThenGoesThere() throws Exception {
		try (TestMailServer server = new TestMailServer()) {
			Mailer mailer = new Mailer(this.application, MailAddress.NOBODY);
			this.application.setHost("127.0.0.1");
			this.application.setPort(server.port());
			mailer.send(mailer.recipient("anna@example.com"),
					new MailText("Subject\r\nBcc: eve@example.com", "Text", null, null));
			assertThat(server.messages()).singleElement()
				.satisfies((mail) -> assertThat(mail.getSubject()).isEqualTo("Subject Bcc: eve@example.com"))
				.satisfies((mail) -> assertThat(mail.getAllRecipients()).hasSize(1));
		}
	}

	@Test
	void passwordWhenSessionOfTheApplicationKnowsItThenAskedThere() {
		this.application.setSession(Session.getInstance(new Properties(), new Authenticator() {

			@Override
			protected PasswordAuthentication getPasswordAuthentication() {
				return new PasswordAuthentication(getDefaultUserName(), "a password");
			}

		}));
		Session session = ((JavaMailSenderImpl) LimitedMailSender.of(this.application)).getSession();
		assertThat(session.requestPasswordAuthentication(null, 25, "smtp", null, "login").getPassword())
			.isEqualTo("a password");
		assertThat(session.getProperty("mail.smtp.timeout")).isEqualTo("9500");
	}

	@Test
	void recipientWhenServerTakesUtf8ThenLocalPartMayBe() throws Exception {
		try (TestMailServer server = new TestMailServer()) {
			this.application.setHost("127.0.0.1");
			this.application.setPort(server.port());
			this.application.getJavaMailProperties().setProperty("mail.mime.allowutf8", "true");
			Mailer mailer = new Mailer(this.application, MailAddress.NOBODY);
			mailer.send(mailer.recipient("jürgen@exämple.de"), new MailText("Code", "Text", null, null));
			assertThat(server.messages()).singleElement()
				.satisfies((mail) -> assertThat(mail.getHeader("To")[0]).isEqualTo("jürgen@xn--exmple-cua.de"));
		}
	}

}
