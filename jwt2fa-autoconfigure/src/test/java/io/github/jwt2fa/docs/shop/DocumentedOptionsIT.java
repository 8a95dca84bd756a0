package io.github.jwt2fa.docs.shop;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.security.AccessTokenResolver;
import io.github.jwt2fa.security.Jwt2faHttpConfigurer;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The options of {@code jwt2fa()} that the guide shows.
 */
class DocumentedOptionsIT {

	private static String access(TestApplication app) {
		return app.login("alice", PASSWORD, "alice@example.com").text("access");
	}

	private static ApiClient cookie(TestApplication app, String access) {
		return app.client().with("Cookie", "__Host-access=" + access);
	}

	/**
	 * By the option, and by the bean in the chain that nobody defines.
	 */
	@ParameterizedTest
	@ValueSource(classes = { CookieSecurity.class, CookieTokenResolver.class })
	void tokenWhenInACookieThenWritingNeedsACsrfToken(Class<?> example) {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, example, Orders.class))) {
			String access = access(app);
			ApiClient browser = cookie(app, access);
			Answer read = browser.get("/api/me");
			assertThat(read.text("username")).isEqualTo("alice");
			assertThat(browser.send("POST", "/api/orders").code()).isEqualTo("permission_denied");
			assertThat(browser.with("X-XSRF-TOKEN", "guessed").send("POST", "/api/orders").status()).isEqualTo(403);

			String csrf = "00000000-0000-0000-0000-000000000000";
			ApiClient page = app.client()
				.with("Cookie", "__Host-access=" + access + "; XSRF-TOKEN=" + csrf)
				.with("X-XSRF-TOKEN", csrf);
			assertThat(page.send("POST", "/api/orders").body()).isEqualTo("ordered");

			assertThat(app.client().bearer(access).send("POST", "/api/orders").body()).isEqualTo("ordered");
			assertThat(cookie(app, "garbage").get("/api/me").code()).isEqualTo("token_not_valid");
			assertThat(app.client().get("/api/me").code()).isEqualTo("not_authenticated");
			assertThat(app.client().send("POST", "/api/orders").code()).isEqualTo("not_authenticated");
		}
	}

	/**
	 * Nothing asks for a CSRF token there.
	 */
	@Test
	void cookieWhenAtOurEndpointsThenIsNoToken() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, CookieTokenResolver.class))) {
			String access = access(app);
			for (String path : List.of("/auth/totp/setup/", "/auth/logout-all/")) {
				assertThat(cookie(app, access).send("POST", path).code()).isEqualTo("not_authenticated");
			}
			assertThat(cookie(app, access).get("/api/me").status()).isEqualTo(200);
		}
	}

	@Test
	void chainWhenAllOptionsAreSetThenTheyAnswer() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, PartnerApiSecurity.class, Orders.class))) {
			assertPlain(app);
			Answer refused = app.client().bearer("garbage").get("/api/me");
			assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
			assertThat(app.client().get("/api/me").header("WWW-Authenticate")).isEqualTo("Bearer");
		}
	}

	@Test
	void chainWhenBeansAreDefinedThenTheyAnswer() {
		try (TestApplication app = TestApplication
			.alone(List.of(Shop.class, ApiSecurity.class, PlainRefusals.class, Orders.class))) {
			assertPlain(app);
		}
	}

	private static void assertPlain(TestApplication app) {
		String access = access(app);
		assertThat(app.client().bearer(access).get("/api/me").status()).isEqualTo(200);
		for (Answer answer : List.of(app.client().get("/api/me"), app.client().bearer("garbage").get("/api/me"))) {
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.body()).isEmpty();
		}
		Answer denied = app.client().bearer(access).get("/api/staff/list");
		assertThat(denied.status()).isEqualTo(403);
		assertThat(denied.body()).isEmpty();
		// not looked at, and no way around CSRF protection
		assertThat(app.client().bearer("garbage").get("/open").body()).isEqualTo("open");
		assertThat(app.client().bearer(access).send("POST", "/open").status()).isEqualTo(403);
		assertThat(app.client().bearer(access).send("POST", "/api/orders").body()).isEqualTo("ordered");
	}

	/**
	 * Those of the same types are meant for something else.
	 */
	@Test
	void beansWhenOfOtherNamesThenAreNotTaken() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, ApiSecurity.class, OtherPurposes.class))) {
			assertThat(app.client().get("/api/me").code()).isEqualTo("not_authenticated");
			assertThat(app.client().bearer("garbage").get("/api/me").code()).isEqualTo("token_not_valid");
		}
	}

	@Test
	void beansWhenWrongThenTheStartTellsWhatToGive() {
		assertThatThrownBy(() -> TestApplication.alone(List.of(Shop.class, ApiSecurity.class, TwoResolvers.class)))
			.hasStackTraceContaining("there are [one, other]. Mark one with @Primary, or give each chain its own")
			.hasStackTraceContaining("jwt2fa.tokenResolver(...)");
		assertThatThrownBy(() -> TestApplication.alone(List.of(Shop.class, ApiSecurity.class, WrongType.class)))
			.hasStackTraceContaining("The bean jwt2faRequestMatcher is no RequestMatcher")
			.hasStackTraceContaining(
					"Let it return a org.springframework.security.web.util.matcher.RequestMatcher, or give it another name");
	}

	@Test
	void optionWhenNullThenTellsWhatToGive() {
		Jwt2faHttpConfigurer configurer = jwt2fa();
		Map<String, Runnable> calls = Map.of("tokenResolver needs an AccessTokenResolver",
				() -> configurer.tokenResolver(null), "authenticationEntryPoint needs an AuthenticationEntryPoint",
				() -> configurer.authenticationEntryPoint(null), "accessDeniedHandler needs an AccessDeniedHandler",
				() -> configurer.accessDeniedHandler(null), "requestMatcher needs a RequestMatcher",
				() -> configurer.requestMatcher(null));
		calls.forEach((message, call) -> assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(call::run)
			.withMessageContaining(message));
	}

	@RestController
	static class Orders {

		@PostMapping("/api/orders")
		String order() {
			return "ordered";
		}

		@GetMapping("/api/staff/list")
		String list() {
			return "read";
		}

		@GetMapping("/open")
		String open() {
			return "open";
		}

		@PostMapping("/open")
		String write() {
			return "written";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherPurposes {

		@Bean
		AuthenticationEntryPoint entryPointOfPages() {
			return new HttpStatusEntryPoint(HttpStatus.I_AM_A_TEAPOT);
		}

		@Bean
		RequestMatcher pages() {
			return (request) -> false;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoResolvers {

		@Bean
		AccessTokenResolver one() {
			return AccessTokenResolver.bearerHeader();
		}

		@Bean
		AccessTokenResolver other() {
			return new CookieTokenResolver();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrongType {

		@Bean
		String jwt2faRequestMatcher() {
			return "/api/**";
		}

	}

}
