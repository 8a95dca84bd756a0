package io.github.jwt2fa.sample.inbox;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MailReaderTests {

	private final MailReader reader = new MailReader(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

	@Test
	void readWhenPlainThenIsDecoded() throws Exception {
		Mail mail = read("""
				From: Sample <sample@example.com>
				Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=
				Content-Type: text/plain; charset=UTF-8
				Content-Transfer-Encoding: quoted-printable

				f=C3=BCr
				Alice
				""");
		assertThat(mail)
			.isEqualTo(new Mail("sample@example.com", "alice@example.com", "Grüße", "für\nAlice", Instant.EPOCH));
	}

	@Test
	void readWhenMultipartThenIsFirstPart() throws Exception {
		Mail mail = read("""
				MIME-Version: 1.0
				Content-Type: multipart/alternative; boundary=b

				--b
				Content-Type: text/plain

				plain
				--b
				Content-Type: text/html

				<p>html</p>
				--b--
				""");
		assertThat(mail).isEqualTo(new Mail("", "alice@example.com", "", "plain", Instant.EPOCH));
	}

	private Mail read(String text) throws Exception {
		byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
		return this.reader.read(new MimeMessage(null, new ByteArrayInputStream(bytes)), "alice@example.com");
	}

}
