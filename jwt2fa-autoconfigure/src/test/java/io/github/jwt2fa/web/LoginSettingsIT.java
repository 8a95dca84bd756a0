package io.github.jwt2fa.web;

import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TokenText;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The login with settings of one's own.
 */
@Tag("slow")
class LoginSettingsIT {

	private static void choose(TestApplication app, String username, String method) {
		app.bean(UserTwoFactorAuthDataRepository.class)
			.save(new UserTwoFactorAuthData(username, TwoFactorMethod.of(method), null));
	}

	@Test
	void getCodeWhenNo2faIsTheTrustedFallbackThenTokensAtOnceAndUsersMayOptIn() {
		try (TestApplication app = TestApplication.with("jwt2fa.fallback-2fa-method=no-2fa",
				"jwt2fa.trusted-2fa-methods=code-sender,totp,no-2fa")) {
			Answer login = app.getCode("alice");
			assertThat(login.json()).containsOnlyKeys("access", "refresh");
			assertThat(TokenText.claimsOf(login.text("access"))).containsEntry("amr", List.of("pwd"));
			assertThat(app.client().bearer(login.text("access")).get("/me").status()).isEqualTo(200);
			assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).singleElement()
				.extracting(TwoFactorEvent.LoginSucceeded::method)
				.isEqualTo(TwoFactorMethod.NO_2FA);
			choose(app, "bob", "code-sender");
			assertThat(app.getCode("bob").json()).containsOnlyKeys("token");
		}
	}

	@Test
	void getCodeWhenNo2faIsNotTrustedThenRefused() {
		try (TestApplication app = TestApplication.with("jwt2fa.fallback-2fa-method=no-2fa")) {
			Answer answer = app.getCode("alice");
			assertThat(answer.status()).isEqualTo(403);
			assertThat(answer.code()).isEqualTo("2fa_not_configured");
			assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).isEmpty();
		}
	}

	@Test
	void getCodeWhenStoredMethodIsUnknownThenRefusedAndNothingWeaker() {
		try (TestApplication app = TestApplication.with("jwt2fa.fallback-2fa-method=no-2fa",
				"jwt2fa.trusted-2fa-methods=no-2fa,code-sender")) {
			choose(app, "alice", "carrier-pigeon");
			Answer answer = app.getCode("alice");
			assertThat(answer.status()).isEqualTo(403);
			assertThat(answer.code()).isEqualTo("2fa_not_configured");
		}
	}

	@Test
	void authWhenMethodOfTheUserChangedMeanwhileThenLikeAWrongCode() {
		try (TestApplication app = TestApplication.with("jwt2fa.trusted-2fa-methods=no-2fa,code-sender")) {
			String codeToken = app.codeTokenFor("alice");
			choose(app, "alice", "no-2fa");
			Answer answer = app.client().auth(codeToken, app.lastCodeFor("alice"));
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.code()).isEqualTo("authentication_failed");
		}
	}

	@Test
	void authWhenMethodIsNotTrustedThenEnrollmentTokenAndNoLogin() {
		try (TestApplication app = TestApplication.with("jwt2fa.trusted-2fa-methods=totp",
				"jwt2fa.auth-result-enrollment-token-key=enroll")) {
			Answer answer = app.login("alice");
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.json()).containsOnlyKeys("enroll");
			assertThat(TokenText.claimsOf(answer.text("enroll"))).containsEntry("token_type", "enrollment");
			assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).isEmpty();
			assertThat(app.client().bearer(answer.text("enroll")).get("/me").code()).isEqualTo("token_not_valid");
			assertThat(app.client().refresh(answer.text("enroll")).code()).isEqualTo("token_not_valid");
		}
	}

	@Test
	void answersWhenMembersAndTokensAreConfiguredThenAsConfigured() {
		try (TestApplication app = TestApplication.with("jwt2fa.auth-result-access-token-key=at",
				"jwt2fa.auth-result-refresh-token-key=rt", "jwt2fa.token.access-token-lifetime=60",
				"jwt2fa.token.refresh-token-lifetime=2h", "jwt2fa.token.issuer=https://login.example.com",
				"jwt2fa.token.audience=one,two", "jwt2fa.token.user-id-claim=uid", "jwt2fa.token.leeway=10s",
				"jwt2fa.code-expiration-time=30s", "jwt2fa.code-token-jti-bytes=8")) {
			assertThat((String) TokenText.claimsOf(app.codeTokenFor("bob")).get("jti")).hasSize(11);
			Answer login = app.login("alice");
			assertThat(login.json()).containsOnlyKeys("at", "rt");
			Map<String, Object> access = TokenText.claimsOf(login.text("at"));
			long now = app.clock().instant().getEpochSecond();
			assertThat(access).containsEntry("iss", "https://login.example.com")
				.containsEntry("aud", List.of("one", "two"))
				.containsEntry("uid", "alice")
				.doesNotContainKey("user_id");
			assertThat(((Number) access.get("exp")).longValue()).isEqualTo(now + 60);
			assertThat(((Number) TokenText.claimsOf(login.text("rt")).get("exp")).longValue()).isEqualTo(now + 7200);
			app.clock().advance(java.time.Duration.ofSeconds(69));
			assertThat(app.client().bearer(login.text("at")).get("/me").status()).as("within the leeway")
				.isEqualTo(200);
			app.clock().advance(java.time.Duration.ofSeconds(1));
			assertThat(app.client().bearer(login.text("at")).get("/me").status()).isEqualTo(401);
			assertThat(app.client().refresh(login.text("rt")).json()).containsOnlyKeys("access", "refresh");
		}
	}

	@Test
	void tokenWhenOfAnotherIssuerOrAudienceThenInvalid() {
		String token;
		try (TestApplication plain = TestApplication.with()) {
			token = plain.login("alice").text("access");
			assertThat(plain.client().bearer(token).get("/me").status()).isEqualTo(200);
		}
		for (String setting : List.of("jwt2fa.token.issuer=someone", "jwt2fa.token.audience=someone",
				"jwt2fa.secret-key=another secret key of the tests, as long as needed")) {
			try (TestApplication app = TestApplication.with(setting)) {
				assertThat(app.client().bearer(token).get("/me").code()).as(setting).isEqualTo("token_not_valid");
			}
		}
	}

	@Test
	void errorsWhenFormatIsDrfThenBodiesOfTheReference() {
		try (TestApplication app = TestApplication.with("jwt2fa.error-format=drf")) {
			Answer wrong = app.client().getCode("alice", "wrong");
			assertThat(wrong.status()).isEqualTo(401);
			assertThat(wrong.header("Content-Type")).isEqualTo("application/json");
			assertThat(wrong.json()).containsOnlyKeys("detail", "code").containsEntry("code", "authentication_failed");
			assertThat(app.client().post("/auth/get-code/", Map.of("username", "")).json()).isEqualTo(Map.of("username",
					List.of("This field may not be blank."), "password", List.of("This field is required.")));
			assertThat(app.client().postJson("/auth/get-code/", "[]").json()).containsOnlyKeys("non_field_errors");
			assertThat(app.client().bearer("garbage").get("/me").json()).containsOnlyKeys("detail", "code", "messages");
			assertThat(app.client().get("/me").json()).containsOnlyKeys("detail", "code");
		}
	}

	@Test
	void errorsWhenApplicationFixesTheLanguageThenAllAreInIt() {
		try (TestApplication app = TestApplication.with("spring.web.locale=de", "spring.web.locale-resolver=fixed")) {
			assertThat(app.client().with("Accept-Language", "fr").get("/me").text("detail")).startsWith("Bitte zuerst");
			assertThat(app.client().with("Accept-Language", "fr").postJson("/auth/get-code/", "{").text("detail"))
				.startsWith("Der Inhalt");
		}
	}

	@Test
	void getCodeWhenAListenerFailsThenTheSlotComesBack() {
		try (TestApplication app = TestApplication.with(List.of(TestApplication.App.class, FailingListener.class),
				"jwt2fa.max-codes-sent-per-user=none")) {
			for (int i = 0; i < 5; i++) {
				assertThat(app.getCode("alice").status()).isEqualTo(503);
			}
		}
	}

	/**
	 * Fails when a code was sent.
	 */
	@Configuration(proxyBeanMethods = false)
	static class FailingListener {

		@EventListener
		void on(TwoFactorEvent.CodeSent event) {
			throw new IllegalStateException("A fault of the application");
		}

	}

}
