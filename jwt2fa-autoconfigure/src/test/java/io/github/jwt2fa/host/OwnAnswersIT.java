package io.github.jwt2fa.host;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application has its own ideas about JSON, texts and failures, which hold for its
 * own resources.
 */
class OwnAnswersIT {

	@AutoClose
	private static final TestApplication app = TestApplication.with(List.of(NoDatabase.class, Application.class),
			"spring.jackson.property-naming-strategy=SNAKE_CASE", "jwt2fa.auth-result-access-token-key=accessToken");

	@Test
	void resourceOfTheApplicationWhenAskedThenFollowsItsIdeas() {
		String access = app.login("alice").text("accessToken");
		assertThat(app.client().bearer(access).get("/profile").json())
			.isEqualTo(Map.of("wrapped", Map.of("user_name", "alice")));
		Answer failed = app.client().bearer(access).get("/failing");
		assertThat(failed.status()).isEqualTo(418);
		assertThat(failed.body()).isEqualTo("handled by the application");
	}

	@Test
	void loginWhenItSucceedsThenAnswersAsEver() {
		assertThat(app.login("alice").json()).containsOnlyKeys("accessToken", "refresh");
		assertThat(app.client().post("/auth/refresh", Map.of("refresh", app.login("bob").text("refresh"))).json())
			.containsOnlyKeys("access", "refresh");
	}

	@Test
	void endpointWhenItRefusesThenAnswersAsEver() {
		Answer invalid = app.client().post("/auth/auth", Map.of());
		assertThat(invalid.status()).isEqualTo(400);
		assertThat(invalid.code()).isEqualTo("invalid");
		assertThat(invalid.json()).extractingByKey("errors").asString().contains("code_token=", "code=");
		assertThat(app.client().get("/auth/auth").code()).isEqualTo("method_not_allowed");
		assertThat(app.client().post("/auth/auth", "text/plain", "x").code()).isEqualTo("unsupported_media_type");
		assertThat(app.client().with("Accept", "image/png").post("/auth/auth", Map.of()).code())
			.isEqualTo("not_acceptable");
		assertThat(app.client().postJson("/auth/auth", "{").code()).isEqualTo("parse_error");
		assertThat(app.client().post("/auth/auth", Map.of("code_token", "x", "code", "1")).code())
			.isEqualTo("authentication_failed");
	}

	@Test
	void endpointWhenUsersCanNotBeAskedThenAnswersAsEver() {
		String access = app.login("alice").text("accessToken");
		app.users().setDown(true);
		try {
			Answer answer = app.client().post("/auth/verify", Map.of("token", access));
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.code()).isEqualTo("temporarily_unavailable");
		}
		finally {
			app.users().setDown(false);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Resources.class, Failures.class, Wrapper.class })
	static class Application {

		@Bean
		MessageSource letters() {
			return new StaticMessageSource();
		}

	}

	record Profile(String userName) {

	}

	@RestController
	static class Resources {

		@GetMapping("/profile")
		Profile profile(@AuthenticationPrincipal UserDetails user) {
			return new Profile(user.getUsername());
		}

		@GetMapping("/failing")
		void failing() {
			throw new IllegalStateException("A fault of the application");
		}

	}

	@ControllerAdvice
	static class Failures {

		@ExceptionHandler(Exception.class)
		ResponseEntity<String> handle() {
			return ResponseEntity.status(418).body("handled by the application");
		}

	}

	@ControllerAdvice
	static class Wrapper implements ResponseBodyAdvice<Object> {

		@Override
		public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
			return true;
		}

		@Override
		public Object beforeBodyWrite(Object body, MethodParameter returnType, MediaType contentType,
				Class<? extends HttpMessageConverter<?>> converterType, ServerHttpRequest request,
				ServerHttpResponse response) {
			return (body instanceof String) ? body : Map.of("wrapped", body);
		}

	}

}
