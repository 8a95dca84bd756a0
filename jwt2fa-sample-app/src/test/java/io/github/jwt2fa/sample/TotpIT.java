package io.github.jwt2fa.sample;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;

import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A user of the sample who sets an authenticator app up.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
		"spring.datasource.url=jdbc:h2:mem:totp;DB_CLOSE_DELAY=-1", "jwt2fa.max-active-code-tokens-per-user=none" })
class TotpIT {

	private SampleClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = new SampleClient(port);
	}

	@Test
	void loginWhenAppIsSetUpThenTakesEachOfItsCodesOnce() {
		String[] bearer = { "Authorization",
				"Bearer " + this.client.login("alice", "alice-password", "alice@example.com") };
		JsonNode setup = this.client.read(this.client.post("/auth/totp/setup/", Map.of(), bearer));
		assertThat(setup.get("qr_code").asString()).startsWith("data:image/svg+xml;base64,");
		AuthenticatorApp app = AuthenticatorApp.scanned(setup.get("provisioning_uri").asString(), Clock.systemUTC());
		assertThat(app.label()).isEqualTo("jwt2fa sample:alice");
		assertThat(app.issuer()).isEqualTo("jwt2fa sample");
		assertThat(app.secret()).isEqualTo(setup.get("secret").asString());
		assertThat(method(bearer)).contains("\"method\":\"code-sender\"").contains("\"totp_active\":false");

		assertThat(this.client.post("/auth/totp/confirm/", Map.of("code", app.freshCode()), bearer).statusCode())
			.isEqualTo(200);
		assertThat(method(bearer)).contains("\"method\":\"totp\"").contains("\"totp_active\":true");
		await().untilAsserted(() -> assertThat(this.client.newestMail("alice@example.com"))
			.contains("An authenticator app was set up for your login."));
		assertIsRefused(login(app.usedCode()));

		HttpResponse<String> login = login(app.freshCode());
		assertThat(login.statusCode()).isEqualTo(200);
		String accessToken = this.client.read(login).get("access").asString();
		assertThat(this.client.get("/api/me", "Authorization", "Bearer " + accessToken).body())
			.isEqualTo("{\"username\":\"alice\"}");
		assertIsRefused(login(app.usedCode()));
	}

	private String method(String... bearer) {
		return this.client.get("/auth/2fa-method/", bearer).body();
	}

	private HttpResponse<String> login(String code) {
		String codeToken = this.client.read(this.client.getCode("alice", "alice-password")).get("token").asString();
		return this.client.auth(codeToken, code);
	}

	private void assertIsRefused(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(this.client.read(answer).get("code").asString()).isEqualTo("code_already_used");
	}

}
