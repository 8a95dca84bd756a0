package io.github.jwt2fa.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refresh tokens in cookies (contract, II.4).
 */
@Tag("stores")
class BrowserModeIT {

	private static final String COOKIE = "__Host-shop-refresh";

	private static final String DEVICE = "__Host-shop-device";

	private static final String ORIGIN = "https://shop.example";

	private static final String CLEARED = COOKIE + "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict";

	@AutoClose
	private static TestApplication app;

	private final String user = app.newUser();

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(TestApplication.App.class, Site.class), "jwt2fa.cookies.prefix=shop",
				"jwt2fa.max-codes-sent-per-user=none", "jwt2fa.auth-token-retry-wait-time=0s",
				"jwt2fa.passkey.rp-id=shop.example", "jwt2fa.passkey.login=true", "jwt2fa.trusted-devices.max-age=30d");
	}

	@AfterEach
	void mend() {
		app.users().setDown(false);
		app.bean(Faults.class).down = false;
	}

	private static ApiClient browser(TestApplication app) {
		return app.client().with("Jwt2fa-Tokens", "cookie");
	}

	private static ApiClient browser() {
		return browser(app);
	}

	private static ApiClient browserWith(String token) {
		return browser().with("Cookie", "theme=dark; " + COOKIE + "=" + token);
	}

	private Answer login() {
		return browser().auth(app.codeTokenFor(this.user), app.lastCodeFor(this.user));
	}

	private static Answer refresh(ApiClient client) {
		return client.post("/auth/refresh/", Map.of());
	}

	private static Answer logout(ApiClient client) {
		return client.post("/auth/logout/", Map.of());
	}

	/**
	 * The cookie that an answer sets, whose attributes are those of the contract.
	 */
	private static String cookie(Answer answer, long maxAge) {
		List<String> parts = Arrays.asList(setCookie(answer).split("; "));
		String text = parts.get(0).substring(COOKIE.length() + 1);
		assertThat(parts).containsExactly(COOKIE + "=" + text, "Path=/", "Max-Age=" + maxAge, "Secure", "HttpOnly",
				"SameSite=Strict");
		assertThat(TokenText.claimsOf(text)).containsEntry("token_type", "refresh");
		assertThat(answer.body()).doesNotContain(text);
		return text;
	}

	private static String cookie(Answer answer) {
		return cookie(answer, Duration.ofDays(1).toSeconds());
	}

	/**
	 * The only one. Its {@code Expires} is for browsers that know no {@code Max-Age}.
	 */
	private static String setCookie(Answer answer) {
		List<String> all = answer.response().headers().allValues("Set-Cookie");
		assertThat(all).singleElement().asString().startsWith(COOKIE + "=");
		return all.get(0).replaceAll("; Expires=[^;]*", "");
	}

	private static void assertNoCookie(Answer answer) {
		assertThat(answer.response().headers().allValues("Set-Cookie")).isEmpty();
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.code()).isEqualTo(code);
	}

	private static void assertRefusedAndCleared(Answer answer) {
		assertRefused(answer, 401, "token_not_valid");
		assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
		assertThat(setCookie(answer)).isEqualTo(CLEARED);
	}

	private static void assertGoesOn(String token) {
		assertThat(refresh(browserWith(token)).status()).isEqualTo(200);
	}

	@Test
	void loginWhenAskedForThenTheRefreshTokenIsInACookieAlone() {
		Answer login = login();
		assertThat(login.status()).isEqualTo(200);
		assertThat(login.json()).containsOnlyKeys("access");
		String token = cookie(login);
		assertThat(login.header("Cache-Control")).isEqualTo("no-store");
		assertThat(app.client().bearer(login.text("access")).get("/me").status()).isEqualTo(200);
		assertGoesOn(token);
	}

	@Test
	void loginWhenNotAskedForThenAsEver() {
		Answer login = app.login(this.user);
		assertThat(login.json()).containsOnlyKeys("access", "refresh");
		assertNoCookie(login);
		Answer refreshed = app.client().refresh(login.text("refresh"));
		assertThat(refreshed.json()).containsOnlyKeys("access", "refresh");
		assertNoCookie(refreshed);
		Answer out = app.client().logout(refreshed.text("refresh"));
		assertThat(out.status()).isEqualTo(200);
		assertNoCookie(out);
		assertNoCookie(app.client().refresh(login.text("refresh")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "body", "cookies", "cookie, cookie", "cookie;", "true" })
	void loginWhenTheHeaderSaysSomethingElseThenAsWithoutIt(String value) {
		ApiClient client = app.client().with("Jwt2fa-Tokens", value);
		Answer login = client.auth(app.codeTokenFor(this.user), app.lastCodeFor(this.user));
		assertThat(login.json()).containsOnlyKeys("access", "refresh");
		assertNoCookie(login);
		assertThat(client.refresh(login.text("refresh")).json()).containsOnlyKeys("access", "refresh");
	}

	@Test
	void loginWhenByPasskeyAloneThenTheRefreshTokenIsInACookieAlone() {
		PasskeyDevice device = PasskeyDevice.at(ORIGIN);
		app.client().bearer(login().text("access")).addPasskey(device);
		Answer login = browser().logIn(device);
		assertThat(login.json()).containsOnlyKeys("access");
		assertGoesOn(cookie(login));
	}

	@Test
	void loginWhenByRecoveryCodeThenTheOtherMembersStay() {
		PasskeyDevice device = PasskeyDevice.at(ORIGIN);
		app.client().bearer(login().text("access")).addPasskey(device);
		ApiClient client = app.client().bearer(browser().logIn(device).text("access"));
		List<?> codes = (List<?>) client.post("/auth/recovery-codes/", Map.of()).json().get("recovery_codes");
		Answer begun = browser().post("/auth/get-code/", Map.of("username", this.user, "password", TestUsers.PASSWORD,
				"methods", List.of("passkey", "recovery-code")));
		assertThat(begun.json()).containsKeys("token", "public_key");
		assertNoCookie(begun);
		Answer login = browser().post("/auth/auth/",
				Map.of("code_token", begun.text("token"), "method", "recovery-code", "code", codes.get(0)));
		assertThat(login.json()).containsOnlyKeys("access", "recovery_codes_left");
		cookie(login);
	}

	private Answer password(ApiClient client, Object... members) {
		Map<String, Object> body = new HashMap<>(Map.of("username", this.user, "password", TestUsers.PASSWORD));
		for (int i = 0; i < members.length; i += 2) {
			body.put((String) members[i], members[i + 1]);
		}
		return client.post("/auth/get-code/", body);
	}

	@Test
	void loginWhenTheDeviceIsTrustedThenItsTokenIsInACookieAloneToo() {
		Answer login = browser().post("/auth/auth/", Map.of("code_token", app.codeTokenFor(this.user), "code",
				app.lastCodeFor(this.user), "trust_device", true));
		assertThat(login.json()).containsOnlyKeys("access");
		List<String> cookies = login.response().headers().allValues("Set-Cookie");
		assertThat(cookies).hasSize(2).anyMatch((cookie) -> cookie.startsWith(COOKIE + "="));
		String device = cookies.stream().filter((cookie) -> cookie.startsWith(DEVICE + "=")).findFirst().orElseThrow();
		assertThat(device.replaceAll("; Expires=[^;]*", ""))
			.matches(DEVICE + "=[A-Za-z0-9_-]{43}; Path=/; Max-Age=2592000; Secure; HttpOnly; SameSite=Strict");
		String token = device.substring(DEVICE.length() + 1, device.indexOf(';'));
		assertThat(login.body()).doesNotContain(token);

		ApiClient returning = browser().with("Cookie", DEVICE + "=" + token);
		Answer in = password(returning);
		assertThat(in.json()).containsOnlyKeys("access");
		cookie(in);
		assertThat(password(app.client().with("Cookie", DEVICE + "=" + token)).json())
			.as("without the header a cookie is nothing")
			.containsOnlyKeys("token");
		assertThat(password(app.client(), "device_token", token).json()).containsOnlyKeys("access", "refresh");
		assertRefused(password(returning, "device_token", token), 400, "invalid");
		assertRefused(password(browser(), "device_token", token), 400, "invalid");
		Answer asked = password(browser().with("Cookie", DEVICE + "=" + token + "; " + DEVICE + "=" + token));
		assertThat(asked.json()).as("which of two").containsOnlyKeys("token");
		assertNoCookie(asked);
	}

	@Test
	void stepUpWhenAskedForThenNoCookie() {
		PasskeyDevice device = PasskeyDevice.at(ORIGIN);
		ApiClient client = browser().bearer(login().text("access"));
		client.addPasskey(device);
		Answer begun = client.post("/auth/step-up/", Map.of("max_age", 60, "methods", List.of("passkey")));
		Answer steppedUp = client.auth(begun.text("token"), device.get(begun.object("public_key")));
		assertThat(steppedUp.json()).containsOnlyKeys("access");
		assertNoCookie(steppedUp);
	}

	@Test
	void loginWhenThePasswordIsEnoughThenTheRefreshTokenIsInACookieAlone() {
		try (TestApplication other = TestApplication.with(List.of(TestApplication.App.class, OwnAnswer.class),
				"jwt2fa.cookies.prefix=shop", "jwt2fa.fallback-2fa-method=no-2fa",
				"jwt2fa.trusted-2fa-methods=no-2fa,totp", "jwt2fa.token.rotate-refresh-tokens=false")) {
			Map<String, Object> password = new LinkedHashMap<>(
					Map.of("username", "alice", "password", TestUsers.PASSWORD));
			Answer inBody = other.client().post("/auth/get-code/", password);
			assertThat(inBody.json()).containsOnlyKeys("user", "tokens");
			assertThat(inBody.object("tokens")).containsOnlyKeys("access", "refresh");
			// whatever the application names it, and wherever it puts it
			Answer inCookie = browser(other).post("/auth/get-code/", password);
			assertThat(inCookie.json()).containsOnlyKeys("user", "tokens");
			assertThat(inCookie.object("tokens")).containsOnlyKeys("access");
			cookie(inCookie);
			password.put("methods", List.of("totp"));
			String token = cookie(browser(other).post("/auth/get-code/", password));

			other.clock().advance(Duration.ofHours(1));
			Answer refreshed = refresh(browser(other).with("Cookie", COOKIE + "=" + token));
			assertThat(refreshed.json()).containsOnlyKeys("access");
			// not rotated: the browser has it, and knows its end
			assertNoCookie(refreshed);
		}
	}

	@Test
	void loginWhenItIsOffThenTheHeaderIsOneThatNobodyKnows() {
		try (TestApplication other = TestApplication.with("jwt2fa.trusted-2fa-methods=totp,no-2fa",
				"jwt2fa.fallback-2fa-method=no-2fa")) {
			Answer login = browser(other).getCode("alice", TestUsers.PASSWORD);
			assertThat(login.json()).containsOnlyKeys("access", "refresh");
			assertNoCookie(login);
			String token = login.text("refresh");
			Answer byCookie = refresh(browser(other).with("Cookie", COOKIE + "=" + token));
			assertRefused(byCookie, 400, "invalid");
			assertNoCookie(byCookie);
			assertThat(browser(other).refresh(token).json()).containsOnlyKeys("access", "refresh");
			assertNoCookie(browser(other).refresh("nonsense"));
			assertNoCookie(browser(other).logout(token));
		}
	}

	@Test
	void loginWhenItIsNotEnoughThenTheEnrollmentTokenStaysInTheBody() {
		try (TestApplication other = TestApplication.with("jwt2fa.cookies.prefix=shop",
				"jwt2fa.trusted-2fa-methods=totp")) {
			Answer answer = browser(other).auth(other.codeTokenFor("alice"), other.lastCodeFor("alice"));
			assertThat(answer.json()).containsOnlyKeys("enrollment_token");
			assertNoCookie(answer);
		}
	}

	@Test
	void refreshWhenACookieThenTheNextOneIsInACookie() {
		String first = cookie(login());
		Answer refreshed = refresh(browserWith(first));
		assertThat(refreshed.status()).isEqualTo(200);
		assertThat(refreshed.json()).containsOnlyKeys("access");
		String second = cookie(refreshed);
		assertThat(second).isNotEqualTo(first);

		// within the grace, for a browser that did not get the answer
		app.clock().advance(Duration.ofSeconds(10));
		assertThat(cookie(refresh(browserWith(first)), Duration.ofDays(1).toSeconds() - 10)).isEqualTo(second);
		assertThat(cookie(refresh(browserWith(second)))).isNotEqualTo(second);
	}

	@Test
	void refreshWhenTheSessionEndsSoonThenTheCookieEndsWithIt() {
		String token = cookie(login());
		for (int i = 0; i < 29; i++) {
			app.clock().advance(Duration.ofHours(24).minusSeconds(1));
			token = cookie(refresh(browserWith(token)));
		}
		app.clock().advance(Duration.ofHours(23));
		long rest = Duration.ofDays(30).toSeconds() - 29 * (Duration.ofDays(1).toSeconds() - 1)
				- Duration.ofHours(23).toSeconds();
		cookie(refresh(browserWith(token)), rest);
	}

	@Test
	void refreshWhenNotAskedForThenACookieIsNothing() {
		String token = cookie(login());
		ApiClient client = app.client().with("Cookie", COOKIE + "=" + token);
		for (Answer answer : List.of(refresh(client), logout(client),
				client.post("/auth/refresh/", "application/x-www-form-urlencoded", ""),
				client.send("POST", "/auth/refresh/"))) {
			assertRefused(answer, 400, "invalid");
			assertThat(answer.object("errors")).containsOnlyKeys("refresh");
			assertNoCookie(answer);
		}
		String other = app.login(this.user).text("refresh");
		assertThat(client.refresh(other).json()).containsOnlyKeys("access", "refresh");
		assertGoesOn(token);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"refresh\":\"%s\"}", "{\"refresh\":\"another\"}", "{\"refresh\":\"\"}",
			"{\"refresh\":null}", "{\"refresh\":5}", "{\"refresh\":[]}" })
	void refreshWhenInTheBodyTooThenIsAFaultOfTheField(String json) {
		String token = cookie(login());
		for (String path : List.of("/auth/refresh/", "/auth/logout/")) {
			for (ApiClient client : List.of(browserWith(token), browser())) {
				Answer answer = client.postJson(path, json.formatted(token));
				assertRefused(answer, 400, "invalid");
				assertThat(answer.object("errors")).containsOnlyKeys("refresh");
				assertNoCookie(answer);
			}
		}
		assertGoesOn(token);
	}

	@Test
	void refreshWhenTheBodyIsEmptyThenInWhateverFormat() {
		String token = cookie(login());
		token = cookie(browserWith(token).send("POST", "/auth/refresh/"));
		token = cookie(browserWith(token).postJson("/auth/refresh", " { } "));
		token = cookie(browserWith(token).postJson("/auth/refresh/", ""));
		token = cookie(browserWith(token).withoutContract().postJson("/auth/refresh/", "{\"something\":\"else\"}"));
		token = cookie(browserWith(token).post("/auth/refresh/", "application/x-www-form-urlencoded", ""));
		token = cookie(browserWith(token).post("/auth/refresh/", "multipart/form-data; boundary=x", "--x--\r\n"));

		assertRefusedAndKept(browserWith(token).post("/auth/refresh/", "text/plain", "{}"), 415);
		assertRefusedAndKept(browserWith(token).post("/auth/refresh/", "text/plain", ""), 415);
		assertRefusedAndKept(browserWith(token).postJson("/auth/refresh/", "{"), 400);
		assertRefusedAndKept(browserWith(token).postJson("/auth/refresh/", "[]"), 400);
		assertRefusedAndKept(browserWith(token).with("Accept", "text/html").postJson("/auth/refresh/", "{}"), 406);
		assertRefusedAndKept(browserWith(token).get("/auth/refresh/"), 405);
		assertGoesOn(token);
	}

	private static void assertRefusedAndKept(Answer answer, int status) {
		assertThat(answer.status()).isEqualTo(status);
		assertNoCookie(answer);
	}

	@Test
	void refreshWhenNoneOrABadOneThenRefusedAndCleared() {
		Answer login = login();
		String token = cookie(login);
		assertRefusedAndCleared(refresh(browser()));
		assertRefusedAndCleared(refresh(browser().with("Cookie", "shop-refresh=" + token)));
		assertRefusedAndCleared(refresh(browser().with("Cookie", "__Host-SHOP-refresh=" + token)));
		for (String bad : List.of("", "nonsense", "a.b.c", token + "x", token + "=", "\"" + token + "\"",
				token.replace('.', ' '), login.text("access"), app.codeTokenFor(this.user))) {
			assertRefusedAndCleared(refresh(browserWith(bad)));
		}
		// nobody could tell which one is meant
		assertRefusedAndCleared(refresh(browserWith(token + "; " + COOKIE + "=" + token)));
		assertRefusedAndCleared(refresh(browserWith(token + "; " + COOKIE + "=")));
		assertRefusedAndCleared(refresh(browserWith("; " + COOKIE + "=" + token)));
		assertGoesOn(token);

		app.clock().advance(Duration.ofDays(1));
		assertRefusedAndCleared(refresh(browserWith(token)));
	}

	@Test
	void refreshWhenAnOldOneThenTheSessionEndsAndTheCookieIsCleared() {
		String first = cookie(login());
		String second = cookie(refresh(browserWith(first)));
		app.clock().advance(Duration.ofMinutes(1));
		app.events().clear();
		assertRefusedAndCleared(refresh(browserWith(first)));
		assertThat(app.events(TwoFactorEvent.RefreshTokenReused.class)).hasSize(1);
		assertRefusedAndCleared(refresh(browserWith(second)));
	}

	@Test
	void refreshWhenTheUserIsDisabledOrGoneThenItsTokenIsStillOne() {
		String token = cookie(login());
		app.users().put(TestUser.named(this.user).asDisabled());
		Answer disabled = refresh(browserWith(token));
		assertRefused(disabled, 401, "user_inactive");
		assertNoCookie(disabled);
		app.users().remove(this.user);
		Answer gone = refresh(browserWith(token));
		assertRefused(gone, 401, "user_not_found");
		assertNoCookie(gone);
		app.users().put(TestUser.named(this.user));
		assertGoesOn(token);
	}

	@Test
	void refreshWhenAStoreIsDownThenTheCookieStays() {
		String token = cookie(login());
		app.users().setDown(true);
		assertUnavailable(refresh(browserWith(token)));
		app.users().setDown(false);
		app.bean(Faults.class).down = true;
		assertUnavailable(refresh(browserWith(token)));
		assertUnavailable(logout(browserWith(token)));
		app.bean(Faults.class).down = false;
		assertGoesOn(token);
	}

	private static void assertUnavailable(Answer answer) {
		assertRefused(answer, 503, "temporarily_unavailable");
		assertNoCookie(answer);
	}

	@Test
	void logoutWhenACookieThenTheSessionIsOverAndTheCookieCleared() {
		String token = cookie(login());
		Answer answer = logout(browserWith(token));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json()).isEmpty();
		assertThat(setCookie(answer)).isEqualTo(CLEARED);
		assertRefusedAndCleared(refresh(browserWith(token)));
	}

	@Test
	void logoutWhenNoneOrABadOneThenTellsNothingAndClears() {
		String token = cookie(login());
		for (ApiClient client : List.of(browser(), browserWith("nonsense"),
				browserWith(token + "; " + COOKIE + "=" + token))) {
			Answer answer = logout(client);
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.json()).isEmpty();
			assertThat(setCookie(answer)).isEqualTo(CLEARED);
		}
		assertGoesOn(token);
		app.clock().advance(Duration.ofDays(2));
		assertThat(setCookie(logout(browserWith(token)))).isEqualTo(CLEARED);
	}

	/**
	 * The cookie of the browser may be that of another user, who logged in after the one
	 * of the access token.
	 */
	@Test
	void logoutEverywhereWhenACookieThenItEndsWithItsSessionAndNotBefore() {
		Answer login = login();
		String others = cookie(browser().auth(app.codeTokenFor("bob"), app.lastCodeFor("bob")));
		Answer answer = browserWith(others).bearer(login.text("access")).post("/auth/logout-all/", Map.of());
		assertThat(answer.status()).isEqualTo(200);
		assertNoCookie(answer);
		assertRefusedAndCleared(refresh(browserWith(cookie(login))));
		assertGoesOn(others);
	}

	@Test
	void verifyWhenAskedForThenReadsItsBody() {
		Answer login = login();
		assertThat(browser().verify(login.text("access")).status()).isEqualTo(200);
		assertRefused(browserWith(cookie(login)).post("/auth/verify/", Map.of()), 400, "invalid");
	}

	@Test
	void otherSiteWhenItPostsThenNothingChanges() {
		String token = cookie(login());
		String code = app.codeTokenFor(this.user);
		ApiClient sent = app.client().with("Origin", "https://evil.example").with("Cookie", COOKIE + "=" + token);
		for (String path : List.of("/auth/refresh/", "/auth/logout/")) {
			for (String type : List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
					"text/plain")) {
				assertRefusedAndKept(sent.post(path, type, ""), 403);
			}
		}
		assertRefusedAndKept(sent.post("/auth/auth/", "application/x-www-form-urlencoded",
				"code_token=" + code + "&code=" + app.lastCodeFor(this.user)), 403);
		assertGoesOn(token);
		assertThat(app.client().auth(code, app.lastCodeFor(this.user)).status()).isEqualTo(200);
	}

	/**
	 * A form is sent without the header, and so its login sets no cookie: nobody is
	 * logged in as somebody else without knowing.
	 */
	@Test
	void otherSiteWhenItsFormComesWithoutOriginThenNoCookieIsReadOrSet() {
		String token = cookie(login());
		ApiClient sent = app.client().with("Cookie", COOKIE + "=" + token);
		String form = "application/x-www-form-urlencoded";
		assertRefusedAndKept(sent.post("/auth/refresh/", form, ""), 400);
		assertRefusedAndKept(sent.post("/auth/logout/", form, ""), 400);
		Answer login = sent.post("/auth/auth/", form,
				"code_token=" + app.codeTokenFor("bob") + "&code=" + app.lastCodeFor("bob"));
		assertThat(login.status()).isEqualTo(200);
		assertNoCookie(login);
		assertGoesOn(token);
	}

	@Test
	void preflightWhenTheHeaderIsAskedForThenTheApplicationsRulesAnswer() {
		for (String path : List.of("/auth/get-code/", "/auth/auth/", "/auth/refresh/", "/auth/logout")) {
			ApiClient asking = app.client()
				.with("Access-Control-Request-Method", "POST")
				.with("Access-Control-Request-Headers", "jwt2fa-tokens");
			Answer refused = asking.with("Origin", "https://evil.example").send("OPTIONS", path);
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.header("Access-Control-Allow-Origin")).isNull();
			Answer allowed = asking.with("Origin", ORIGIN).send("OPTIONS", path);
			assertThat(allowed.status()).isEqualTo(200);
			assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
			assertThat(allowed.header("Access-Control-Allow-Credentials")).isEqualTo("true");
			assertThat(allowed.header("Access-Control-Allow-Headers")).isEqualToIgnoringCase("jwt2fa-tokens");
		}
		Answer login = browser().with("Origin", ORIGIN).auth(app.codeTokenFor(this.user), app.lastCodeFor(this.user));
		assertThat(login.header("Access-Control-Allow-Credentials")).isEqualTo("true");
		cookie(login);
	}

	/**
	 * The application's page is on another host of its site.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Site implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**")
				.allowedOrigins(ORIGIN)
				.allowedMethods("POST")
				.allowedHeaders("Content-Type", "Jwt2fa-Tokens")
				.allowCredentials(true);
		}

		@Bean
		static Faults faults() {
			return new Faults();
		}

	}

	/**
	 * Sessions that can't be asked for now and then.
	 */
	static class Faults implements BeanPostProcessor {

		private volatile boolean down;

		@Override
		public Object postProcessAfterInitialization(Object bean, String name) {
			if (!(bean instanceof LoginSessionRepository)) {
				return bean;
			}
			return Proxy.newProxyInstance(BrowserModeIT.class.getClassLoader(),
					new Class<?>[] { LoginSessionRepository.class }, (proxy, method, arguments) -> {
						if (this.down) {
							throw new IllegalStateException("The sessions are down");
						}
						try {
							return method.invoke(bean, arguments);
						}
						catch (InvocationTargetException ex) {
							throw ex.getCause();
						}
					});
		}

	}

	/**
	 * An answer of the application's own.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnAnswer {

		@Bean
		LoginResponseRenderer renderer() {
			return (result) -> {
				Map<String, Object> tokens = new LinkedHashMap<>();
				result.tokens().forEach((type, text) -> tokens.put(type.claim(), text));
				return Map.of("user", result.login().user().username(), "tokens", tokens);
			};
		}

	}

}
