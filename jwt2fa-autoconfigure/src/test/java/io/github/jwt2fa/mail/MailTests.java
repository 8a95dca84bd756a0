package io.github.jwt2fa.mail;

import java.util.Locale;

import io.github.jwt2fa.test.TestMailServer;
import jakarta.mail.internet.AddressException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.support.StaticMessageSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MailTests {

	@AutoClose
	private final TestMailServer server = new TestMailServer();

	private final StaticMessageSource messages = new StaticMessageSource();

	private Mailer mailer;

	@BeforeEach
	void write() {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setHost("127.0.0.1");
		sender.setPort(this.server.port());
		this.mailer = new Mailer(sender, MailAddress.NOBODY);
		this.messages.addMessage("subject", Locale.ENGLISH, "It's here");
		this.messages.addMessage("subject", Locale.FRENCH, "C'est l\u00e0");
		this.messages.addMessage("body", Locale.FRENCH, "Bonjour {0}, c''est {1}");
	}

	@Test
	void sendWhenTextsAreTranslatedThenInItsLanguageToTheUser() throws Exception {
		Mail mail = this.mailer.compose("anna@example.com", "Anna <b>www.example.com</b>", this.messages,
				Locale.FRENCH);
		mail.send(mail.text("subject"), mail.text("body", mail.username(), 17));
		assertThat(this.server.messages()).singleElement()
			.satisfies((sent) -> assertThat(sent.getSubject()).isEqualTo("C'est l\u00e0"))
			.satisfies((sent) -> assertThat(sent.getContent().toString().strip())
				.isEqualTo("Bonjour Anna b www. example. com b, c'est 17"))
			.satisfies((sent) -> assertThat(sent.getHeader("To")).containsExactly("anna@example.com"))
			.satisfies((sent) -> assertThat(sent.getHeader("Auto-Submitted")).containsExactly("auto-generated"));
	}

	@Test
	void composeWhenNoAddressIsKnownThenNone() throws Exception {
		assertThat(this.mailer.compose(null, "anna", this.messages, Locale.ENGLISH)).isNull();
		assertThat(this.mailer.compose(" ", "anna", this.messages, Locale.ENGLISH)).isNull();
	}

	@Test
	void composeWhenAddressIsAListThenRejected() {
		assertThatExceptionOfType(AddressException.class).isThrownBy(
				() -> this.mailer.compose("a@example.com, b@example.com", "anna", this.messages, Locale.ENGLISH));
	}

}
