package io.github.jwt2fa.sample;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample as it starts without any property.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LoginIT {

	@Autowired
	private SampleUserRepository users;

	private SampleClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = new SampleClient(port);
	}

	@Test
	void loginWhenCodeFromInboxThenAccessTokenOpensMe() {
		String accessToken = this.client.login("alice", "alice-password", "alice@example.com");
		HttpResponse<String> me = this.client.get("/api/me", "Authorization", "Bearer " + accessToken);
		assertThat(me.statusCode()).isEqualTo(200);
		assertThat(me.body()).isEqualTo("{\"username\":\"alice\"}");
	}

	@Test
	void loginWhenOnlyPasswordThenIsNoLogin() {
		Instant start = Instant.now();
		HttpResponse<String> answer = this.client.getCode("bob", "bob-password");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(lastLogin("bob")).isNull();

		String codeToken = this.client.read(answer).get("token").asString();
		String code = this.client.codeIn(this.client.newestMail("bob@example.com"));
		assertThat(this.client.auth(codeToken, code).statusCode()).isEqualTo(200);
		assertThat(lastLogin("bob")).isBetween(start.minus(Duration.ofSeconds(1)), Instant.now());
	}

	@Test
	void getCodeWhenWrongPasswordThenIsRefused() {
		HttpResponse<String> answer = this.client.getCode("alice", "bob-password");
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(this.client.read(answer).get("code").asString()).isEqualTo("authentication_failed");
	}

	@Test
	void meWhenNoTokenThenIsRefused() {
		HttpResponse<String> answer = this.client.get("/api/me");
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(this.client.read(answer).get("code").asString()).isEqualTo("not_authenticated");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/index.html", "/js/main.js", "/style.css", "/icon.svg", "/inbox", "/sample/users",
			"/sample/trust" })
	void getWhenOpenToAnyoneThenIsAnsweredWithoutCookie(String path) {
		HttpResponse<String> answer = this.client.get(path);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
		assertThat(answer.headers().firstValue("Content-Security-Policy")).get()
			.asString()
			.startsWith("default-src 'self';");
	}

	@Test
	void sampleUsersWhenDefaultThenAreTold() {
		assertThat(this.client.get("/sample/users").body())
			.contains("{\"username\":\"alice\",\"password\":\"alice-password\",\"email\":\"alice@example.com\"")
			.contains("{\"username\":\"bob\",\"password\":\"bob-password\",\"email\":\"bob@example.com\"");
	}

	@Test
	void inboxWhenBrowserAsksThenIsPage() {
		this.client.getCode("alice", "alice-password");
		String code = this.client.codeIn(this.client.newestMail("alice@example.com"));
		HttpResponse<String> answer = this.client.get("/inbox", "Accept", "text/html,application/xml;q=0.9,*/*;q=0.8");
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
		assertThat(answer.body()).contains(code).contains("alice@example.com");
	}

	private Instant lastLogin(String username) {
		return this.users.findByUsername(username).orElseThrow().getLastLogin();
	}

}
