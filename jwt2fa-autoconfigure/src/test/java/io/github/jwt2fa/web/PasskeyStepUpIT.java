package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A passkey once more within a session (contract, I.7).
 */
@Tag("stores")
class PasskeyStepUpIT {

	@AutoClose
	private static TestApplication app;

	private final PasskeyDevice device = PasskeyDevice.at("https://shop.example");

	private String access;

	@BeforeAll
	static void start() {
		app = TestApplication.with("jwt2fa.passkey.rp-id=shop.example", "jwt2fa.auth-token-retry-wait-time=0s");
	}

	@BeforeEach
	void logInTwentyMinutesAgo() {
		String user = "user" + System.nanoTime();
		app.users().put(TestUser.named(user));
		Answer login = app.login(user);
		assertThat(app.client().bearer(login.text("access")).addPasskey(this.device).status()).isEqualTo(200);
		app.clock().advance(Duration.ofMinutes(20));
		this.access = app.client().refresh(login.text("refresh")).text("access");
	}

	private Answer stepUp(Map<String, ?> asked) {
		return app.client().bearer(this.access).post("/auth/step-up/", asked);
	}

	private static Answer change(String token) {
		return app.client().bearer(token).send("POST", "/auth/logout-all/");
	}

	@Test
	void changeWhenThePasskeyVerifiesItsUserThenTheLoginIsRecent() {
		assertThat(change(this.access).header("WWW-Authenticate")).contains("max_age=900");
		Answer begun = stepUp(Map.of("max_age", 900));
		assertThat(begun.json()).containsOnlyKeys("token", "method", "methods", "public_key")
			.containsEntry("methods", List.of("passkey"));
		Answer done = app.client().auth(begun.text("token"), this.device.get(begun.object("public_key")));
		assertThat(done.json()).containsOnlyKeys("access");
		assertThat(TokenText.claimsOf(done.text("access")).get("amr")).asString().contains("pwd", "mca", "pop", "mfa");
		assertThat(change(done.text("access")).status()).isEqualTo(200);
	}

	@Test
	void changeWhenItDoesNotThenItIsAFactorAndNoLogin() {
		Answer begun = stepUp(Map.of("max_age", 900));
		PasskeyDevice unverified = this.device.unverified();
		ApiClient client = app.client();
		assertThat(client.auth(begun.text("token"), unverified.get(begun.object("public_key"))).code())
			.isEqualTo("authentication_failed");
		begun = stepUp(Map.of("acr_values", "FACTOR_WEBAUTHN"));
		Answer done = client.auth(begun.text("token"), unverified.get(begun.object("public_key")));
		assertThat(TokenText.claimsOf(done.text("access")).get("auth_time"))
			.isEqualTo(TokenText.claimsOf(this.access).get("auth_time"));
		assertThat(change(done.text("access")).code()).isEqualTo("insufficient_user_authentication");
	}

}
