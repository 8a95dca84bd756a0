package io.github.jwt2fa.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The refresh token in a cookie: several tabs that share it, and those who want it. There
 * is no grace for a token that comes twice, so that each tab has to send the one that the
 * tab before it got.
 */
@TestPropertySource(properties = "jwt2fa.token.refresh-reuse-grace=0s")
@EnabledIfSystemProperty(named = "jwt2fa.cookies.prefix", matches = "sample")
class BrowserModeBrowserIT extends BrowserTest {

	private static HttpServer evil;

	@BeforeAll
	static void start() throws IOException {
		evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		byte[] page = "<!DOCTYPE html><title>Win a prize</title><p>Win a prize".getBytes(StandardCharsets.UTF_8);
		evil.createContext("/", (exchange) -> {
			exchange.getResponseHeaders().add("Content-Type", "text/html");
			exchange.sendResponseHeaders(200, page.length);
			exchange.getResponseBody().write(page);
			exchange.close();
		});
		evil.start();
	}

	@AfterAll
	static void stop() {
		evil.stop(0);
	}

	private String session() {
		Object claims = this.page.run(
				"return JSON.parse(atob(arguments[0].split('.')[1].replace(/-/g, '+').replace(/_/g, '/'))).sid",
				this.page.token());
		return (String) claims;
	}

	@Test
	void threeTabsWhenTheyRefreshAtOnceThenNoneIsLoggedOut() {
		logIn("alice");
		String session = session();
		List<String> tabs = new ArrayList<>(List.of(this.page.tab()));
		for (int i = 0; i < 2; i++) {
			tabs.add(this.page.openTab());
			this.page.await(SESSION);
		}
		for (String tab : tabs) {
			this.page.switchTo(tab);
			this.page.run("""
					const channel = new BroadcastChannel('test');
					channel.onmessage = () => document.getElementById('refresh').click();
					window.refreshAll = () => {
						channel.postMessage('now');
						document.getElementById('refresh').click();
					};
					""");
		}
		for (int round = 0; round < 5; round++) {
			Map<String, String> before = tokens(tabs);
			this.page.run("window.refreshAll()");
			for (String tab : tabs) {
				this.page.switchTo(tab);
				this.page.awaitTrue(
						"document.querySelector('#access-token pre').textContent !== '%s'".formatted(before.get(tab)));
				this.page.awaitText(STATUS, "There is a new access token.");
				assertThat(this.page.text(ALERT)).isEmpty();
				assertThat(session()).isEqualTo(session);
			}
		}
		for (String tab : tabs) {
			this.page.switchTo(tab);
			this.page.reload();
			this.page.await(SESSION);
			assertThat(session()).isEqualTo(session);
		}
	}

	private Map<String, String> tokens(List<String> tabs) {
		Map<String, String> tokens = new LinkedHashMap<>();
		for (String tab : tabs) {
			this.page.switchTo(tab);
			tokens.put(tab, this.page.token());
		}
		return tokens;
	}

	@Test
	void tabWhenAnotherLogsOutThenItsSessionIsOverToo() {
		logIn("alice");
		String first = this.page.tab();
		String second = this.page.openTab();
		this.page.await(SESSION);
		this.page.logOut();
		assertThat(this.page.cookie()).isNull();
		this.page.switchTo(first);
		this.page.click(By.id("refresh"));
		this.page.awaitText(ALERT, "Log in again.");
		this.page.reload();
		this.page.await(By.id("password"));
		this.page.switchTo(second);
		logIn("bob");
		this.page.switchTo(first);
		this.page.reload();
		this.page.await(SESSION);
		assertThat(this.page.text(By.cssSelector("#access-token tbody"))).contains("user_id bob");
	}

	@Test
	void tabWhenSomebodyElseLogsInInAnotherThenItDoesNotGoOnAsThatUser() {
		logIn("alice");
		String first = this.page.tab();
		this.page.openTab();
		this.page.await(SESSION);
		this.page.logOut();
		logIn("bob");
		this.page.switchTo(first);
		this.page.click(By.id("refresh"));
		this.page.awaitText(ALERT, "Somebody else has logged in since");
		assertThat(this.page.text(By.cssSelector("#access-token tbody"))).contains("user_id alice");
	}

	@Test
	void scriptWhenItLooksEverywhereThenItFindsNoRefreshToken() {
		// it sees all that the page asks for and is told
		this.page
			.run("""
					const real = window.fetch;
					window.seen = [];
					window.fetch = async (...request) => {
						const answer = await real(...request);
						window.seen.push(JSON.stringify(request), await answer.clone().text(), ...[...answer.headers].flat());
						return answer;
					};
					""");
		logIn("alice");
		List<String> tokens = new ArrayList<>(List.of(this.page.refreshToken()));
		this.page.click(By.id("refresh"));
		this.page.awaitText(STATUS, "There is a new access token.");
		tokens.add(this.page.refreshToken());
		assertThat(tokens).doesNotHaveDuplicates();
		String found = (String) this.page
			.run("""
					return [...window.seen, document.documentElement.outerHTML, document.cookie, JSON.stringify(localStorage),
						JSON.stringify(sessionStorage)].join('\\n')
					""");
		assertThat(found).contains(this.page.token());
		tokens.forEach((token) -> assertThat(found).doesNotContain(token));
		assertThat(this.page.run("return document.cookie")).isEqualTo("");
	}

	@Test
	void otherSiteWhenItPostsThenNothingChanges() {
		logIn("alice");
		String token = this.page.refreshToken();
		String attacker = this.client.read(this.client.getCode("bob", "bob-password")).get("token").asString();
		String code = this.client.codeIn(this.client.newestMail("bob@example.com"));
		String site = "http://127.0.0.1:" + evil.getAddress().getPort() + "/";
		for (String endpoint : List.of("/auth/refresh/", "/auth/logout/", "/auth/auth/")) {
			this.page.visit(site);
			// without the header it is no more than a form
			assertThat(this.page.runAsync(
					"return (await fetch(given[0], { method: 'POST', mode: 'no-cors', "
							+ "credentials: 'include', headers: { 'Content-Type': 'text/plain' }, body: '{}' })).type",
					url(endpoint)))
				.isEqualTo("opaque");
			// with it the browser asks first, and the application says no
			assertThat(this.page.runAsync("return (await fetch(given[0], { method: 'POST', credentials: 'include', "
					+ "headers: { 'Jwt2fa-Tokens': 'cookie' }, body: '{}' })).type", url(endpoint)))
				.isEqualTo("TypeError");
			this.page.run("""
					const form = document.createElement('form');
					form.method = 'POST';
					form.action = arguments[0];
					for (const [name, value] of [['code_token', arguments[1]], ['code', arguments[2]]]) {
						form.append(Object.assign(document.createElement('input'), { name, value }));
					}
					document.body.append(form);
					form.submit();
					""", url(endpoint), attacker, code);
			this.page.awaitTrue("location.origin === '" + this.page.origin("localhost") + "'");
			assertThat(this.page.refreshToken()).isEqualTo(token);
		}
		this.page.reload();
		this.page.await(SESSION);
		assertThat(this.page.text(By.cssSelector("#access-token tbody"))).contains("user_id alice");
	}

	private String url(String path) {
		return this.page.origin("localhost") + path;
	}

	/**
	 * Within a site a strict cookie is sent, so it is the header that matters, and the
	 * name of the cookie.
	 */
	@Test
	void sisterHostWhenItPlantsOrPostsThenNothingChanges() {
		this.page.openAt("app.shop.localhost");
		logIn("alice");
		String token = this.page.refreshToken();
		String sister = "http://evil.shop.localhost:" + evil.getAddress().getPort() + "/";
		this.page.visit(sister);
		plant();
		assertThat(this.page.run("return document.cookie")).isEqualTo("sister=here");
		for (String path : List.of("/auth/refresh/", "/auth/logout/")) {
			String url = this.page.origin("app.shop.localhost") + path;
			assertThat(this.page.runAsync("return (await fetch(given[0], { method: 'POST', mode: 'no-cors', "
					+ "credentials: 'include', body: new URLSearchParams() })).type", url))
				.isEqualTo("opaque");
			assertThat(this.page.runAsync("return (await fetch(given[0], { method: 'POST', credentials: 'include', "
					+ "headers: { 'Jwt2fa-Tokens': 'cookie' }, body: '{}' })).type", url))
				.isEqualTo("TypeError");
		}
		this.page.reload();
		this.page.await(SESSION);
		assertThat(this.page.refreshToken()).isNotEqualTo(token);
		this.page.logOut();
		this.page.visit(sister);
		plant();
		this.page.reload();
		this.page.await(By.id("password"));
		assertThat(this.page.cookie()).isNull();
		assertThat(this.page.run("return document.cookie")).isEqualTo("sister=here");
	}

	/**
	 * The last one shows that the browser takes cookies for the site from here.
	 */
	private void plant() {
		this.page.run("""
				for (const name of ['__Host-sample-refresh', '__host-sample-refresh']) {
					document.cookie = `${name}=planted; Domain=shop.localhost; Path=/; Secure; SameSite=Strict`;
					document.cookie = `${name}=planted; Domain=shop.localhost; Path=/auth/; Secure`;
					document.cookie = `${name}=planted; Domain=app.shop.localhost; Path=/; Secure`;
				}
				document.cookie = 'sister=here; Domain=shop.localhost; Path=/; Secure';
				""");
	}

}
