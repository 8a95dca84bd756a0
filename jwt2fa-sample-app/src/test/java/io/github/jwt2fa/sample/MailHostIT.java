package io.github.jwt2fa.sample;

import java.net.http.HttpResponse;
import java.time.Duration;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample with a mail server elsewhere.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MailHostIT {

	private static final GreenMail MAIL_SERVER = mailServer();

	private SampleClient client;

	private static GreenMail mailServer() {
		ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
		setup.setServerStartupTimeout(Duration.ofMinutes(1).toMillis());
		return new GreenMail(setup);
	}

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry properties) {
		MAIL_SERVER.start();
		properties.add("spring.mail.host", () -> "127.0.0.1");
		properties.add("spring.mail.port", () -> MAIL_SERVER.getSmtp().getPort());
	}

	@AfterAll
	static void stop() {
		MAIL_SERVER.stop();
	}

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = new SampleClient(port);
	}

	@Test
	void loginWhenMailHostThenCodeGoesThere() throws Exception {
		HttpResponse<String> answer = this.client.getCode("alice", "alice-password");
		MimeMultipart mail = (MimeMultipart) MAIL_SERVER.getReceivedMessages()[0].getContent();
		String text = mail.getBodyPart(0).getContent().toString();
		String codeToken = this.client.read(answer).get("token").asString();
		assertThat(this.client.auth(codeToken, this.client.codeIn(text)).statusCode()).isEqualTo(200);
	}

	@Test
	void inboxWhenMailHostThenSaysSo() {
		HttpResponse<String> json = this.client.get("/inbox", "Accept", "application/json");
		assertThat(json.statusCode()).isEqualTo(404);
		assertThat(this.client.read(json).get("detail").asString()).contains("spring.mail.host");

		HttpResponse<String> html = this.client.get("/inbox");
		assertThat(html.statusCode()).isEqualTo(404);
		assertThat(html.body()).contains("spring.mail.host is set").contains("<h1>Inbox</h1>");
	}

	@Test
	void startWhenMailHostThenNoServerIsEmbedded(@Autowired ObjectProvider<GreenMail> servers) {
		assertThat(servers.stream()).isEmpty();
	}

}
