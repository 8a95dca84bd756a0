package io.github.jwt2fa.host;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application says nothing about security: everything takes an access token.
 */
class DefaultChainIT {

	@AutoClose
	private static final TestApplication app = TestApplication
		.with(List.of(TestApplication.App.class, NoDatabase.class));

	private static ApiClient withAccessToken() {
		return app.loggedIn("alice");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/me", "/broken", "/later", "/error", "/nowhere", "/login", "/auth", "/auth/get-code/more" })
	void resourceWhenThereIsNoTokenThenIsRefusedWithoutASession(String path) {
		for (ApiClient client : List.of(app.client(), app.client().with("Accept", "text/html"))) {
			Answer answer = client.get(path);
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.code()).isEqualTo("not_authenticated");
			assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
			assertThat(answer.header("Set-Cookie")).isNull();
			assertThat(answer.header("Cache-Control")).contains("no-store");
		}
	}

	@Test
	void resourceWhenTokenIsValidThenMayBeChangedWithoutASession() {
		Answer answer = withAccessToken().send("POST", "/me");
		assertThat(answer.json()).containsEntry("username", "alice");
		assertThat(answer.header("Set-Cookie")).isNull();
	}

	@Test
	void resourceWhenItFailsThenIsAFaultOfTheServer() {
		Answer answer = withAccessToken().get("/broken");
		assertThat(answer.status()).isEqualTo(500);
		assertThat(answer.json()).containsEntry("path", "/broken");
	}

	@Test
	void resourceWhenTheFirewallRefusesThenIsABadRequest() {
		Answer answer = app.client().get("/me;a=b");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.header("WWW-Authenticate")).isNull();
	}

	@Test
	void resourceWhenThereIsNoneThenIsNotFound() {
		assertThat(withAccessToken().get("/nowhere").status()).isEqualTo(404);
	}

	@Test
	void resourceWhenAnsweredLaterThenKnowsTheUser() {
		Answer answer = withAccessToken().get("/later");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json()).containsEntry("username", "alice");
	}

	@Test
	void corsWhenNotConfiguredThenNoOtherSiteIsAllowed() {
		ApiClient other = app.client().with("Origin", "https://app.example");
		for (Answer answer : List.of(other.post("/auth/get-code", Map.of()), other.get("/me"),
				other.with("Access-Control-Request-Method", "POST").send("OPTIONS", "/auth/get-code"),
				other.with("Access-Control-Request-Method", "POST").send("OPTIONS", "/me"))) {
			assertThat(answer.response().headers().map().keySet())
				.noneMatch((name) -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
		}
	}

	@Test
	void beansWhenSpringWouldTakeThemForTheApplicationsThenAreNone() {
		for (Class<?> type : List.of(JwtDecoder.class, AuthenticationProvider.class, AuthenticationConverter.class)) {
			assertThat(app.beans(type)).as(type.getSimpleName()).isEmpty();
		}
		assertThat(app.beans(SecurityFilterChain.class)).hasSize(2);
	}

}
