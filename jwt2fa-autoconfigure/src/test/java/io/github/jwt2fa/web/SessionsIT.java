package io.github.jwt2fa.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.administration.TwoFactorAdministration;
import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import io.github.jwt2fa.token.AuthTokenRefresher;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Sessions: rotation, reuse, and all ways to an end (contract, section 10).
 */
class SessionsIT {

	@AutoClose
	private static final TestApplication app = TestApplication.with("jwt2fa.max-codes-sent-per-user=none");

	private final String user = app.newUser();

	private static String successorOf(String token) {
		Answer answer = app.client().refresh(token);
		assertThat(answer.status()).isEqualTo(200);
		return answer.text("refresh");
	}

	private static void assertDead(String token) {
		Answer answer = app.client().refresh(token);
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.code()).isEqualTo("token_not_valid");
	}

	/**
	 * A refresh token of other software under the same key, which has no session.
	 */
	private String foreignRefreshToken(String id) {
		long now = app.clock().instant().getEpochSecond();
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("token_type", "refresh");
		claims.put("exp", now + 86400);
		claims.put("iat", now);
		claims.put("jti", id);
		claims.put("user_id", this.user);
		Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
		String input = base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
				+ "." + base64.encodeToString(new JsonMapper().writeValueAsBytes(claims));
		return input + "." + base64
			.encodeToString(new HmacSha256(TestApplication.SECRET_KEY.getBytes(StandardCharsets.UTF_8)).sign(input));
	}

	private List<TwoFactorEvent.RefreshTokenReused> reuses() {
		return app.events(TwoFactorEvent.RefreshTokenReused.class)
			.stream()
			.filter((event) -> event.userId().equals(this.user))
			.toList();
	}

	@Test
	void refreshWhenCurrentThenNextRefreshTokenOfTheSameSession() {
		String first = app.login(this.user).text("refresh");
		app.clock().advance(Duration.ofHours(23));
		Answer refreshed = app.client().refresh(first);
		assertThat(refreshed.json()).containsOnlyKeys("access", "refresh");
		Map<String, Object> before = TokenText.claimsOf(first);
		Map<String, Object> after = TokenText.claimsOf(refreshed.text("refresh"));
		for (String kept : List.of("sid", "auth_time", "amr", "user_id", "sub", "token_type")) {
			assertThat(after.get(kept)).as(kept).isEqualTo(before.get(kept));
		}
		assertThat(after.get("jti")).isNotEqualTo(before.get("jti"));
		assertThat(after.get("exp")).isEqualTo((int) app.clock().instant().getEpochSecond() + 86400);
		app.clock().advance(Duration.ofHours(23));
		assertThat(app.client().refresh(refreshed.text("refresh")).status()).isEqualTo(200);
	}

	@Test
	void refreshWhenRepeatedInTheGraceThenTheSameSuccessor() {
		String first = app.login(this.user).text("refresh");
		String second = successorOf(first);
		app.clock().advance(Duration.ofSeconds(29));
		assertThat(successorOf(first)).isEqualTo(second);
		assertThat(app.client().verify(first).status()).isEqualTo(200);
		app.clock().advance(Duration.ofSeconds(1));
		assertThat(app.client().verify(first).status()).isEqualTo(401);
		assertThat(app.client().refresh(second).status()).isEqualTo(200);
		assertThat(reuses()).isEmpty();
	}

	@Test
	void refreshWhenReusedAfterTheGraceThenSessionIsDeadForEveryone() throws Exception {
		String first = app.login(this.user).text("refresh");
		String second = successorOf(first);
		String sid = (String) TokenText.claimsOf(first).get("sid");
		app.clock().advance(Duration.ofSeconds(30));
		assertDead(first);
		assertDead(second);
		assertDead(first);
		assertThat(app.client().verify(second).code()).isEqualTo("token_not_valid");
		assertThat(reuses()).singleElement().satisfies((event) -> assertThat(event.session()).isEqualTo(sid));
		List<String> notices = List.of();
		for (int i = 0; i < 100 && notices.isEmpty(); i++) {
			Thread.sleep(50);
			notices = app.mail().textsFor(this.user + "@example.com", "A notice about your login");
		}
		assertThat(notices).singleElement().asString().contains("continued from two places").doesNotContain(sid);
		// another login of the user is another session
		assertThat(app.client().refresh(app.login(this.user).text("refresh")).status()).isEqualTo(200);
	}

	@Test
	void refreshWhenThreeTabsShareALoginThenNoTheft() {
		String first = app.login(this.user).text("refresh");
		String second = successorOf(first);
		app.clock().advance(Duration.ofSeconds(20));
		String third = successorOf(second);
		app.clock().advance(Duration.ofSeconds(29));
		// the slowest tab still has the first one, and the second tab the second
		assertThat(app.client().verify(first).status()).isEqualTo(401);
		assertDead(first);
		assertThat(successorOf(second)).isEqualTo(third);
		assertThat(app.client().refresh(third).status()).isEqualTo(200);
		assertThat(reuses()).isEmpty();
	}

	@Test
	void refreshWhenOlderThanThePreviousAfterTheGraceThenSessionIsDeadForEveryone() {
		String first = app.login(this.user).text("refresh");
		String third = successorOf(successorOf(first));
		app.clock().advance(Duration.ofSeconds(30));
		assertDead(first);
		assertDead(third);
		assertThat(reuses()).hasSize(1);
	}

	@Test
	void refreshWhenManyAtOnceThenOneSuccessor() throws Exception {
		String first = app.login(this.user).text("refresh");
		List<Answer> answers = AtOnce.results(20, 20, (i) -> app.client().refresh(first));
		assertThat(answers).extracting(Answer::status).containsOnly(200);
		List<String> successors = answers.stream().map((answer) -> answer.text("refresh")).toList();
		assertThat(successors).hasSize(20).doesNotContainNull();
		assertThat(successors.stream().distinct()).hasSize(1);
		assertThat(app.client().refresh(successors.get(0)).status()).isEqualTo(200);
	}

	@Test
	void refreshWhenSessionLastsTooLongThenOverForGood() {
		try (TestApplication other = TestApplication.with("jwt2fa.token.refresh-family-lifetime=36h")) {
			String token = other.login("alice").text("refresh");
			other.clock().advance(Duration.ofHours(20));
			token = other.client().refresh(token).text("refresh");
			// no token says that it is good for longer than its session
			assertThat(TokenText.claimsOf(token).get("exp"))
				.isEqualTo((int) other.clock().instant().plus(Duration.ofHours(16)).getEpochSecond());
			other.clock().advance(Duration.ofHours(15));
			token = other.client().refresh(token).text("refresh");
			other.clock().advance(Duration.ofHours(1));
			assertThat(other.client().refresh(token).code()).isEqualTo("token_not_valid");
			assertThat(other.events(TwoFactorEvent.RefreshTokenReused.class)).isEmpty();
		}
	}

	@Test
	void refreshWhenRotationIsOffThenAccessAlone() {
		try (TestApplication other = TestApplication.with("jwt2fa.token.rotate-refresh-tokens=false")) {
			String token = other.login("alice").text("refresh");
			for (int i = 0; i < 3; i++) {
				assertThat(other.client().refresh(token).json()).containsOnlyKeys("access");
				other.clock().advance(Duration.ofMinutes(5));
			}
			assertThat(other.client().logout(token).status()).isEqualTo(200);
			assertThat(other.client().refresh(token).code()).isEqualTo("token_not_valid");
		}
	}

	@Test
	void refreshWhenGraceIsOffThenOnceIsOnce() {
		try (TestApplication other = TestApplication.with("jwt2fa.token.refresh-reuse-grace=0s")) {
			String token = other.login("alice").text("refresh");
			String next = other.client().refresh(token).text("refresh");
			assertThat(other.client().refresh(token).code()).isEqualTo("token_not_valid");
			assertThat(other.client().refresh(next).code()).isEqualTo("token_not_valid");
		}
	}

	@Test
	void refreshWhenTokenIsOfOtherSoftwareThenASessionOfItsOwnJti() {
		String foreign = foreignRefreshToken("11111111111111111111111111111111" + this.user);
		String next = successorOf(foreign);
		String sid = (String) TokenText.claimsOf(next).get("sid");
		assertThat(sid).isEqualTo(TokenText.claimsOf(foreign).get("jti"));
		assertThat(app.bean(LoginSessionRepository.class).findByUserId(this.user)).singleElement()
			.satisfies((session) -> assertThat(session.id()).isEqualTo(sid));
		app.clock().advance(Duration.ofSeconds(30));
		assertDead(foreign);
		assertDead(next);
		assertThat(reuses()).hasSize(1);
	}

	@Test
	void refreshWhenReusedInATransactionOfTheApplicationThenTheEndIsKept() {
		String first = app.login(this.user).text("refresh");
		String second = successorOf(first);
		app.clock().advance(Duration.ofSeconds(30));
		TransactionTemplate transaction = new TransactionTemplate(app.bean(PlatformTransactionManager.class));
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(
				() -> transaction.executeWithoutResult((status) -> app.bean(AuthTokenRefresher.class).refresh(first)));
		assertDead(second);
		assertThat(reuses()).hasSize(1);
	}

	@Test
	void logoutWhenTokenIsOfOtherSoftwareThenItIsDead() {
		String foreign = foreignRefreshToken("22222222222222222222222222222222" + this.user);
		assertThat(app.client().verify(foreign).status()).isEqualTo(200);
		assertThat(app.client().logout(foreign).status()).isEqualTo(200);
		assertThat(app.client().verify(foreign).status()).isEqualTo(401);
		assertDead(foreign);
		assertDead(foreign);
		assertThat(reuses()).isEmpty();
	}

	@Test
	void logoutWhenAnyTokenOfTheSessionThenItsEnd() {
		String first = app.login(this.user).text("refresh");
		Answer second = app.client().refresh(first);
		Answer other = app.login(this.user);
		Answer answer = app.client().logout(first);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json()).isEmpty();
		assertDead(second.text("refresh"));
		assertThat(app.client().refresh(other.text("refresh")).status()).isEqualTo(200);
		// lives out its minutes
		assertThat(app.client().bearer(second.text("access")).get("/me").status()).isEqualTo(200);
		assertThat(app.events(TwoFactorEvent.LoggedOut.class).stream().filter((e) -> e.userId().equals(this.user)))
			.hasSize(1);
		app.client().logout(first);
		assertThat(app.events(TwoFactorEvent.LoggedOut.class).stream().filter((e) -> e.userId().equals(this.user)))
			.hasSize(1);
		assertThat(reuses()).isEmpty();
	}

	@Test
	void logoutWhenTokenHasExpiredOrUserIsGoneThenStillTheEnd() {
		String first = app.login(this.user).text("refresh");
		app.clock().advance(Duration.ofHours(23));
		String second = successorOf(first);
		app.clock().advance(Duration.ofHours(2));
		app.users().remove(this.user);
		assertThat(app.client().logout(first).status()).isEqualTo(200);
		app.users().put(TestUser.named(this.user));
		assertDead(second);
	}

	@Test
	void logoutWhenNoTokenOfASessionThenNothingIsToldAndNothingEnds() {
		Answer login = app.login(this.user);
		String access = login.text("access");
		for (String text : List.of("garbage", access, access + "x", app.codeTokenFor(this.user), "a".repeat(20_000))) {
			Answer answer = app.client().with("Authorization", "Bearer broken").logout(text);
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.json()).isEmpty();
		}
		assertThat(app.client().post("/auth/logout/", Map.of("token", "x")).status()).isEqualTo(400);
		assertThat(app.client().refresh(login.text("refresh")).status()).isEqualTo(200);
	}

	@Test
	void logoutAllWhenRecentThenAllSessionsEnd() {
		Answer first = app.login(this.user);
		Answer second = app.login(this.user);
		assertThat(app.client().send("POST", "/auth/logout-all/").code()).isEqualTo("not_authenticated");
		app.clock().advance(Duration.ofMinutes(16));
		String stale = app.client().refresh(second.text("refresh")).text("access");
		Answer refused = app.client().bearer(stale).send("POST", "/auth/logout-all/");
		assertThat(refused.status()).isEqualTo(401);
		assertThat(refused.code()).isEqualTo("insufficient_user_authentication");
		Answer third = app.login(this.user);
		Answer answer = app.client().bearer(third.text("access")).send("POST", "/auth/logout-all/");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json()).isEmpty();
		for (Answer login : List.of(first, second, third)) {
			assertDead(login.text("refresh"));
		}
		assertThat(app.events(TwoFactorEvent.LoggedOutEverywhere.class)
			.stream()
			.filter((event) -> event.userId().equals(this.user))).singleElement()
			.satisfies((event) -> assertThat(event.exceptSession()).isNull());
		assertThat(reuses()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void changeMethodWhenOtherSessionsAreToEndThenTheyDo(boolean asForm) {
		String other = app.login(this.user).text("refresh");
		Answer login = app.login(this.user);
		ApiClient in = app.client().bearer(login.text("access"));
		assertThat(in.post("/auth/2fa-method/", Map.of("method", "code-sender")).status()).isEqualTo(200);
		other = successorOf(other);
		Answer wrong = in.postJson("/auth/2fa-method/", "{\"method\":\"code-sender\",\"end_other_sessions\":\"yes\"}");
		assertThat(wrong.status()).isEqualTo(400);
		assertThat(wrong.json().get("errors").toString()).contains("end_other_sessions");
		assertThat(
				in.postJson("/auth/2fa-method/", "{\"method\":\"code-sender\",\"end_other_sessions\":false}").status())
			.isEqualTo(200);
		other = successorOf(other);
		Answer answer = asForm
				? in.post("/auth/2fa-method/", "application/x-www-form-urlencoded",
						"method=code-sender&end_other_sessions=true")
				: in.postJson("/auth/2fa-method/", "{\"method\":\"code-sender\",\"end_other_sessions\":true}");
		assertThat(answer.status()).isEqualTo(200);
		assertDead(other);
		assertThat(app.client().refresh(login.text("refresh")).status()).isEqualTo(200);
	}

	@Test
	void confirmWhenOtherSessionsAreToEndThenTheyDo() {
		String other = app.login(this.user).text("refresh");
		Answer login = app.login(this.user);
		ApiClient in = app.client().bearer(login.text("access"));
		AuthenticatorApp authenticator = new AuthenticatorApp(in.send("POST", "/auth/totp/setup/").text("secret"),
				app.clock());
		// nothing ends with a wrong code
		assertThat(in
			.postJson("/auth/totp/confirm/",
					"{\"code\":\"" + authenticator.wrongCode() + "\",\"end_other_sessions\":true}")
			.status()).isEqualTo(401);
		other = successorOf(other);
		assertThat(in
			.postJson("/auth/totp/confirm/", "{\"code\":\"" + authenticator.code() + "\",\"end_other_sessions\":true}")
			.status()).isEqualTo(200);
		assertDead(other);
		assertThat(app.client().refresh(login.text("refresh")).status()).isEqualTo(200);
	}

	@Test
	void resetWhenCalledThenAllSessionsEnd() {
		String token = app.login(this.user).text("refresh");
		app.bean(TwoFactorAdministration.class).reset(this.user, "desk");
		assertDead(token);
	}

	@Test
	void repositoryWhenAskedThenListsAndEnds() {
		Answer first = app.login(this.user);
		app.clock().advance(Duration.ofMinutes(1));
		Answer second = app.login(this.user);
		LoginSessionRepository sessions = app.bean(LoginSessionRepository.class);
		assertThat(sessions.findByUserId(this.user)).extracting(LoginSession::id)
			.containsExactly((String) TokenText.claimsOf(second.text("access")).get("sid"),
					(String) TokenText.claimsOf(first.text("access")).get("sid"));
		assertThat(sessions.end((String) TokenText.claimsOf(first.text("access")).get("sid"))).isTrue();
		assertDead(first.text("refresh"));
		assertThat(app.client().refresh(second.text("refresh")).status()).isEqualTo(200);
	}

	@Test
	void forgetWhenSessionsAreOverThenGoneAndTheirTokensStillDead() {
		String token = app.login(this.user).text("refresh");
		app.clock().advance(Duration.ofDays(30).plusHours(1).plusSeconds(1));
		String alive = app.login(this.user).text("refresh");
		while (app.bean(LoginSessions.class).forget(2) == 2) {
			// in small batches
		}
		String sid = (String) TokenText.claimsOf(token).get("sid");
		assertThat(app.bean(LoginSessionRepository.class).findById(sid)).isNull();
		assertDead(token);
		assertThat(app.client().refresh(alive).status()).isEqualTo(200);
	}

	@Test
	void revocationWhenCheckedThenEachRequestAsks() {
		try (TestApplication other = TestApplication.with("jwt2fa.token.check-revocation=true")) {
			Answer login = other.login("alice");
			Answer second = other.login("alice");
			ApiClient in = other.client().bearer(login.text("access"));
			assertThat(in.get("/me").status()).isEqualTo(200);
			other.client().logout(login.text("refresh"));
			for (Answer answer : List.of(in.get("/me"), in.get("/auth/2fa-method/"),
					other.client().verify(login.text("access")))) {
				assertThat(answer.status()).isEqualTo(401);
				assertThat(answer.code()).isEqualTo("token_not_valid");
			}
			ApiClient inSecond = other.client().bearer(second.text("access"));
			assertThat(inSecond.get("/me").status()).isEqualTo(200);
			assertThat(inSecond.send("POST", "/auth/logout-all/").status()).isEqualTo(200);
			assertThat(inSecond.get("/me").status()).isEqualTo(401);
		}
	}

}
