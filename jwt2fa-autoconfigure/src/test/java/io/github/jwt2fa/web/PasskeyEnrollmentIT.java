package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.jwt2fa.administration.TwoFactorAdministration;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first factor of users who can't be in without one: an app or a passkey, by an
 * enrollment token (contract, I.5).
 */
@Tag("stores")
class PasskeyEnrollmentIT {

	private static final String ORIGIN = "https://shop.example";

	@AutoClose
	private static TestApplication app;

	private String user;

	private ApiClient enrolling;

	private final PasskeyDevice device = PasskeyDevice.at(ORIGIN);

	@BeforeAll
	static void start() {
		app = TestApplication.with("jwt2fa.passkey.rp-id=shop.example", "jwt2fa.trusted-2fa-methods=totp,passkey",
				"jwt2fa.auth-token-retry-wait-time=0s", "jwt2fa.max-active-code-tokens-per-user=none",
				"jwt2fa.max-codes-sent-per-user=none");
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
		app.users().put(TestUser.named(this.user));
		this.enrolling = enrolling();
		app.events().clear();
	}

	private ApiClient enrolling() {
		Answer login = app.login(this.user);
		assertThat(login.json()).containsOnlyKeys("enrollment_token");
		return app.client().bearer(login.text("enrollment_token"));
	}

	private static Answer totpSetup(ApiClient client) {
		return client.send("POST", "/auth/totp/setup/");
	}

	private static Answer passkeySetup(ApiClient client) {
		return client.post("/auth/passkey/setup/", Map.of());
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status() + " " + answer.code()).isEqualTo(status + " " + code);
	}

	private void assertPasskeys(int count) {
		assertThat(app.bean(PasskeyRepository.class).findByUserId(this.user)).hasSize(count);
	}

	@Test
	void enrollmentWhenByPasskeyThenInWithItAndTheTokenIsGoodForNothingMore() {
		assertThat(this.enrolling.addPasskey(this.device).status()).isEqualTo(200);
		assertRefused(totpSetup(this.enrolling), 403, "second_factor_already_active");
		assertRefused(this.enrolling.post("/auth/totp/confirm/", Map.of("code", "123456")), 403,
				"second_factor_already_active");
		assertRefused(passkeySetup(this.enrolling), 403, "second_factor_already_active");
		assertRefused(this.enrolling.post("/auth/passkey/confirm/", Map.of()), 403, "second_factor_already_active");
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).isEmpty();
		Answer begun = app.client()
			.post("/auth/get-code/",
					Map.of("username", this.user, "password", TestUsers.PASSWORD, "methods", List.of("passkey")));
		Answer in = app.client().auth(begun.text("token"), this.device.get(begun.object("public_key")));
		assertThat(in.json()).containsOnlyKeys("access", "refresh");
		assertThat(TokenText.claimsOf(in.text("access"))).containsEntry("amr", List.of("pwd", "pop", "mfa"));
	}

	@Test
	void enrollmentWhenAnAppIsSetUpThenThePasskeyOfAnotherTokenIsNot() {
		ApiClient other = enrolling();
		Answer setup = passkeySetup(other);
		this.enrolling.enroll(app.clock());
		assertRefused(totpSetup(other), 403, "totp_already_active");
		assertRefused(passkeySetup(other), 403, "second_factor_already_active");
		assertRefused(
				other
					.post("/auth/passkey/confirm/",
							Map.of("token", setup.text("token"), "credential",
									this.device.create(setup.object("public_key")))),
				403, "second_factor_already_active");
		assertPasskeys(0);
	}

	@Test
	void enrollmentWhenAConfirmationFailsThenTheNextOneIsGood() {
		assertRefused(
				this.enrolling.post("/auth/passkey/confirm/",
						Map.of("token", passkeySetup(this.enrolling).text("token"), "credential", Map.of())),
				401, "invalid_passkey");
		AuthenticatorApp authenticator = new AuthenticatorApp(totpSetup(this.enrolling).text("secret"), app.clock());
		assertRefused(this.enrolling.post("/auth/totp/confirm/", Map.of("code", authenticator.wrongCode())), 401,
				"invalid_totp_code");
		assertThat(this.enrolling.addPasskey(this.device.movedTo("https://evil.example")).code())
			.isEqualTo("invalid_passkey");
		assertThat(this.enrolling.addPasskey(PasskeyDevice.at(ORIGIN)).status()).isEqualTo(200);
	}

	/**
	 * Whoever else has password and mailbox can't keep the owner out.
	 */
	@Test
	void enrollmentWhenNonsenseComesAllTheTimeThenTheRightOneIsGood() throws Exception {
		for (int round = 0; round < 3; round++) {
			newUser();
			ApiClient thief = enrolling();
			AuthenticatorApp authenticator = new AuthenticatorApp(totpSetup(this.enrolling).text("secret"),
					app.clock());
			List<Answer> answers = AtOnce.results(8, 120,
					(i) -> (i == 60) ? this.enrolling.post("/auth/totp/confirm/", Map.of("code", authenticator.code()))
							: thief.post("/auth/passkey/confirm/", Map.of("token", "x", "credential", Map.of())));
			assertThat(answers.get(60).status()).isEqualTo(200);
			app.clock().advance(Duration.ofMinutes(1));
		}
	}

	@Test
	void enrollmentWhenTheUserWasResetThenBeginsAnew() {
		this.enrolling.addPasskey(this.device);
		app.bean(TwoFactorAdministration.class).reset(this.user, "desk");
		assertPasskeys(0);
		enrolling().enroll(app.clock());
	}

	/**
	 * All have looked whether the user has a factor before any of them confirms one.
	 */
	@Test
	void enrollmentsWhenManyAtOnceThenOneFactor() throws Exception {
		for (int round = 0; round < 5; round++) {
			newUser();
			Answer setup = passkeySetup(this.enrolling);
			List<Map<String, Object>> credentials = IntStream.range(0, 8)
				.mapToObj((i) -> PasskeyDevice.at(ORIGIN).create(setup.object("public_key")))
				.toList();
			AuthenticatorApp authenticator = new AuthenticatorApp(totpSetup(this.enrolling).text("secret"),
					app.clock());
			List<Answer> answers = AtOnce.results(9, 9,
					(i) -> (i == 8) ? this.enrolling.post("/auth/totp/confirm/", Map.of("code", authenticator.code()))
							: this.enrolling.post("/auth/passkey/confirm/",
									Map.of("token", setup.text("token"), "credential", credentials.get(i))));
			assertThat(answers).filteredOn((answer) -> answer.status() == 200).hasSize(1);
			assertThat(answers).filteredOn((answer) -> answer.status() != 200)
				.allMatch((answer) -> answer.status() == 403);
			boolean byApp = answers.get(8).status() == 200;
			assertPasskeys(byApp ? 0 : 1);
			assertThat(app.events(TwoFactorEvent.TotpActivated.class)).hasSize(byApp ? 1 : 0);
			app.clock().advance(Duration.ofMinutes(1));
		}
	}

	@Test
	void enrollmentWhenAMethodIsNotEnoughThenThatOneStopsNothing() {
		try (TestApplication strict = TestApplication.with("jwt2fa.passkey.rp-id=shop.example",
				"jwt2fa.trusted-2fa-methods=passkey")) {
			ApiClient first = strict.client().bearer(strict.login("alice").text("enrollment_token"));
			first.enroll(strict.clock());
			assertRefused(totpSetup(first), 403, "totp_already_active");
			assertThat(first.addPasskey(this.device).status()).isEqualTo(200);
			assertRefused(passkeySetup(first), 403, "second_factor_already_active");
		}
	}

}
