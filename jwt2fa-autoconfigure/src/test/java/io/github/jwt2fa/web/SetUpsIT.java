package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other two set-ups, from the first login to the last: TOTP for everyone, and no
 * second factor unless users want one. ({@link TotpIT} has the default.)
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class SetUpsIT {

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.code()).isEqualTo(code);
	}

	@Test
	void totpRequiredWhenFirstLoginThenMailedCodeBuysEnrollmentAndNothingElse() {
		try (TestApplication app = TestApplication.with("jwt2fa.trusted-2fa-methods=totp")) {
			Answer first = app.login("alice");
			assertThat(first.json()).containsOnlyKeys("enrollment_token");
			ApiClient enrolling = app.client().bearer(first.text("enrollment_token"));
			assertRefused(enrolling.get("/me"), 401, "token_not_valid");
			assertRefused(enrolling.get("/auth/2fa-method/"), 401, "token_not_valid");
			assertRefused(enrolling.post("/auth/2fa-method/", Map.of("method", "code-sender")), 401, "token_not_valid");
			AuthenticatorApp authenticator = enrolling.enroll(app.clock());
			assertRefused(enrolling.send("POST", "/auth/totp/setup/"), 403, "totp_already_active");
			assertRefused(enrolling.post("/auth/totp/confirm/", Map.of("code", authenticator.codeIn(1))), 403,
					"totp_already_active");
			assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).isEmpty();
			app.clock().advance(Duration.ofSeconds(30));
			Answer login = app.client().auth(app.getCode("alice").text("token"), authenticator.code());
			assertThat(login.json()).containsOnlyKeys("access", "refresh");
			ApiClient in = app.client().bearer(login.text("access"));
			assertThat(in.get("/auth/2fa-method/").json())
				.isEqualTo(Map.of("method", "totp", "totp_active", true, "methods", List.of("totp")));
			assertRefused(in.post("/auth/2fa-method/", Map.of("method", "code-sender")), 403, "2fa_method_not_trusted");
			assertRefused(in.post("/auth/2fa-method/", Map.of("method", "no-2fa")), 403, "disabling_2fa_not_allowed");
		}
	}

	@Test
	void totpRequiredWhenUserHasASecretButChoseMailThenAskedForTotp() {
		try (TestApplication app = TestApplication.with("jwt2fa.trusted-2fa-methods=totp")) {
			AuthenticatorApp authenticator = app.client()
				.bearer(app.login("alice").text("enrollment_token"))
				.enroll(app.clock());
			app.bean(UserTwoFactorAuthDataRepository.class).savePreferredMethod("alice", TwoFactorMethod.CODE_SENDER);
			int mails = app.mail().codesFor("alice@example.com").size();
			String codeToken = app.getCode("alice").text("token");
			assertThat(app.mail().codesFor("alice@example.com")).hasSize(mails);
			app.clock().advance(Duration.ofSeconds(30));
			assertThat(app.client().auth(codeToken, authenticator.code()).json()).containsOnlyKeys("access", "refresh");
		}
	}

	@Test
	void totpRequiredWhenSecretCanNotBeReadThenNobodyEnrollsByMailInstead(CapturedOutput output) {
		try (TestApplication app = TestApplication.with("jwt2fa.trusted-2fa-methods=totp")) {
			String enrollmentToken = app.login("alice").text("enrollment_token");
			app.bean(UserTwoFactorAuthDataRepository.class)
				.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.CODE_SENDER, "of a key that is lost"));
			int mails = app.mail().codesFor("alice@example.com").size();
			String codeToken = app.getCode("alice").text("token");
			assertThat(app.mail().codesFor("alice@example.com")).hasSize(mails);
			assertRefused(app.client().auth(codeToken, "123456"), 401, "authentication_failed");
			assertThat(output).contains("jwt2fa.totp-encryption-key", "user alice")
				.doesNotContain("of a key that is lost");
			assertRefused(app.client().bearer(enrollmentToken).send("POST", "/auth/totp/setup/"), 403,
					"totp_already_active");
		}
	}

	@Test
	void unknownMethodWhenStoredThenLoggedOnceForEachUser(CapturedOutput output) {
		try (TestApplication app = TestApplication.with("jwt2fa.fallback-2fa-method=no-2fa",
				"jwt2fa.trusted-2fa-methods=no-2fa")) {
			UserTwoFactorAuthDataRepository data = app.bean(UserTwoFactorAuthDataRepository.class);
			for (String user : List.of("alice", "bob")) {
				data.savePreferredMethod(user, TwoFactorMethod.of("carrier-pigeon"));
				for (int i = 0; i < 3; i++) {
					assertRefused(app.getCode(user), 403, "2fa_not_configured");
				}
			}
			assertThat(output.getAll().split("carrier-pigeon", -1)).hasSize(3);
		}
	}

	@Test
	void refusalsWhenFormatIsDrfThenCodesOfTheContract() {
		try (TestApplication app = TestApplication.with("jwt2fa.error-format=drf",
				"jwt2fa.sensitive-change-max-age=1m")) {
			ApiClient in = app.loggedIn("alice");
			assertThat(in.post("/auth/totp/confirm/", Map.of("code", "123456")).json())
				.containsOnlyKeys("detail", "code")
				.containsEntry("code", "no_pending_totp");
			assertThat(in.post("/auth/2fa-method/", Map.of("method", "pigeon")).json()).containsOnlyKeys("method");
			assertThat(app.client().send("POST", "/auth/totp/setup/").json()).containsEntry("code",
					"not_authenticated");
			app.clock().advance(Duration.ofSeconds(61));
			Answer old = in.send("POST", "/auth/totp/setup/");
			assertThat(old.json()).containsEntry("code", "insufficient_user_authentication");
			assertThat(old.header("WWW-Authenticate")).contains("max_age=60");
		}
	}

	@Test
	void optionalWhenUserOptsInAndOutThenLoginsFollow() {
		try (TestApplication app = TestApplication.with("jwt2fa.fallback-2fa-method=no-2fa",
				"jwt2fa.trusted-2fa-methods=code-sender,totp,no-2fa")) {
			Answer first = app.getCode("alice");
			assertThat(first.json()).containsOnlyKeys("access", "refresh");
			ApiClient in = app.client().bearer(first.text("access"));
			assertThat(in.get("/auth/2fa-method/").json()).isEqualTo(
					Map.of("method", "no-2fa", "totp_active", false, "methods", List.of("code-sender", "no-2fa")));
			AuthenticatorApp authenticator = in.enroll(app.clock());
			app.clock().advance(Duration.ofSeconds(30));
			Answer second = app.client().auth(app.getCode("alice").text("token"), authenticator.code());
			ApiClient again = app.client().bearer(second.text("access"));
			assertThat(again.post("/auth/2fa-method/", Map.of("method", "code-sender")).status()).isEqualTo(200);
			assertThat(app.login("alice").json()).containsOnlyKeys("access", "refresh");
			assertThat(again.post("/auth/2fa-method/", Map.of("method", "no-2fa")).status()).isEqualTo(200);
			assertThat(app.getCode("alice").json()).containsOnlyKeys("access", "refresh");
		}
	}

	@Test
	void secretWhenEncryptedByAnOlderKeyOfTheListThenStillGood() {
		String first = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
		String second = "__79_Pv6-fj39vX08_Lx8O_u7ezr6uno5-bl5OPi4eA=";
		String encrypted;
		String secret;
		try (TestApplication app = TestApplication.with("jwt2fa.totp-encryption-key=" + first)) {
			ApiClient in = app.loggedIn("alice");
			Answer setup = in.send("POST", "/auth/totp/setup/");
			secret = setup.text("secret");
			in.post("/auth/totp/confirm/", Map.of("code", new AuthenticatorApp(secret, app.clock()).code()));
			encrypted = app.bean(UserTwoFactorAuthDataRepository.class).findByUserId("alice").encryptedTotpSecret();
		}
		try (TestApplication app = TestApplication.with("jwt2fa.totp-encryption-key=" + second + "," + first)) {
			app.bean(UserTwoFactorAuthDataRepository.class)
				.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.TOTP, encrypted));
			String codeToken = app.getCode("alice").text("token");
			assertThat(app.client().auth(codeToken, new AuthenticatorApp(secret, app.clock()).code()).status())
				.isEqualTo(200);
		}
	}

	@Test
	void windowWhenZeroThenOnlyTheCodeOfNow() {
		try (TestApplication app = TestApplication.with("jwt2fa.totp-valid-window=0",
				"jwt2fa.auth-token-retry-wait-time=0", "jwt2fa.sensitive-change-max-age=0")) {
			AuthenticatorApp authenticator = app.loggedIn("alice").enroll(app.clock());
			String codeToken = app.getCode("alice").text("token");
			assertRefused(app.client().auth(codeToken, authenticator.codeIn(1)), 401, "authentication_failed");
			app.clock().advance(Duration.ofSeconds(30));
			assertThat(app.client().auth(codeToken, authenticator.code()).status()).isEqualTo(200);
		}
	}

}
