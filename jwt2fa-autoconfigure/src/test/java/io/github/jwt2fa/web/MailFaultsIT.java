package io.github.jwt2fa.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.method.sent.CodeSendingException;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestMailServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A mail server that is down, silent, or says no.
 */
@ExtendWith(OutputCaptureExtension.class)
class MailFaultsIT {

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Test
	void getCodeWhenServerIsDownThenToldWithoutDetailAndSlotsGivenBackUntilItReturns(CapturedOutput output)
			throws Exception {
		int port = freePort();
		try (TestApplication app = TestApplication.with("spring.mail.port=" + port)) {
			for (int i = 0; i < 5; i++) {
				Answer answer = app.getCode("alice");
				assertThat(answer.status()).isEqualTo(501);
				assertThat(answer.code()).isEqualTo("verification_code_sending_failed");
				assertThat(answer.body()).doesNotContain("127.0.0.1")
					.doesNotContain(String.valueOf(port))
					.doesNotContain("alice")
					.doesNotContain("Exception");
			}
			assertThat(output).contains("MailConnectException");
			assertThat(app.events(TwoFactorEvent.CodeSendingFailed.class)).hasSize(5);
			app.bean(JavaMailSenderImpl.class).setPort(app.mail().port());
			assertThat(app.getCode("alice").status()).isEqualTo(200);
		}
	}

	@Test
	void getCodeWhenServerNeverAnswersThenToldWithinTenSeconds() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				TestApplication app = TestApplication.with("spring.mail.port=" + silent.getLocalPort())) {
			JavaMailSenderImpl sender = app.bean(JavaMailSenderImpl.class);
			assertThat(sender.getJavaMailProperties()).isEmpty();
			// with less patience, so that the test need not wait
			sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "300");
			Instant begin = Instant.now();
			assertThat(app.getCode("alice").status()).isEqualTo(501);
			assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
		}
	}

	@Test
	void fromWhenNotSetThenWarnedOnlyWhereCodesAreMailed(CapturedOutput output) {
		try (TestApplication app = TestApplication.with(List.of(TestApplication.App.class, TalkingSender.class),
				"jwt2fa.email-sender-from-address")) {
			assertThat(output).doesNotContain("webmaster@localhost");
			assertThat(app.bean(JavaMailSenderImpl.class).getJavaMailProperties()).isEmpty();
		}
		TestApplication.with("jwt2fa.email-sender-from-address").close();
		assertThat(output).contains("Codes are sent from webmaster@localhost");
	}

	@Test
	void mailWhenOverriddenThenAsTheApplicationSays() throws Exception {
		try (TestApplication app = TestApplication.with("jwt2fa.email-sender-subject-override=Code {code} for you",
				"jwt2fa.email-sender-body-override=Type {code}, quickly: {code}", "jwt2fa.code-length=10",
				"jwt2fa.code-characters=ABCDEFGH")) {
			app.getCode("alice");
			assertThat(app.mail().messages()).singleElement()
				.satisfies((mail) -> assertThat(mail.getSubject()).matches("Code [A-H]{10} for you"))
				.satisfies((mail) -> assertThat(TestMailServer.textOf(mail)).matches("Type ([A-H]{10}), quickly: \\1"))
				.satisfies((mail) -> assertThat(TestMailServer.htmlOf(mail))
					.containsPattern("Type ([A-H]{10}), quickly: \\1")
					.contains("<html>"))
				.satisfies((mail) -> assertThat(mail.getContentLanguage()).as("nobody knows").isNull());
		}
	}

	@Test
	void fromWhenItHasANameThenKept() throws Exception {
		try (TestApplication app = TestApplication.with("jwt2fa.email-sender-from-address=Login <login@example.org>")) {
			app.getCode("alice");
			assertThat(app.mail().messages()).singleElement()
				.satisfies((mail) -> assertThat(mail.getFrom()[0]).hasToString("Login <login@example.org>"));
		}
	}

	@Test
	void senderWhenItSaysWhyThenTheClientIsTold(CapturedOutput output) {
		try (TestApplication app = TestApplication.with(List.of(TestApplication.App.class, TalkingSender.class))) {
			Answer answer = app.getCode("alice");
			assertThat(answer.status()).isEqualTo(501);
			assertThat(answer.text("detail")).isEqualTo("The number is not reachable");
		}
	}

	@Test
	void senderWhenItsFailureHoldsTheCodeThenTheLogDoesNot(CapturedOutput output) {
		try (TestApplication app = TestApplication.with(List.of(TestApplication.App.class, LeakingSender.class))) {
			Answer answer = app.getCode("alice");
			assertThat(answer.status()).isEqualTo(501);
			String code = app.bean(LeakingSender.Leak.class).code;
			assertThat(code).hasSize(7);
			assertThat(output).contains("IllegalStateException").doesNotContain(code);
			assertThat(answer.body()).doesNotContain(code);
		}
	}

	/**
	 * Says why it failed.
	 */
	@Configuration(proxyBeanMethods = false)
	static class TalkingSender {

		@Bean
		CodeSender codeSender() {
			return (user, code) -> {
				throw new CodeSendingException("The number is not reachable");
			};
		}

	}

	/**
	 * Says too much.
	 */
	@Configuration(proxyBeanMethods = false)
	static class LeakingSender {

		@Bean
		Leak leak() {
			return new Leak();
		}

		@Bean
		CodeSender codeSender(Leak leak) {
			return (user, code) -> {
				leak.code = code;
				throw new IllegalStateException("The gateway refused: your code is " + code,
						new IllegalArgumentException(code));
			};
		}

		static class Leak {

			private String code;

		}

	}

}
