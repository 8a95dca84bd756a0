package io.github.jwt2fa.mail;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import io.github.jwt2fa.test.TestMailServer;
import io.github.jwt2fa.user.TwoFactorUser;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MailTests {

	@AutoClose
	private final TestMailServer server = new TestMailServer();

	private Mailer mailer;

	@BeforeEach
	void write() {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setHost("127.0.0.1");
		sender.setPort(this.server.port());
		this.mailer = new Mailer(sender, MailAddress.NOBODY);
	}

	private static TwoFactorUser anna(String email) {
		return TwoFactorUser.withId("anna").username("Anna <b>www.example.com</b>").email(email).build();
	}

	private MimeMessage sent(MailText words) throws AddressException {
		this.server.clear();
		this.mailer.compose(anna("anna@example.com")).send(words);
		assertThat(this.server.messages()).hasSize(1);
		return this.server.messages().get(0);
	}

	@Test
	void nameWhenItIsALetterThenMayStandInAMail() throws Exception {
		assertThat(this.mailer.compose(anna("anna@example.com")).name()).isEqualTo("Anna b www. example. com b");
	}

	@Test
	void sendWhenThereIsHtmlThenTextGoesFirst() throws Exception {
		MimeMessage mail = sent(new MailText("C'est l\u00e0", "Voil\u00e0", "<p>Voil\u00e0</p>", Locale.CANADA_FRENCH));
		assertThat(mail.getSubject()).isEqualTo("C'est l\u00e0");
		assertThat(mail.getContentType()).startsWith("multipart/alternative");
		MimeMultipart parts = (MimeMultipart) mail.getContent();
		assertThat(parts.getCount()).isEqualTo(2);
		assertThat(parts.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
		assertThat(parts.getBodyPart(1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
		assertThat(TestMailServer.textOf(mail)).isEqualTo("Voil\u00e0");
		assertThat(TestMailServer.htmlOf(mail)).isEqualTo("<p>Voil\u00e0</p>");
		assertThat(mail.getContentLanguage()).containsExactly("fr-CA");
		assertThat(mail.getHeader("To")).containsExactly("anna@example.com");
	}

	@Test
	void sendWhenThereIsNoHtmlThenTextAlone() throws Exception {
		MimeMessage mail = sent(new MailText("Code", "Text", null, null));
		assertThat(mail.getContentType()).startsWith("text/plain");
		assertThat(TestMailServer.textOf(mail)).isEqualTo("Text");
		assertThat(mail.getContentLanguage()).isNull();
	}

	@Test
	void sendWhenRepeatedThenNothingFoldsTheMailsIntoAThread() throws Exception {
		Set<String> references = new HashSet<>();
		for (int i = 0; i < 3; i++) {
			MimeMessage mail = sent(new MailText("Code", "Text", null, null));
			assertThat(mail.getHeader("References")).isNull();
			assertThat(mail.getHeader("In-Reply-To")).isNull();
			assertThat(mail.getHeader("X-Entity-Ref-ID")).singleElement().asString().matches("[0-9a-f]{32}");
			references.add(mail.getHeader("X-Entity-Ref-ID")[0]);
		}
		assertThat(references).hasSize(3);
	}

	@Test
	void sendWhenWordsHoldHeadersThenTheyAreWords() throws Exception {
		String header = "\r\nBcc: eve@example.com\r\n\r\n";
		MimeMessage mail = sent(
				new MailText("Code" + header + "\u2028\u0085x", "Text" + header, "<p>" + header, Locale.ROOT));
		assertThat(mail.getSubject()).isEqualTo("Code Bcc: eve@example.com x");
		assertThat(mail.getHeader("Bcc")).isNull();
		assertThat(mail.getAllRecipients()).hasSize(1);
		assertThat(TestMailServer.textOf(mail)).isEqualTo("Text\nBcc: eve@example.com");
	}

	@Test
	void composeWhenNoAddressIsKnownThenNone() throws Exception {
		assertThat(this.mailer.compose(anna(null))).isNull();
		assertThat(this.mailer.compose(anna(" "))).isNull();
	}

	@Test
	void composeWhenAddressIsAListThenRejected() {
		assertThatExceptionOfType(AddressException.class)
			.isThrownBy(() -> this.mailer.compose(anna("a@example.com, b@example.com")));
	}

}
