package io.github.jwt2fa.audit;

import java.time.Duration;
import java.util.List;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the trail of an application keeps of real logins.
 */
@ExtendWith(OutputCaptureExtension.class)
class AuditIT {

	@AutoClose
	private static final TestApplication app = TestApplication.with(List.of(TestApplication.App.class, Trail.class),
			"jwt2fa.audit.log=true", "logging.level.io.github.jwt2fa.audit=info",
			"management.endpoints.web.exposure.include=auditevents", "jwt2fa.auth-token-retry-wait-time=0");

	private final String user = app.newUser();

	private List<AuditEvent> trail() {
		return app.bean(AuditEventRepository.class)
			.find(this.user, null, null)
			.stream()
			.filter((event) -> event.getType().startsWith("TWO_FACTOR_"))
			.toList();
	}

	@Test
	void trailWhenAUserLogsInThenTellsEachStep(CapturedOutput output) {
		String codeToken = app.codeTokenFor(this.user);
		String code = app.lastCodeFor(this.user);
		app.client().auth(codeToken, "wrong");
		ApiClient.Answer login = app.client().auth(codeToken, code);
		String refresh = login.text("refresh");
		ApiClient.Answer refreshed = app.client().refresh(refresh);
		app.clock().advance(Duration.ofSeconds(31));
		app.client().refresh(refresh);
		assertThat(trail()).extracting(AuditEvent::getType)
			.containsExactly("TWO_FACTOR_CODE_SENT", "TWO_FACTOR_SECOND_FACTOR_FAILED", "TWO_FACTOR_LOGIN_SUCCEEDED",
					"TWO_FACTOR_REFRESH_TOKEN_REUSED");
		assertThat(trail())
			.allSatisfy((event) -> assertThat(event.getData()).containsEntry("clientAddress", "127.0.0.1"));
		assertThat(trail().get(2).getData()).containsEntry("method", "code-sender")
			.containsEntry("username", this.user);
		assertThat((String) trail().get(3).getData().get("session")).matches("[0-9a-f]{32}");
		List<String> lines = output.toString()
			.lines()
			.filter((line) -> line.contains("userId=" + this.user + " "))
			.toList();
		assertThat(lines).hasSize(4).allSatisfy((line) -> assertThat(line).contains("io.github.jwt2fa.audit"));
		assertThat(lines.get(2)).contains("event=login-succeeded at=",
				" username=" + this.user + " method=code-sender clientAddress=127.0.0.1");
		assertThat(output + trail().toString()).doesNotContain(code, codeToken, refresh, login.text("access"),
				refreshed.text("refresh"));
	}

	@Test
	void trailWhenAskedOverHttpThenTellsTheLogin() {
		ApiClient in = app.loggedIn(this.user);
		ApiClient.Answer answer = in
			.get("/actuator/auditevents?principal=" + this.user + "&type=TWO_FACTOR_LOGIN_SUCCEEDED");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).contains("\"TWO_FACTOR_LOGIN_SUCCEEDED\"", "\"method\":\"code-sender\"");
	}

	@Configuration(proxyBeanMethods = false)
	static class Trail {

		@Bean
		InMemoryAuditEventRepository auditEventRepository() {
			return new InMemoryAuditEventRepository();
		}

	}

}
