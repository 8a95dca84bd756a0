package io.github.jwt2fa.web;

import java.util.Map;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoginIT {

	private static TestApplication app;

	@BeforeAll
	static void start() {
		app = TestApplication.with();
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@Test
	void loginWhenPasswordAndCodeAreRightThenTokensOpenResources() {
		Answer login = app.login("alice");
		assertThat(login.status()).isEqualTo(200);
		assertThat(login.json()).containsOnlyKeys("access", "refresh");
		Answer me = app.client().bearer(login.text("access")).get("/me");
		assertThat(me.json()).isEqualTo(Map.of("username", "alice", "type", "TestUser"));
	}

}
