package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.administration.TwoFactorAdministration;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * TOTP as clients see it, with the default settings: an e-mailed code, and TOTP for those
 * who set it up (contract, sections 5, 6, 9 and 10).
 */
class TotpIT {

	private static final String NOTICE = "A notice about your login";

	@AutoClose
	private static final TestApplication app = TestApplication.with("jwt2fa.totp-issuer-name=My shop");

	private final String user = app.newUser();

	@BeforeEach
	void forgetEvents() {
		app.events().clear();
		app.clock().advance(Duration.ofMinutes(2));
	}

	private ApiClient loggedIn() {
		return app.loggedIn(this.user);
	}

	/**
	 * A login by the app, half a minute later: one by e-mail changes nothing any more
	 * once an app is set up.
	 */
	private ApiClient loggedIn(AuthenticatorApp authenticator) {
		app.clock().advance(Duration.ofSeconds(30));
		return app.client().bearer(app.client().auth(app.codeTokenFor(this.user), authenticator.code()).text("access"));
	}

	private static AuthenticatorApp appOf(Answer setup) {
		return new AuthenticatorApp(setup.text("secret"), app.clock());
	}

	private static Answer confirm(ApiClient client, String code) {
		return client.post("/auth/totp/confirm/", Map.of("code", code));
	}

	private static Answer choose(ApiClient client, String method) {
		return client.post("/auth/2fa-method/", Map.of("method", method));
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.code()).isEqualTo(code);
	}

	@Test
	void setupWhenLoggedInThenSecretUriAndPicture() {
		Answer setup = loggedIn().post("/auth/totp/setup", "text/plain", "whatever");
		assertThat(setup.status()).isEqualTo(200);
		assertThat(setup.json()).containsOnlyKeys("secret", "provisioning_uri", "qr_code");
		assertThat(setup.text("secret")).matches("[A-Z2-7]{32}");
		assertThat(setup.text("provisioning_uri")).isEqualTo(
				"otpauth://totp/My%20shop:" + this.user + "?secret=" + setup.text("secret") + "&issuer=My%20shop");
		assertThat(setup.text("qr_code")).startsWith("data:image/svg+xml;base64,");
	}

	@Test
	void loginWhenTotpIsSetUpThenByTheAppAndNothingIsSent() {
		AuthenticatorApp authenticator = loggedIn().enroll(app.clock());
		int mails = app.mail().codesFor(this.user + "@example.com").size();
		app.events().clear();
		String codeToken = app.codeTokenFor(this.user);
		assertThat(app.mail().codesFor(this.user + "@example.com")).hasSize(mails);
		app.clock().advance(Duration.ofSeconds(30));
		String code = authenticator.code();
		Answer login = app.client().auth(codeToken, code.substring(0, 3) + " " + code.substring(3));
		assertThat(login.json()).containsOnlyKeys("access", "refresh");
		assertThat(app.client().bearer(login.text("access")).get("/me").status()).isEqualTo(200);
		assertThat(app.events()).hasSize(2);
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).singleElement()
			.extracting(TwoFactorEvent.LoginSucceeded::method)
			.isEqualTo(TwoFactorMethod.TOTP);
	}

	@Test
	void codeWhenAcceptedOnceThenNeverAgainNorAnEarlierOne() {
		AuthenticatorApp authenticator = loggedIn().enroll(app.clock());
		String first = app.codeTokenFor(this.user);
		assertRefused(app.client().auth(first, authenticator.code()), 401, "code_already_used");
		app.clock().advance(Duration.ofSeconds(2));
		assertThat(app.client().auth(first, authenticator.codeIn(1)).status()).as("a step ahead is within the window")
			.isEqualTo(200);
		String second = app.codeTokenFor(this.user);
		assertRefused(app.client().auth(second, authenticator.code()), 401, "code_already_used");
		app.clock().advance(Duration.ofSeconds(30));
		assertRefused(app.client().auth(second, authenticator.code()), 401, "code_already_used");
		app.clock().advance(Duration.ofSeconds(30));
		assertThat(app.client().auth(second, authenticator.code()).status()).isEqualTo(200);
	}

	@Test
	void codeWhenUsedBeforeThenAFailureOfTheTokenAlone() {
		AuthenticatorApp authenticator = loggedIn().enroll(app.clock());
		String used = authenticator.code();
		// as often as would spend the user's budget
		for (int i = 0; i < 4; i++) {
			String codeToken = app.codeTokenFor(this.user);
			for (int j = 0; j < 5; j++) {
				assertRefused(app.client().auth(codeToken, used), 401, "code_already_used");
				app.clock().advance(Duration.ofSeconds(2));
			}
			assertRefused(app.client().auth(codeToken, authenticator.codeIn(1)), 403, "too_many_auth_attempts");
			// the token keeps its slot to its end
			app.clock().advance(Duration.ofMinutes(5));
			used = authenticator.code();
			assertThat(app.client().auth(app.codeTokenFor(this.user), used).status()).isEqualTo(200);
		}
		assertThat(app.events(TwoFactorEvent.SecondFactorFailed.class)).isEmpty();
	}

	@Test
	void codeWhenTokenAndCodeWereUsedThenTheTokenIsToldOf() {
		AuthenticatorApp authenticator = loggedIn().enroll(app.clock());
		app.clock().advance(Duration.ofSeconds(30));
		String codeToken = app.codeTokenFor(this.user);
		assertThat(app.client().auth(codeToken, authenticator.code()).status()).isEqualTo(200);
		app.clock().advance(Duration.ofSeconds(2));
		assertRefused(app.client().auth(codeToken, authenticator.code()), 401, "token_already_used");
	}

	@Test
	void codeWhenTwelveAtOnceThenOneLogin() throws Exception {
		AuthenticatorApp authenticator = loggedIn().enroll(app.clock());
		app.clock().advance(Duration.ofSeconds(30));
		String code = authenticator.code();
		List<String> tokens = List.of(app.codeTokenFor(this.user), app.codeTokenFor(this.user),
				app.codeTokenFor(this.user));
		assertThat(AtOnce.results(12, 12, (i) -> app.client().auth(tokens.get(i % 3), code).status()))
			.containsOnlyOnce(200);
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).hasSize(2);
	}

	@Test
	void codeWhenRefusedForTheWaitThenNotBurnt() {
		AuthenticatorApp authenticator = loggedIn().enroll(app.clock());
		app.clock().advance(Duration.ofSeconds(30));
		String codeToken = app.codeTokenFor(this.user);
		app.client().auth(codeToken, authenticator.wrongCode());
		String code = authenticator.code();
		assertRefused(app.client().auth(codeToken, code), 429, "throttled");
		app.clock().advance(Duration.ofSeconds(2));
		assertThat(app.client().auth(codeToken, code).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "12345", "1234567", "-12345", "+12345", "１２３４５６", "٣٤٥٦٧٨", "abcdef", "12345a", "0x1234",
			"1e5", "---", "12345678901234567890123456789012345678901234567890" })
	void codeWhenGarbageThenRefused(String code) {
		ApiClient client = loggedIn();
		client.send("POST", "/auth/totp/setup/");
		assertRefused(confirm(client, code), 401, "invalid_totp_code");
	}

	@Test
	void codeWhenEmptyOrAbsentThenFieldError() {
		ApiClient client = loggedIn();
		client.send("POST", "/auth/totp/setup/");
		assertRefused(confirm(client, ""), 400, "invalid");
		assertRefused(confirm(client, "  "), 400, "invalid");
		assertRefused(client.post("/auth/totp/confirm/", Map.of()), 400, "invalid");
		assertRefused(client.post("/auth/2fa-method/", Map.of()), 400, "invalid");
	}

	@Test
	void confirmWhenNothingIsPendingOrItExpiredThenTold() {
		ApiClient client = loggedIn();
		assertRefused(confirm(client, "123456"), 403, "no_pending_totp");
		AuthenticatorApp authenticator = appOf(client.send("POST", "/auth/totp/setup/"));
		app.clock().advance(Duration.ofMinutes(15));
		ApiClient again = loggedIn();
		assertRefused(confirm(again, authenticator.code()), 403, "no_pending_totp");
	}

	@Test
	void confirmWhenWrongTooOftenThenTheSecretIsDead() {
		ApiClient client = loggedIn();
		AuthenticatorApp authenticator = appOf(client.send("POST", "/auth/totp/setup/"));
		for (int i = 0; i < 5; i++) {
			assertRefused(confirm(client, authenticator.wrongCode()), 401, "invalid_totp_code");
		}
		assertRefused(confirm(client, authenticator.code()), 403, "too_many_auth_attempts");
		client.enroll(app.clock());
		assertThat(app.events(TwoFactorEvent.SecondFactorFailed.class)).as("no login failed").isEmpty();
	}

	@Test
	void confirmWhenTwoDevicesAtOnceThenOneWins() throws Exception {
		ApiClient client = loggedIn();
		AuthenticatorApp authenticator = appOf(client.send("POST", "/auth/totp/setup/"));
		String code = authenticator.code();
		assertThat(AtOnce.results(2, 2, (i) -> confirm(client, code).status())).containsOnlyOnce(200);
		assertThat(app.events(TwoFactorEvent.TotpActivated.class)).hasSize(1);
	}

	@Test
	void setupWhenASecretIsActiveThenItGoesOnWorkingUntilTheNextIsConfirmed() {
		AuthenticatorApp first = loggedIn().enroll(app.clock());
		ApiClient client = loggedIn(first);
		AuthenticatorApp dead = appOf(client.send("POST", "/auth/totp/setup/"));
		AuthenticatorApp second = appOf(client.send("POST", "/auth/totp/setup/"));
		app.clock().advance(Duration.ofSeconds(30));
		assertThat(app.client().auth(app.codeTokenFor(this.user), first.code()).status()).isEqualTo(200);
		app.clock().advance(Duration.ofSeconds(30));
		assertRefused(confirm(client, dead.code()), 401, "invalid_totp_code");
		assertThat(confirm(client, second.code()).status()).isEqualTo(200);
		app.clock().advance(Duration.ofSeconds(30));
		String codeToken = app.codeTokenFor(this.user);
		assertRefused(app.client().auth(codeToken, first.code()), 401, "authentication_failed");
		app.clock().advance(Duration.ofSeconds(2));
		assertThat(app.client().auth(codeToken, second.code()).status()).isEqualTo(200);
	}

	@Test
	void methodWhenChangedThenLoginsFollowAndTheSecretStays() {
		ApiClient client = loggedIn();
		assertThat(client.get("/auth/2fa-method/").json())
			.isEqualTo(Map.of("method", "code-sender", "totp_active", false, "methods", List.of("code-sender")));
		assertRefused(choose(client, "totp"), 403, "no_active_totp");
		AuthenticatorApp authenticator = client.enroll(app.clock());
		assertThat(client.get("/auth/2fa-method").json())
			.isEqualTo(Map.of("method", "totp", "totp_active", true, "methods", List.of("code-sender", "totp")));
		assertRefused(choose(client, "code-sender"), 401, "insufficient_user_authentication");
		assertThat(choose(loggedIn(authenticator), "code-sender").json()).isEmpty();
		assertThat(choose(loggedIn(), "totp").status()).as("by e-mail again").isEqualTo(200);
		app.clock().advance(Duration.ofSeconds(30));
		assertThat(app.client().auth(app.codeTokenFor(this.user), authenticator.code()).status()).isEqualTo(200);
		assertThat(app.events(TwoFactorEvent.MethodChanged.class)).extracting(TwoFactorEvent.MethodChanged::method)
			.containsExactly(TwoFactorMethod.CODE_SENDER, TwoFactorMethod.TOTP);
	}

	@Test
	void methodWhenUnknownOrNotTrustedThenRefused() {
		ApiClient client = loggedIn();
		Answer unknown = choose(client, "carrier-pigeon");
		assertRefused(unknown, 400, "invalid");
		assertThat(unknown.json().get("errors")).isEqualTo(Map.of("method", List.of("There is no such method.")));
		assertRefused(choose(client, "no-2fa"), 403, "disabling_2fa_not_allowed");
		assertThat(app.events(TwoFactorEvent.MethodChanged.class)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/auth/totp/setup/", "/auth/totp/confirm/", "/auth/2fa-method/" })
	void endpointWhenTokenIsMissingOrOfAnotherTypeThenRefused(String path) {
		Answer login = app.login(this.user);
		Map<String, String> body = Map.of("code", "123456", "method", "totp");
		assertRefused(app.client().post(path, body), 401, "not_authenticated");
		Answer bad = app.client().bearer(login.text("refresh")).post(path, body);
		assertRefused(bad, 401, "token_not_valid");
		assertThat(bad.json()).containsKey("messages");
		assertRefused(app.client().bearer(app.codeTokenFor(this.user)).post(path, body), 401, "token_not_valid");
		assertRefused(app.client().with("Authorization", "Bearer").post(path, body), 401, "bad_authorization_header");
		app.users().put(TestUser.named(this.user).asDisabled());
		assertRefused(app.client().bearer(login.text("access")).post(path, body), 401, "user_inactive");
		assertThat(app.client().send("DELETE", path).status()).isEqualTo(405);
	}

	@Test
	void changeWhenLoginIsNotRecentThenChallengedAndANewLoginAnswersIt() {
		Answer login = app.login(this.user);
		app.clock().advance(Duration.ofMinutes(15));
		ApiClient recent = app.client().bearer(app.client().refresh(login.text("refresh")).text("access"));
		assertThat(recent.send("POST", "/auth/totp/setup/").status()).as("just recent").isEqualTo(200);
		app.clock().advance(Duration.ofSeconds(1));
		for (Answer answer : List.of(recent.send("POST", "/auth/totp/setup/"), confirm(recent, "123456"),
				choose(recent, "code-sender"))) {
			assertRefused(answer, 401, "insufficient_user_authentication");
			assertThat(answer.header("WWW-Authenticate"))
				.startsWith("Bearer error=\"insufficient_user_authentication\", max_age=900");
		}
		assertThat(recent.get("/auth/2fa-method/").status()).as("only looking").isEqualTo(200);
		assertThat(recent.get("/me").status()).isEqualTo(200);
		loggedIn().enroll(app.clock());
	}

	@Test
	void failuresWhenOverManyCodeTokensThenCountedForTheUserAndNoticeIsSent() throws Exception {
		try (TestApplication limited = TestApplication.with("jwt2fa.max-second-factor-failures-per-user=3/1h",
				"jwt2fa.auth-token-retry-wait-time=0")) {
			for (int i = 0; i < 3; i++) {
				String codeToken = limited.codeTokenFor("alice");
				assertThat(limited.client().auth(codeToken, "wrong").status()).isEqualTo(401);
			}
			assertThat(limited.events(TwoFactorEvent.SecondFactorBudgetSpent.class)).hasSize(1);
			await().untilAsserted(() -> assertThat(limited.mail().textsFor("alice@example.com", NOTICE)).singleElement()
				.asString()
				.contains("knows your password"));
		}
	}

	@Test
	void changeWhenDoneThenUserIsToldByMail() {
		app.mail().clear();
		choose(loggedIn(loggedIn().enroll(app.clock())), "code-sender");
		await().untilAsserted(() -> assertThat(app.mail().textsFor(this.user + "@example.com", NOTICE)).hasSize(2));
	}

	@Test
	void resetWhenOperatorCallsThenSecretAndChoiceAreGone() {
		ApiClient client = loggedIn();
		assertThat(loggedIn(client.enroll(app.clock())).send("POST", "/auth/totp/setup/").status()).isEqualTo(200);
		app.bean(TwoFactorAdministration.class).reset(this.user, "desk");
		assertThat(app.bean(UserTwoFactorAuthDataRepository.class).findByUserId(this.user)).isNull();
		assertThat(app.events(TwoFactorEvent.TwoFactorReset.class)).hasSize(1);
		assertRefused(confirm(client, "123456"), 403, "no_pending_totp");
		assertThat(app.login(this.user).status()).as("by e-mail again").isEqualTo(200);
	}

	@Test
	void secretWhenNoKeyOpensItThenLoginIsRefusedAndNothingWeaker() {
		app.bean(UserTwoFactorAuthDataRepository.class)
			.save(new UserTwoFactorAuthData(this.user, TwoFactorMethod.TOTP, "not a Fernet token"));
		String codeToken = app.codeTokenFor(this.user);
		assertRefused(app.client().auth(codeToken, "123456"), 401, "authentication_failed");
	}

	@Test
	void secretWhenKeptThenEncrypted() {
		ApiClient client = loggedIn();
		Answer setup = client.send("POST", "/auth/totp/setup/");
		confirm(client, appOf(setup).code());
		String kept = app.bean(UserTwoFactorAuthDataRepository.class).findByUserId(this.user).encryptedTotpSecret();
		assertThat(kept).hasSize(140).startsWith("gAAAA").doesNotContain(setup.text("secret"));
	}

	@Test
	void setupWhenUserStoreIsDownThenUnavailable() {
		ApiClient client = loggedIn();
		app.users().setDown(true);
		try {
			assertRefused(client.send("POST", "/auth/totp/setup/"), 503, "temporarily_unavailable");
			assertRefused(client.get("/auth/2fa-method/"), 503, "temporarily_unavailable");
		}
		finally {
			app.users().setDown(false);
		}
	}

	@Test
	void getCodeWhenPasswordIsWrongThenNothingTellsTheMethod() {
		loggedIn().enroll(app.clock());
		Answer wrong = app.client().getCode(this.user, "wrong");
		Answer unknown = app.client().getCode("nobody", TestUsers.PASSWORD);
		assertThat(wrong.body()).isEqualTo(unknown.body());
	}

}
