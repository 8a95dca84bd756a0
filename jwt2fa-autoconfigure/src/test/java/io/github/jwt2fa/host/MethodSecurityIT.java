package io.github.jwt2fa.host;

import java.util.List;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application says at its methods who may call them.
 */
class MethodSecurityIT {

	@AutoClose
	private static final TestApplication app = TestApplication.with(List.of(NoDatabase.class, Methods.class));

	@Test
	void methodWhenUserHasTheRoleThenAnswers() {
		assertThat(app.loggedIn("admin").get("/reports").body()).isEqualTo("secret");
	}

	@Test
	void methodWhenUserHasAnotherRoleThenIsRefusedInOurFormat() {
		Answer answer = app.loggedIn("alice").get("/reports");
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.code()).isEqualTo("permission_denied");
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
	}

	@Test
	void methodWhenThereIsNoTokenThenIsRefusedInOurFormat() {
		Answer answer = app.client().get("/reports");
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.code()).isEqualTo("not_authenticated");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	@Import(Reports.class)
	static class Methods {

	}

	@RestController
	static class Reports {

		@GetMapping("/reports")
		@PreAuthorize("hasRole('ADMIN')")
		String reports() {
			return "secret";
		}

	}

}
