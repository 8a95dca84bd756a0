package io.github.jwt2fa.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestMailServer;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The login as clients see it (contract, sections 2 and 3), with the default settings.
 */
class LoginIT {

	@AutoClose
	private static final TestApplication app = TestApplication.with();

	private final String user = app.newUser();

	@BeforeEach
	void forgetEvents() {
		app.events().clear();
	}

	private String code() {
		return app.lastCodeFor(this.user);
	}

	private String wrongCode() {
		return code().equals("0000000") ? "0000001" : "0000000";
	}

	@Test
	void loginWhenPasswordAndCodeAreRightThenTokensOpenResources() {
		Answer login = app.login(this.user);
		assertThat(login.status()).isEqualTo(200);
		assertThat(login.json()).containsOnlyKeys("access", "refresh");
		assertThat(login.header("Content-Type")).isEqualTo("application/json");
		assertThat(login.header("Cache-Control")).isEqualTo("no-store");
		assertThat(login.header("Set-Cookie")).isNull();
		Answer me = app.client().bearer(login.text("access")).get("/me");
		assertThat(me.json()).isEqualTo(Map.of("username", this.user, "type", "TestUser"));
	}

	@Test
	void loginWhenCompleteThenToldOnceAfterTheLastStep() {
		String codeToken = app.codeTokenFor(this.user);
		assertThat(app.events()).singleElement().isInstanceOf(TwoFactorEvent.CodeSent.class);
		Answer login = app.client().auth(codeToken, code());
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).singleElement()
			.isEqualTo(new TwoFactorEvent.LoginSucceeded(this.user, this.user, TwoFactorMethod.CODE_SENDER, "127.0.0.1",
					app.clock().instant()));
		assertThat(app.events(InteractiveAuthenticationSuccessEvent.class)).singleElement()
			.extracting((event) -> event.getAuthentication().getName())
			.isEqualTo(this.user);
		app.client().bearer(login.text("access")).get("/me");
		assertThat(app.events()).as("a request with a token is no login").hasSize(3);
	}

	@Test
	void tokensWhenIssuedThenClaimsOfTheContract() {
		String codeToken = app.codeTokenFor(this.user);
		long now = app.clock().instant().getEpochSecond();
		assertThat(TokenText.claimsOf(codeToken)).containsOnlyKeys("jti", "typ", "uid", "iat", "exp", "vch", "vcn")
			.containsEntry("typ", "code-sender")
			.containsEntry("uid", this.user);
		assertThat((String) TokenText.claimsOf(codeToken).get("jti")).hasSize(22);
		Answer login = app.client().auth(codeToken, code());
		Map<String, Object> access = TokenText.claimsOf(login.text("access"));
		assertThat(access)
			.containsOnlyKeys("token_type", "exp", "iat", "jti", "user_id", "sub", "sid", "auth_time", "amr")
			.containsEntry("token_type", "access")
			.containsEntry("user_id", this.user)
			.containsEntry("sub", this.user)
			.containsEntry("amr", List.of("pwd", "mca", "mfa"));
		assertThat(((Number) access.get("exp")).longValue()).isEqualTo(now + 300);
		assertThat(((Number) access.get("auth_time")).longValue()).isEqualTo(now);
		assertThat((String) access.get("jti")).matches("[0-9a-f]{32}");
		Map<String, Object> refresh = TokenText.claimsOf(login.text("refresh"));
		assertThat(refresh).containsEntry("token_type", "refresh").containsEntry("sid", access.get("sid"));
		assertThat(((Number) refresh.get("exp")).longValue()).isEqualTo(now + 86_400);
	}

	@Test
	void getCodeWhenTypedInAnotherCaseThenTheCanonicalUser() {
		Answer answer = app.client().getCode(this.user.toUpperCase(java.util.Locale.ROOT), TestUsers.PASSWORD);
		assertThat(TokenText.claimsOf(answer.text("token"))).containsEntry("uid", this.user);
		assertThat(app.client().auth(answer.text("token"), code()).status()).isEqualTo(200);
	}

	@Test
	void getCodeWhenNameHasBlanksAroundThenTheyAreDropped() {
		assertThat(app.client().getCode("  " + this.user + "\t", TestUsers.PASSWORD).status()).isEqualTo(200);
		assertThat(app.client().getCode(this.user, " " + TestUsers.PASSWORD).code()).isEqualTo("authentication_failed");
	}

	@Test
	void getCodeWhenPasswordIsWrongOrUserUnknownOrDisabledThenTheSameAnswer() {
		app.users().put(TestUser.named("locked").asLocked());
		app.users().put(TestUser.named("expired").asExpired());
		app.users().put(TestUser.named("old-password").withExpiredCredentials());
		app.users().put(TestUser.named("strange").withPassword("a hash without id"));
		Answer wrong = app.client().getCode(this.user, "wrong");
		assertThat(wrong.status()).isEqualTo(401);
		assertThat(wrong.code()).isEqualTo("authentication_failed");
		assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
		assertThat(wrong.header("Content-Type")).isEqualTo("application/problem+json");
		for (String name : List.of("nobody", "dora", "locked", "expired", "old-password", "strange")) {
			Answer answer = app.client().getCode(name, TestUsers.PASSWORD);
			assertThat(answer.body()).as(name).isEqualTo(wrong.body());
			assertThat(answer.response().headers().map().keySet()).isEqualTo(wrong.response().headers().map().keySet());
		}
		assertThat(app.events()).isEmpty();
		assertThat(app.mail().codesFor("dora@example.com")).isEmpty();
	}

	@Test
	void getCodeWhenAuthorizationHeaderIsBadThenIgnored() {
		ApiClient client = app.client().bearer("expired or garbage");
		assertThat(client.getCode(this.user, TestUsers.PASSWORD).status()).isEqualTo(200);
	}

	@Test
	void getCodeWhenSlashIsMissingThenTheSame() {
		assertThat(app.client()
			.post("/auth/get-code", Map.of("username", this.user, "password", TestUsers.PASSWORD))
			.status()).isEqualTo(200);
	}

	@Test
	void getCodeWhenAllSlotsAreTakenThenRefusedUntilOneIsFree() {
		String first = app.codeTokenFor(this.user);
		String firstCode = code();
		app.codeTokenFor(this.user);
		app.codeTokenFor(this.user);
		Answer refused = app.client().getCode(this.user, TestUsers.PASSWORD);
		assertThat(refused.status()).isEqualTo(429);
		assertThat(refused.code()).isEqualTo("too_many_code_tokens");
		assertThat(refused.header("Retry-After")).isEqualTo("300");
		assertThat(app.events(TwoFactorEvent.Throttled.class)).singleElement()
			.extracting(TwoFactorEvent.Throttled::limit)
			.isEqualTo(TwoFactorEvent.Throttled.Limit.MAX_ACTIVE_CODE_TOKENS_PER_USER);
		assertThat(app.client().auth(first, firstCode).status()).isEqualTo(200);
		assertThat(app.client().getCode(this.user, TestUsers.PASSWORD).status()).as("a used token gives its slot back")
			.isEqualTo(200);
		assertThat(app.client().getCode(this.user, TestUsers.PASSWORD).status()).isEqualTo(429);
	}

	@Test
	void getCodeWhenNoAddressIsKnownThenToldAndSlotGivenBack() {
		app.users().put(TestUser.named(this.user).withoutEmail());
		for (int i = 0; i < 5; i++) {
			Answer answer = app.client().getCode(this.user, TestUsers.PASSWORD);
			assertThat(answer.status()).isEqualTo(501);
			assertThat(answer.code()).isEqualTo("verification_code_sending_failed");
			assertThat(answer.text("detail")).contains("No e-mail address");
		}
		assertThat(app.events(TwoFactorEvent.CodeSendingFailed.class)).hasSize(5);
	}

	@ParameterizedTest
	@ValueSource(strings = { "de", "fr", "es", "xx" })
	void getCodeWhenLanguageIsAskedForThenAnswersAndMailsAreInIt(String language) throws Exception {
		Map<String, String> subjects = Map.of("de", "Ihr Anmeldecode", "fr", "Votre code de connexion", "es",
				"Su código de acceso", "xx", "Your login code");
		app.mail().clear();
		app.client().with("Accept-Language", language).getCode(this.user, TestUsers.PASSWORD);
		assertThat(app.mail().messages()).singleElement()
			.satisfies((mail) -> assertThat(mail.getSubject()).isEqualTo(subjects.get(language)))
			.satisfies((mail) -> assertThat(mail.getFrom()[0]).hasToString("login@example.com"))
			.satisfies(
					(mail) -> assertThat(TestMailServer.textOf(mail)).containsPattern("(?m)^\\d{7}$").contains("5 "));
	}

	@Test
	void authWhenCodeIsWrongThenRefusedAndCounted() {
		String codeToken = app.codeTokenFor(this.user);
		Answer wrong = app.client().auth(codeToken, wrongCode());
		assertThat(wrong.status()).isEqualTo(401);
		assertThat(wrong.code()).isEqualTo("authentication_failed");
		assertThat(app.events(TwoFactorEvent.SecondFactorFailed.class)).hasSize(1);
	}

	@Test
	void authWhenTooSoonThenRefusedWithoutProlonging() {
		String codeToken = app.codeTokenFor(this.user);
		app.client().auth(codeToken, wrongCode());
		app.clock().advance(Duration.ofMillis(500));
		Answer soon = app.client().auth(codeToken, code());
		assertThat(soon.status()).isEqualTo(429);
		assertThat(soon.code()).isEqualTo("throttled");
		assertThat(soon.header("Retry-After")).isEqualTo("2");
		app.clock().advance(Duration.ofMillis(1500));
		assertThat(app.client().auth(codeToken, code()).status()).isEqualTo(200);
	}

	@Test
	void authWhenFiveCodesWereWrongThenTheTokenIsDead() {
		String codeToken = app.codeTokenFor(this.user);
		for (int i = 0; i < 5; i++) {
			assertThat(app.client().auth(codeToken, wrongCode()).status()).isEqualTo(401);
			app.clock().advance(Duration.ofSeconds(2));
		}
		for (int i = 0; i < 2; i++) {
			Answer dead = app.client().auth(codeToken, code());
			assertThat(dead.status()).isEqualTo(403);
			assertThat(dead.code()).isEqualTo("too_many_auth_attempts");
		}
	}

	@Test
	void authWhenTokenWasUsedThenToldForTheRightCodeAlone() {
		String codeToken = app.codeTokenFor(this.user);
		assertThat(app.client().auth(codeToken, code()).status()).isEqualTo(200);
		app.clock().advance(Duration.ofSeconds(2));
		Answer again = app.client().auth(codeToken, code());
		assertThat(again.status()).isEqualTo(401);
		assertThat(again.code()).isEqualTo("token_already_used");
		app.clock().advance(Duration.ofSeconds(2));
		assertThat(app.client().auth(codeToken, wrongCode()).code()).isEqualTo("authentication_failed");
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).hasSize(1);
	}

	@Test
	void authWhenTokenHasExpiredThenTold() {
		String codeToken = app.codeTokenFor(this.user);
		String code = code();
		app.clock().advance(Duration.ofSeconds(300));
		Answer expired = app.client().auth(codeToken, code);
		assertThat(expired.status()).isEqualTo(403);
		assertThat(expired.code()).isEqualTo("code_token_expired");
	}

	@Test
	void authWhenUserIsGoneThenLikeAWrongCode() {
		String codeToken = app.codeTokenFor(this.user);
		String code = code();
		app.users().remove(this.user);
		assertThat(app.client().auth(codeToken, code).code()).isEqualTo("authentication_failed");
	}

	@Test
	void authWhenUserIsDisabledMeanwhileThenTold() {
		String codeToken = app.codeTokenFor(this.user);
		app.users().put(TestUser.named(this.user).asDisabled());
		assertThat(app.client().auth(codeToken, wrongCode()).code()).isEqualTo("authentication_failed");
		app.clock().advance(Duration.ofSeconds(2));
		Answer disabled = app.client().auth(codeToken, code());
		assertThat(disabled.status()).isEqualTo(403);
		assertThat(disabled.code()).isEqualTo("permission_denied");
	}

	@Test
	void authWhenCodeOfAnotherTokenThenWrong() {
		String first = app.codeTokenFor(this.user);
		app.codeTokenFor(this.user);
		assertThat(app.client().auth(first, code()).code()).isEqualTo("authentication_failed");
	}

	@Test
	void authWhenCodeIsTypedWithBlanksAndDashesThenTheyAreIgnored() {
		String codeToken = app.codeTokenFor(this.user);
		String code = code();
		String typed = " " + code.substring(0, 3) + " -\u00a0" + code.substring(3, 5) + "\u2013" + code.substring(5)
				+ "\t";
		assertThat(app.client().auth(codeToken, typed).status()).isEqualTo(200);
	}

	@Test
	void authWhenDigitsAreNotAsciiThenWrong() {
		String codeToken = app.codeTokenFor(this.user);
		StringBuilder fullWidth = new StringBuilder();
		code().chars().forEach((c) -> fullWidth.append((char) (c - '0' + '０')));
		assertThat(app.client().auth(codeToken, fullWidth.toString()).code()).isEqualTo("authentication_failed");
	}

	@Test
	void authWhenTokensAreForgedThenRefusedAndNoStateIsLeft() {
		String codeToken = app.codeTokenFor(this.user);
		String[] parts = codeToken.split("\\.");
		String none = Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
		app.events().clear();
		for (String forged : List.of("garbage", none + "." + parts[1] + ".", none + "." + parts[1] + "." + parts[2],
				parts[0] + "." + parts[1] + ".AAAA", codeToken + "=", "é", "a".repeat(60_000),
				Base64.getUrlEncoder().withoutPadding().encodeToString("null".getBytes(StandardCharsets.UTF_8)) + "."
						+ parts[1] + "." + parts[2])) {
			Answer answer = app.client().auth(forged, code());
			assertThat(answer.status()).as(forged).isEqualTo(401);
			assertThat(answer.code()).isEqualTo("authentication_failed");
		}
		assertThat(app.events()).isEmpty();
		assertThat(app.client().auth(codeToken, code()).status()).as("nothing was counted").isEqualTo(200);
	}

	@Test
	void authWhenUserStoreIsDownThenShutAndNothingIsCounted() {
		String codeToken = app.codeTokenFor(this.user);
		app.users().setDown(true);
		try {
			Answer down = app.client().auth(codeToken, code());
			assertThat(down.status()).isEqualTo(503);
			assertThat(down.code()).isEqualTo("temporarily_unavailable");
			assertThat(down.body()).doesNotContain("user store");
			assertThat(app.client().getCode(this.user, TestUsers.PASSWORD).status()).isEqualTo(503);
		}
		finally {
			app.users().setDown(false);
		}
		assertThat(app.client().auth(codeToken, code()).status()).isEqualTo(200);
	}

	@Test
	void authWhenBudgetOfFailuresIsSpentThenThrottledWhateverTheToken() {
		int failures = 0;
		String codeToken = null;
		while (failures < 20) {
			codeToken = app.codeTokenFor(this.user);
			for (int i = 0; i < 4 && failures < 20; i++) {
				assertThat(app.client().auth(codeToken, wrongCode()).status()).isEqualTo(401);
				failures++;
				app.clock().advance(Duration.ofSeconds(2));
			}
			if (failures < 20) {
				// only a used token gives its slot back, and it has to have one attempt
				// left
				assertThat(app.client().auth(codeToken, code()).status()).isEqualTo(200);
			}
		}
		assertThat(app.events(TwoFactorEvent.SecondFactorBudgetSpent.class)).hasSize(1);
		Answer spent = app.client().auth(codeToken, code());
		assertThat(spent.status()).isEqualTo(429);
		assertThat(spent.code()).isEqualTo("throttled");
		assertThat(Integer.parseInt(spent.header("Retry-After"))).isBetween(100, 180);
		app.clock().advance(Duration.ofMinutes(3));
		assertThat(app.client().auth(codeToken, code()).status()).isEqualTo(200);
	}

	@Test
	void getCodeWhenTooManyCodesWereSentThenThrottled() {
		for (int i = 0; i < 10; i++) {
			assertThat(app.login(this.user).status()).isEqualTo(200);
			app.clock().advance(Duration.ofSeconds(1));
		}
		Answer refused = app.client().getCode(this.user, TestUsers.PASSWORD);
		assertThat(refused.status()).isEqualTo(429);
		assertThat(refused.code()).isEqualTo("throttled");
		assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(300, 360);
	}

}
