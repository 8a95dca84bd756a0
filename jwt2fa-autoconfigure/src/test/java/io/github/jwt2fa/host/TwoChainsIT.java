package io.github.jwt2fa.host;

import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * The application has a site with a login form, an API, and a part for both kinds of
 * clients.
 */
class TwoChainsIT {

	@AutoClose
	private static final TestApplication app = TestApplication.with(List.of(NoDatabase.class, Chains.class));

	private static ApiClient withAccessToken() {
		return app.loggedIn("alice");
	}

	@Test
	void apiWhenThereIsNoTokenThenIsRefusedWithoutASession() {
		Answer answer = app.client().get("/api/whoami");
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.code()).isEqualTo("not_authenticated");
		assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
		assertThat(answer.header("Set-Cookie")).isNull();
	}

	@Test
	void apiWhenTokenIsValidThenNeedsNoCsrfToken() {
		ApiClient client = withAccessToken();
		assertThat(client.get("/api/whoami").body()).isEqualTo("alice");
		Answer change = client.send("POST", "/api/whoami");
		assertThat(change.status()).isEqualTo(200);
		assertThat(change.header("Set-Cookie")).isNull();
	}

	@Test
	void siteWhenPostedToWithoutCsrfTokenThenRefuses() throws Exception {
		Browser browser = new Browser(app.port());
		browser.logIn("bob");
		assertThat(browser.get("/whoami").body()).isEqualTo("bob");
		assertThat(browser.post("/whoami", "").statusCode()).isEqualTo(403);
		String csrf = browser.csrfTokenOf("/login");
		assertThat(browser.post("/whoami", "_csrf=" + csrf).statusCode()).isEqualTo(200);
	}

	@Test
	void siteWhenThereIsNoSessionThenSendsToTheLoginForm() {
		for (ApiClient client : List.of(app.client().with("Accept", "text/html"), withAccessToken())) {
			Answer answer = client.get("/whoami");
			assertThat(answer.status()).isEqualTo(302);
			assertThat(answer.header("Location")).endsWith("/login");
		}
	}

	@Test
	void chainForBothWhenBrowserHasNoSessionThenSendsToTheLoginForm() {
		Answer answer = app.client().with("Accept", "text/html,*/*;q=0.8").get("/both/whoami");
		assertThat(answer.status()).isEqualTo(302);
		assertThat(answer.header("Location")).endsWith("/login");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "*/*", "application/json, */*" })
	void chainForBothWhenClientOfTheApiHasNoTokenThenRefuses(String accept) {
		Answer answer = app.client().with("Accept", accept).get("/both/whoami");
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.code()).isEqualTo("not_authenticated");
	}

	@Test
	void chainForBothWhenTokenIsNotValidThenRefusesWhateverTheClientAcceptsOrHas() throws Exception {
		Answer answer = app.client().bearer("garbage").with("Accept", "text/html").get("/both/whoami");
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.code()).isEqualTo("token_not_valid");
		Browser browser = new Browser(app.port());
		browser.logIn("bob");
		assertThat(browser.send(browser.request("/both/whoami").header("Authorization", "Bearer garbage").GET())
			.statusCode()).isEqualTo(401);
	}

	@Test
	void chainForBothWhenTokenOrSessionIsValidThenOpens() throws Exception {
		ApiClient client = withAccessToken();
		assertThat(client.get("/both/whoami").body()).isEqualTo("alice");
		assertThat(client.send("POST", "/both/whoami").body()).isEqualTo("alice");
		Browser browser = new Browser(app.port());
		browser.logIn("bob");
		assertThat(browser.get("/both/whoami").body()).isEqualTo("bob");
		assertThat(browser.post("/both/whoami", "").statusCode()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "get-code", "auth", "refresh", "verify" })
	void endpointWhenCalledThenMakesNoSession(String endpoint) {
		assertThat(app.client().post("/auth/" + endpoint, Map.of()).status()).isEqualTo(400);
		assertThat(app.client().post("/auth/" + endpoint, Map.of()).header("Set-Cookie")).isNull();
	}

	@Test
	void loginWhenCompleteThenMakesNoSession() {
		assertThat(app.login("alice").header("Set-Cookie")).isNull();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Whoami.class)
	static class Chains {

		@Bean
		@Order(1)
		SecurityFilterChain apiChain(HttpSecurity http) {
			http.securityMatcher("/api/**");
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.with(jwt2fa(), withDefaults());
			return http.build();
		}

		@Bean
		@Order(2)
		SecurityFilterChain chainForBoth(HttpSecurity http) {
			http.securityMatcher("/both/**");
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.formLogin(withDefaults());
			http.with(jwt2fa(), withDefaults());
			return http.build();
		}

		@Bean
		@Order(3)
		SecurityFilterChain siteChain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.formLogin(withDefaults());
			return http.build();
		}

	}

	/**
	 * A browser: it keeps cookies and fills in the form.
	 */
	private static final class Browser {

		private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

		private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

		private final ApiClient paths;

		Browser(int port) {
			this.paths = new ApiClient(port).with("Accept", "text/html,*/*;q=0.8");
		}

		void logIn(String username) throws Exception {
			String csrf = csrfTokenOf("/login");
			HttpResponse<String> answer = post("/login", "username=" + username + "&password="
					+ URLEncoder.encode(TestUsers.PASSWORD, StandardCharsets.UTF_8) + "&_csrf=" + csrf);
			assertThat(answer.statusCode()).isEqualTo(302);
			assertThat(answer.headers().firstValue("Location").orElseThrow()).doesNotContain("error");
		}

		String csrfTokenOf(String path) throws Exception {
			Matcher matcher = CSRF.matcher(get(path).body());
			assertThat(matcher.find()).isTrue();
			return matcher.group(1);
		}

		HttpResponse<String> get(String path) throws Exception {
			return send(request(path).GET());
		}

		HttpResponse<String> post(String path, String form) throws Exception {
			return send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString(form)));
		}

		HttpRequest.Builder request(String path) {
			return this.paths.request(path);
		}

		HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
			return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}

	}

}
