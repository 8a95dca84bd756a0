package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestApplications;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sending a code again without the password (contract, I.2): each row, and their order.
 */
@Tag("stores")
class SendAgainIT {

	private static final JsonMapper JSON = new JsonMapper();

	private static final List<String> ALL = List.of("totp", "key", "paper", "sms", "code-sender");

	@RegisterExtension
	private static final TestApplications apps = new TestApplications(
			List.of(TestApplication.App.class, MoreMethods.class), MoreMethods.TRUSTED,
			"jwt2fa.auth-token-retry-wait-time=0s");

	private TestApplication app;

	private final String user = "user" + System.nanoTime();

	private void start(String... more) {
		this.app = apps.start(more);
		this.app.users().put(TestUser.named(this.user));
	}

	private MoreMethods.Owners owners() {
		return this.app.bean(MoreMethods.Owners.class);
	}

	private void advance(long seconds) {
		this.app.clock().advance(Duration.ofSeconds(seconds));
	}

	private String begin() {
		return this.app.codeTokenFor(this.user);
	}

	private Answer getCode() {
		return this.app.client()
			.post("/auth/get-code/", Map.of("username", this.user, "password", TestUsers.PASSWORD, "methods", ALL));
	}

	private Answer sendAgain(String token) {
		return this.app.client().post("/auth/get-code/", Map.of("code_token", token));
	}

	private Answer sendAgain(String token, String method) {
		return this.app.client().post("/auth/get-code/", Map.of("code_token", token, "method", method));
	}

	private Answer auth(String token, String code) {
		return this.app.client().post("/auth/auth/", Map.of("code_token", token, "code", code));
	}

	private String lastCode() {
		return this.app.mail().lastCodeFor(this.user + "@example.com");
	}

	private int mails() {
		return this.app.mail().codesFor(this.user + "@example.com").size();
	}

	private static String wrong(String code) {
		return code.equals("0000000") ? "0000001" : "0000000";
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status()).as("%s", answer).isEqualTo(status);
		assertThat(answer.code()).isEqualTo(code);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> claims(String token) {
		return JSON.readValue(TokenForge.claimsOf(token), Map.class);
	}

	@Test
	void sentWhenTwiceThenAChainWhoseTokensAreGoodEachWithItsCode() {
		start();
		String first = begin();
		String firstCode = lastCode();
		advance(30);
		Answer again = sendAgain(first);
		assertThat(again.json()).containsOnlyKeys("token", "method", "resend_after")
			.containsEntry("method", "code-sender")
			.containsEntry("resend_after", 30);
		String second = again.text("token");
		String secondCode = lastCode();
		advance(30);
		String third = sendAgain(second, "code-sender").text("token");
		assertThat(this.app.events(TwoFactorEvent.CodeSent.class)).hasSize(3);
		Map<String, Object> claims = claims(first);
		for (String next : List.of(second, third)) {
			assertThat(claims(next)).containsEntry("cid", claims.get("jti"))
				.containsEntry("auth_time", claims.get("iat"))
				.containsEntry("uid", this.user)
				.doesNotContainEntry("jti", claims.get("jti"))
				.doesNotContainEntry("iat", claims.get("iat"))
				.doesNotContainEntry("vch", claims.get("vch"));
		}
		assertRefused(auth(third, secondCode), 401, "authentication_failed");
		assertRefused(auth(second, firstCode), 401, "authentication_failed");
		assertThat(auth(first, firstCode).status()).isEqualTo(200);
		assertRefused(auth(second, secondCode), 401, "token_already_used");
		assertRefused(auth(third, lastCode()), 401, "token_already_used");
	}

	@Test
	void failuresWhenOverAChainThenCountedTogetherUntilItsVeryEnd() {
		start("jwt2fa.max-second-factor-failures-per-user=none");
		String first = begin();
		String firstCode = lastCode();
		for (int i = 0; i < 2; i++) {
			assertRefused(auth(first, wrong(firstCode)), 401, "authentication_failed");
		}
		advance(299);
		String second = sendAgain(first).text("token");
		String secondCode = lastCode();
		assertRefused(auth(first, wrong(firstCode)), 401, "authentication_failed");
		advance(298);
		assertRefused(auth(first, firstCode), 403, "code_token_expired");
		for (int i = 0; i < 2; i++) {
			assertRefused(auth(second, wrong(secondCode)), 401, "authentication_failed");
		}
		assertRefused(auth(second, secondCode), 403, "too_many_auth_attempts");
	}

	@Test
	void useWhenLongAgoThenNoTokenOfTheChainIsGoodAgain() {
		start();
		String first = begin();
		String firstCode = lastCode();
		advance(290);
		String second = sendAgain(first).text("token");
		assertThat(auth(first, firstCode).status()).isEqualTo(200);
		advance(295);
		assertRefused(auth(second, lastCode()), 401, "token_already_used");
	}

	@Test
	void waitWhenAfterAnAttemptThenForTheWholeChain() {
		start("jwt2fa.auth-token-retry-wait-time=2s");
		String first = begin();
		advance(30);
		String second = sendAgain(first).text("token");
		assertRefused(auth(first, wrong(lastCode())), 401, "authentication_failed");
		assertRefused(auth(second, lastCode()), 429, "throttled");
		advance(2);
		assertThat(auth(second, lastCode()).status()).isEqualTo(200);
	}

	@Test
	void tokenWhenNotGenuineThenCountedAndAGenuineOneIsNot() {
		start("jwt2fa.code-token-throttle-rate=3/1h");
		String token = begin();
		for (String garbage : List.of("garbage", token + "A")) {
			assertRefused(sendAgain(garbage), 401, "authentication_failed");
		}
		assertRefused(sendAgain("garbage"), 429, "throttled");
		advance(30);
		String next = sendAgain(token).text("token");
		assertThat(next).as("is not stopped by that").isNotNull();
		advance(-30 + 300);
		assertRefused(sendAgain(token), 403, "code_token_expired");
	}

	@Test
	void bodyWhenOfBothKindsOrNeitherThenInvalidAndCounted() {
		start("jwt2fa.code-token-throttle-rate=6/1h");
		String token = begin();
		advance(30);
		for (String other : List.of("username", "password")) {
			Answer both = this.app.client().post("/auth/get-code/", Map.of("code_token", token, other, "x"));
			assertRefused(both, 400, "invalid");
			assertThat(both.json().get("errors")).asString().contains("code_token=");
		}
		assertThat(this.app.client().post("/auth/get-code/", Map.of("method", "sms")).json().get("errors")).asString()
			.contains("username=", "password=");
		assertRefused(this.app.client().post("/auth/get-code/", Map.of("code_token", List.of())), 400, "invalid");
		assertRefused(sendAgain(token, " "), 400, "invalid");
		assertRefused(this.app.client().postJson("/auth/get-code/", "{"), 429, "throttled");
		assertRefused(sendAgain(token, " "), 429, "throttled");
		assertThat(sendAgain(token).status()).isEqualTo(200);
	}

	@Test
	void passwordWhenAsOldAsACodeMayBeThenExpiredButTheLastCodeIsGood() {
		start();
		String first = begin();
		advance(299);
		String second = sendAgain(first).text("token");
		advance(1);
		assertRefused(sendAgain(first), 403, "code_token_expired");
		assertRefused(sendAgain(second), 403, "code_token_expired");
		advance(290);
		assertThat(auth(second, lastCode()).status()).isEqualTo(200);
	}

	@Test
	void chainWhenUsedThenRefusedBeforeAllThatComesLater() {
		start();
		String token = begin();
		assertThat(auth(token, lastCode()).status()).isEqualTo(200);
		this.app.events().clear();
		assertRefused(sendAgain(token), 401, "token_already_used");
		assertRefused(sendAgain(token, "totp"), 401, "token_already_used");
		assertThat(this.app.events(TwoFactorEvent.LoginRefused.class)).as("no right code was refused").isEmpty();
		this.app.users().remove(this.user);
		assertRefused(sendAgain(token), 401, "token_already_used");
		advance(300);
		assertRefused(sendAgain(token), 403, "code_token_expired");
	}

	@Test
	void attemptsWhenSpentThenRefusedBeforeTheUserIsLookedAt() {
		start("jwt2fa.max-second-factor-failures-per-user=5/1h");
		String token = begin();
		String code = wrong(lastCode());
		for (int i = 0; i < 5; i++) {
			auth(token, code);
		}
		this.app.users().remove(this.user);
		assertRefused(sendAgain(token, "totp"), 403, "too_many_auth_attempts");
	}

	@Test
	void budgetWhenSpentThenThrottled() {
		start("jwt2fa.max-second-factor-failures-per-user=2/1h");
		String token = begin();
		String code = wrong(lastCode());
		auth(token, code);
		auth(token, code);
		this.app.users().remove(this.user);
		Answer answer = sendAgain(token, "totp");
		assertRefused(answer, 429, "throttled");
		assertThat(answer.header("Retry-After")).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void userWhenGoneOrDisabledThenRefused(boolean gone) {
		start();
		String token = begin();
		if (gone) {
			this.app.users().remove(this.user);
		}
		else {
			this.app.users().put(TestUser.named(this.user).asDisabled());
		}
		int mails = mails();
		assertRefused(sendAgain(token, "totp"), 401, "authentication_failed");
		advance(30);
		assertRefused(sendAgain(token), 401, "authentication_failed");
		assertThat(mails()).isEqualTo(mails);
	}

	@Test
	void passwordWhenChangedAndTokensDieWithItThenRefused() {
		start("jwt2fa.token.check-revoke-token=true");
		String token = begin();
		advance(30);
		String second = sendAgain(token).text("token");
		assertThat(claims(second)).containsEntry("hash_password", claims(token).get("hash_password"));
		this.app.users().put(TestUser.named(this.user).withPassword("{noop}another"));
		advance(30);
		assertRefused(sendAgain(second), 401, "authentication_failed");
	}

	@Test
	void methodWhenNotOfferedOrSendsNothingThenNotAvailable() {
		start();
		String token = begin();
		for (String method : List.of("totp", "key", "paper", "sms", "dance", "no-2fa")) {
			assertRefused(sendAgain(token, method), 403, "2fa_method_not_available");
		}
		owners().give("key", this.user);
		choose(MoreMethods.KEY);
		advance(30);
		assertRefused(sendAgain(token), 403, "2fa_method_not_available");
	}

	private void choose(TwoFactorMethod method) {
		this.app.bean(UserTwoFactorAuthDataRepository.class).savePreferredMethod(this.user, method);
	}

	@Test
	void codeWhenYoungerThanHalfAMinuteThenThrottled() {
		start();
		owners().give("sms", this.user);
		choose(TwoFactorMethod.CODE_SENDER);
		String token = begin();
		int mails = mails();
		advance(29);
		for (Answer answer : List.of(sendAgain(token), sendAgain(token, "sms"))) {
			assertRefused(answer, 429, "throttled");
			assertThat(answer.header("Retry-After")).isEqualTo("1");
		}
		assertThat(mails()).isEqualTo(mails);
		advance(1);
		assertThat(sendAgain(token).status()).isEqualTo(200);
	}

	/**
	 * What was begun with the first token goes on with the next: a prompt that is open, a
	 * code that comes late by the other way.
	 */
	@Test
	void methodWhenAnotherThenTheOthersStayGood() {
		start();
		owners().give("key", this.user);
		owners().give("paper", this.user);
		owners().give("sms", this.user);
		choose(TwoFactorMethod.CODE_SENDER);
		for (String shown : List.of("sms", "code-sender", "key", "paper", "paper by shape")) {
			advance(120);
			owners().give("paper", this.user);
			Answer begun = getCode();
			assertThat(begun.text("method")).isEqualTo("code-sender");
			advance(30);
			Answer again = sendAgain(begun.text("token"), "sms");
			assertThat(again.json()).containsOnlyKeys("token", "method", "resend_after").containsEntry("method", "sms");
			Map<String, Object> body = new LinkedHashMap<>();
			body.put("code_token", again.text("token"));
			switch (shown) {
				case "sms" -> body.put("code", owners().lastMessageTo(this.user));
				case "paper by shape" -> body.put("code", "PAPER-RIGHT");
				case "paper" -> body.putAll(Map.of("method", "paper", "code", "PAPER-RIGHT"));
				case "code-sender" -> body.putAll(Map.of("method", "code-sender", "code", lastCode()));
				default -> body.put("credential", Map.of());
			}
			String json = JSON.writeValueAsString(body);
			if (shown.equals("key")) {
				Map<?, ?> publicKey = (Map<?, ?>) begun.json().get("public_key");
				json = json.replace("{}", "{ \"signed\" : [\"" + publicKey.get("challenge") + "\"] }");
			}
			assertThat(this.app.client().postJson("/auth/auth/", json).status()).as(shown).isEqualTo(200);
		}
	}

	@Test
	void methodWhenNothingWasSentBeforeThenSentAtOnce() {
		start();
		owners().give("sms", this.user);
		owners().give("key", this.user);
		choose(MoreMethods.KEY);
		Answer begun = getCode();
		assertThat(begun.json()).containsEntry("methods", List.of("key", "sms"));
		Answer again = sendAgain(begun.text("token"), "sms");
		assertThat(auth(again.text("token"), owners().lastMessageTo(this.user)).status()).isEqualTo(200);
		assertRefused(sendAgain(getCode().text("token")), 403, "2fa_method_not_available");
	}

	@Test
	void slotWhenSentAgainThenMovedAndGivenBackOnce() {
		start("jwt2fa.max-active-code-tokens-per-user=2", "jwt2fa.max-codes-sent-per-user=none");
		String first = begin();
		begin();
		advance(200);
		String again = sendAgain(first).text("token");
		assertThat(again).as("takes no slot of its own").isNotNull();
		assertRefused(this.app.getCode(this.user), 429, "too_many_code_tokens");
		advance(110);
		assertThat(this.app.getCode(this.user).status()).as("the other one has ended").isEqualTo(200);
		String codeOfNew = lastCode();
		assertRefused(this.app.getCode(this.user), 429, "too_many_code_tokens");
		assertThat(codeOfNew).isNotNull();
		List<String> codes = this.app.mail().codesFor(this.user + "@example.com");
		assertThat(auth(again, codes.get(2)).status()).isEqualTo(200);
		assertThat(this.app.getCode(this.user).status()).isEqualTo(200);
		assertRefused(this.app.getCode(this.user), 429, "too_many_code_tokens");
	}

	@Test
	void codesWhenAsManyAsMayBeThenThrottled() {
		start("jwt2fa.max-codes-sent-per-user=2/1h");
		String token = begin();
		advance(30);
		String second = sendAgain(token).text("token");
		advance(30);
		assertRefused(sendAgain(second), 429, "throttled");
		assertThat(mails()).isEqualTo(2);
		assertThat(auth(second, lastCode()).status()).isEqualTo(200);
	}

	@Test
	void sendingWhenItFailsThenToldAndTheTokenBeforeIsGood() {
		start("jwt2fa.max-active-code-tokens-per-user=1");
		String token = begin();
		String code = lastCode();
		advance(30);
		this.app.users().put(TestUser.named(this.user).withoutEmail());
		assertRefused(sendAgain(token), 501, "verification_code_sending_failed");
		assertThat(this.app.events(TwoFactorEvent.CodeSendingFailed.class)).hasSize(1);
		assertRefused(this.app.getCode(this.user), 429, "too_many_code_tokens");
		assertThat(auth(token, code).status()).isEqualTo(200);
	}

}
