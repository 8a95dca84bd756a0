package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.jwt2fa.administration.TwoFactorAdministration;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.recovery.RecoveryCodeRepository;
import io.github.jwt2fa.method.recovery.StoredRecoveryCodes;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.AuthenticatorApp;
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
import static org.awaitility.Awaitility.await;

/**
 * Recovery codes over HTTP (contract, I.4 and I.3).
 */
@Tag("stores")
class RecoveryCodesIT {

	private static final String NOTICE = "A notice about your login";

	private static final String CODE = "[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}";

	@AutoClose
	private static TestApplication app;

	private String user;

	@BeforeAll
	static void start() {
		// of many at once the losers are failures, which might spend the budget before
		// the winner is through
		app = TestApplication.with("jwt2fa.auth-token-retry-wait-time=0s",
				"jwt2fa.max-active-code-tokens-per-user=none", "jwt2fa.max-codes-sent-per-user=none",
				"jwt2fa.max-second-factor-failures-per-user=100/1h", "jwt2fa.code-token-throttle-rate=none");
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
		app.users().put(TestUser.named(this.user));
		app.events().clear();
		app.mail().clear();
	}

	/**
	 * Logged in by the app that was just set up.
	 */
	private ApiClient withApp() {
		AuthenticatorApp authenticator = app.loggedIn(this.user).enroll(app.clock());
		app.clock().advance(Duration.ofSeconds(30));
		return app.client().bearer(auth(app.codeTokenFor(this.user), authenticator.code(), null).text("access"));
	}

	@SuppressWarnings("unchecked")
	private static List<String> codes(Answer answer) {
		assertThat(answer.status()).isEqualTo(200);
		return (List<String>) answer.json().get("recovery_codes");
	}

	private static List<String> make(ApiClient client) {
		return codes(client.post("/auth/recovery-codes/", Map.of()));
	}

	private static Answer auth(String token, String code, String method) {
		Map<String, Object> body = new LinkedHashMap<>(Map.of("code_token", token, "code", code));
		if (method != null) {
			body.put("method", method);
		}
		return app.client().post("/auth/auth/", body);
	}

	private Answer byCode(String code) {
		return auth(app.codeTokenFor(this.user), code, "recovery-code");
	}

	private String getCode(List<String> methods) {
		Answer answer = app.client()
			.post("/auth/get-code/", Map.of("username", this.user, "password", TestUsers.PASSWORD, "methods", methods));
		return answer.status() + " " + answer.json().get("method") + " " + answer.json().get("methods");
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.code()).isEqualTo(code);
	}

	@Test
	void createWhenTheUserHasAnAppThenTenCodesAndTheOldOnesAreDead() {
		ApiClient client = withApp();
		List<String> first = make(client);
		assertThat(first).hasSize(10).doesNotHaveDuplicates().allMatch((code) -> code.matches(CODE));
		List<String> second = make(client);
		assertThat(second).hasSize(10).doesNotContainAnyElementsOf(first);
		assertRefused(byCode(first.get(0)), 401, "authentication_failed");
		assertThat(byCode(second.get(0)).status()).isEqualTo(200);
		assertThat(app.events(TwoFactorEvent.RecoveryCodesMade.class)).hasSize(2);
		await().untilAsserted(() -> assertThat(app.mail().textsFor(this.user + "@example.com", NOTICE)).isNotEmpty());
	}

	@Test
	void createWhenTheUserHasNoFactorThenRefused() {
		assertRefused(app.loggedIn(this.user).post("/auth/recovery-codes/", Map.of()), 403, "no_own_factor");
		assertRefused(app.client().post("/auth/recovery-codes/", Map.of()), 401, "not_authenticated");
	}

	@Test
	void createWhenTheLoginIsOldOrByMailFromBeforeThenRefused() {
		ApiClient byMail = app.loggedIn(this.user);
		byMail.enroll(app.clock());
		assertRefused(byMail.post("/auth/recovery-codes/", Map.of()), 401, "insufficient_user_authentication");
		app.clock().advance(Duration.ofSeconds(30));
		newUser();
		ApiClient client = withApp();
		app.clock().advance(Duration.ofMinutes(4));
		make(client);
		app.clock().advance(Duration.ofMinutes(12));
		assertThat(client.post("/auth/recovery-codes/", Map.of()).status()).isEqualTo(401);
	}

	@Test
	void authWhenByRecoveryCodeThenInAndToldHowManyAreLeft() {
		List<String> codes = make(withApp());
		Answer in = byCode(codes.get(3));
		assertThat(in.json()).containsKeys("access", "refresh").containsEntry("recovery_codes_left", 9);
		assertThat(TokenText.claimsOf(in.text("access"))).containsEntry("amr", List.of("pwd", "recovery-code", "mfa"));
		assertRefused(byCode(codes.get(3)), 401, "authentication_failed");
		// it is there to replace a factor
		ApiClient client = app.client().bearer(in.text("access"));
		assertThat(client.send("POST", "/auth/totp/setup/").status()).isEqualTo(200);
		assertThat(app.events(TwoFactorEvent.RecoveryCodeUsed.class)).singleElement()
			.matches((event) -> event.left() == 9);
	}

	@Test
	void authWhenTheClientKnowsOneBoxForCodesThenTakesOneAsItIsTyped() {
		List<String> codes = make(withApp());
		String typed = " "
				+ codes.get(0).toLowerCase(Locale.ROOT).replace('0', 'o').replace('1', 'l').replace('-', ' ');
		Answer in = auth(app.codeTokenFor(this.user), typed, null);
		assertThat(in.json()).containsOnlyKeys("access", "refresh");
		assertRefused(auth(app.codeTokenFor(this.user), typed, null), 401, "authentication_failed");
		assertThat(app.events(TwoFactorEvent.SecondFactorFailed.class)).as("one attempt, one failure").hasSize(1);
	}

	@Test
	void getCodeWhenCodesAreLeftThenTheyAreOfferedLast() {
		ApiClient client = withApp();
		assertThat(getCode(List.of("recovery-code", "totp"))).isEqualTo("200 totp [totp]");
		make(client);
		assertThat(getCode(List.of("recovery-code", "totp"))).isEqualTo("200 totp [totp, recovery-code]");
		assertThat(getCode(List.of("recovery-code"))).isEqualTo("200 recovery-code [recovery-code]");
		assertThat(client.get("/auth/2fa-method/").json().get("methods")).isEqualTo(List.of("code-sender", "totp"));
		assertRefused(client.post("/auth/2fa-method/", Map.of("method", "recovery-code")), 400, "invalid");
	}

	@Test
	void confirmWhenCodesAreWantedThenAnswersThemOnce() {
		ApiClient client = app.loggedIn(this.user);
		List<String> codes = confirm(client);
		assertThat(codes).hasSize(10);
		app.clock().advance(Duration.ofSeconds(30));
		ApiClient again = app.client().bearer(byCode(codes.get(0)).text("access"));
		assertThat(confirm(again)).as("some are left").isNull();
		assertThat(byCode(codes.get(1)).json()).containsEntry("recovery_codes_left", 8);
	}

	private List<String> confirm(ApiClient client) {
		AuthenticatorApp authenticator = new AuthenticatorApp(client.send("POST", "/auth/totp/setup/").text("secret"),
				app.clock());
		return codes(client.post("/auth/totp/confirm/", Map.of("code", authenticator.code(), "recovery_codes", true)));
	}

	@Test
	void codesWhenTheFactorIsGoneThenAreDeadAndNoneComeBackWithTheNext() {
		List<String> codes = make(withApp());
		StoredRecoveryCodes stored = app.bean(RecoveryCodeRepository.class).findByUserId(this.user);
		app.bean(TwoFactorAdministration.class).reset(this.user, "desk");
		assertThat(app.bean(RecoveryCodeRepository.class).findByUserId(this.user)).isNull();
		// as from a backup
		app.bean(RecoveryCodeRepository.class).insert(stored);
		app.clock().advance(Duration.ofMinutes(1));
		assertThat(byCode(codes.get(0)).status()).isEqualTo(401);
		app.loggedIn(this.user).enroll(app.clock());
		app.clock().advance(Duration.ofSeconds(30));
		assertThat(byCode(codes.get(0)).status()).isEqualTo(401);
	}

	@Test
	void codeWhenFortyShowItAtOnceThenOneIsIn() throws Exception {
		String code = make(withApp()).get(0);
		List<String> tokens = java.util.stream.IntStream.range(0, 40)
			.mapToObj((i) -> app.codeTokenFor(this.user))
			.toList();
		List<Integer> statuses = AtOnce.results(40, 40, (i) -> auth(tokens.get(i), code, "recovery-code").status());
		assertThat(statuses).filteredOn((status) -> status == 200).hasSize(1);
		assertThat(app.bean(RecoveryCodeRepository.class).findByUserId(this.user).hashes()).hasSize(9);
	}

	@Test
	void startWhenTheyAreOffThenNothingOfThemIsThere() {
		try (TestApplication off = TestApplication.with("jwt2fa.recovery-code-count=0")) {
			assertThat(off.beans(RecoveryCodeRepository.class)).isEmpty();
			String access = off.login("alice").text("access");
			assertThat(off.client().bearer(access).post("/auth/recovery-codes/", Map.of()).status()).isEqualTo(404);
		}
	}

}
