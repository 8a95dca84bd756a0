package io.github.jwt2fa.host;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.method.sent.CodeSendingException;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.mail.javamail.JavaMailSender;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application has no mail server and sends codes as text messages.
 */
class OwnCodeSenderIT {

	@AutoClose
	private static final TestApplication app = TestApplication.with(List.of(NoDatabase.class, TextMessages.class),
			"spring.mail.host", "spring.mail.port");

	@Test
	void loginWhenCodeCameAsATextMessageThenSucceeds() {
		assertThat(app.beans(JavaMailSender.class)).isEmpty();
		String codeToken = app.codeTokenFor("alice");
		String code = app.bean(TextMessages.class).sent.get("alice");
		assertThat(code).matches("[0-9]{7}");
		assertThat(app.client().post("/auth/auth", Map.of("code_token", codeToken, "code", code)).status())
			.isEqualTo(200);
	}

	@Test
	void codeWhenSenderCanNotSendThenClientIsToldWhy() {
		Answer answer = app.client().post("/auth/get-code", Map.of("username", "noah", "password", TestUsers.PASSWORD));
		assertThat(answer.status()).isEqualTo(501);
		assertThat(answer.code()).isEqualTo("verification_code_sending_failed");
		assertThat(answer.text("detail")).isEqualTo("We have no phone number of yours.");
	}

	static class TextMessages implements CodeSender {

		private final Map<String, String> sent = new ConcurrentHashMap<>();

		@Override
		public void sendCode(TwoFactorUser user, String code) {
			if (user.email() == null) {
				throw new CodeSendingException("We have no phone number of yours.");
			}
			this.sent.put(user.id(), code);
		}

	}

}
