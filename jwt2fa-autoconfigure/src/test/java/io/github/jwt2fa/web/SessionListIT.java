package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TokenText;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a user is logged in, and the end of one of these logins (contract, II.3).
 */
@Tag("stores")
class SessionListIT {

	@AutoClose
	private static TestApplication app;

	private final String user = app.newUser();

	@BeforeAll
	static void start() {
		app = TestApplication.with("jwt2fa.max-codes-sent-per-user=none", "jwt2fa.auth-token-retry-wait-time=0s",
				"jwt2fa.passkey.rp-id=shop.example", "jwt2fa.passkey.login=true");
	}

	private Answer loginOn(String deviceName) {
		String codeToken = app.codeTokenFor(this.user);
		return app.client()
			.post("/auth/auth/",
					Map.of("code_token", codeToken, "code", app.lastCodeFor(this.user), "device_name", deviceName));
	}

	private static ApiClient with(Answer login) {
		return app.client().bearer(login.text("access"));
	}

	private static String sid(Answer login) {
		return (String) TokenText.claimsOf(login.text("access")).get("sid");
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> sessions(ApiClient client) {
		Answer answer = client.get("/auth/sessions/");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json()).containsOnlyKeys("sessions", "trusted_devices")
			.containsEntry("trusted_devices", List.of());
		return (List<Map<String, Object>>) answer.json().get("sessions");
	}

	private static Answer end(ApiClient client, String id) {
		return client.post("/auth/sessions/end/", Map.of("id", id));
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.code()).isEqualTo(code);
	}

	private static Map<String, Object> entry(Answer login, boolean current, long startedAt, long lastUsedAt,
			String method, String name) {
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put("id", sid(login));
		entry.put("current", current);
		entry.put("started_at", (int) startedAt);
		entry.put("last_used_at", (int) lastUsedAt);
		entry.put("ends_at", (int) (startedAt + Duration.ofDays(30).toSeconds()));
		entry.put("method", method);
		entry.put("name", name);
		return entry;
	}

	@Test
	void listWhenSeveralThenNewestFirstEachWithItsTimesMethodAndName() {
		long start = app.clock().instant().getEpochSecond();
		Answer laptop = loginOn(" Ada’s laptop ");
		app.clock().advance(Duration.ofSeconds(60));
		Answer phone = app.login(this.user);
		app.clock().advance(Duration.ofSeconds(60));
		Answer refreshed = app.client().refresh(laptop.text("refresh"));
		assertThat(sessions(with(refreshed))).containsExactly(
				entry(phone, false, start + 60, start + 60, "code-sender", null),
				entry(laptop, true, start, start + 120, "code-sender", "Ada’s laptop"));
		assertThat(sessions(with(phone))).extracting((session) -> session.get("current")).containsExactly(true, false);
	}

	@Test
	void listWhenLoggedInByOtherMethodsThenEachIsNamed() {
		ApiClient client = with(app.login(this.user));
		PasskeyDevice device = PasskeyDevice.at("https://shop.example");
		client.addPasskey(device);
		app.clock().advance(Duration.ofSeconds(1));
		Answer options = app.client().post("/auth/passkey/options/", Map.of());
		Answer in = app.client()
			.post("/auth/auth/", Map.of("code_token", options.text("token"), "credential",
					device.get(options.object("public_key")), "device_name", "Phone"));
		assertThat(sessions(with(in))).first()
			.satisfies((session) -> assertThat(session).containsEntry("method", "passkey")
				.containsEntry("name", "Phone")
				.containsEntry("current", true));
	}

	@Test
	void listWhenThePasswordIsEnoughThenTheNameIsThatOfGetCode() {
		try (TestApplication other = TestApplication.with("jwt2fa.fallback-2fa-method=no-2fa",
				"jwt2fa.trusted-2fa-methods=no-2fa,totp")) {
			Map<String, Object> password = Map.of("username", "alice", "password", TestUsers.PASSWORD, "device_name",
					"Tablet");
			Map<String, Object> choice = new LinkedHashMap<>(password);
			choice.put("methods", List.of("totp"));
			other.client().post("/auth/get-code/", password);
			Answer in = other.client().post("/auth/get-code/", choice);
			assertThat(sessions(other.client().bearer(in.text("access")))).allSatisfy(
					(session) -> assertThat(session).containsEntry("method", "no-2fa").containsEntry("name", "Tablet"))
				.hasSize(2);
			choice.put("device_name", "two\nlines");
			assertRefused(other.client().post("/auth/get-code/", choice), 400, "invalid");
		}
	}

	@Test
	void listWhenSessionsAreOverOrOfOthersThenWithoutThem() {
		Answer one = app.login(this.user);
		Answer two = app.login(this.user);
		app.login(app.newUser());
		app.client().logout(one.text("refresh"));
		assertThat(sessions(with(two))).singleElement()
			.satisfies((session) -> assertThat(session).containsEntry("id", sid(two)));
		app.clock().advance(Duration.ofDays(30));
		Answer later = app.login(this.user);
		assertThat(sessions(with(later))).hasSize(1);
		assertRefused(end(with(later), sid(two)), 404, "not_found");
	}

	@Test
	void listWhenWithoutATokenOrWithTheWrongOneThenRefused() {
		assertRefused(app.client().get("/auth/sessions/"), 401, "not_authenticated");
		assertRefused(app.client().bearer("nonsense").get("/auth/sessions/"), 401, "token_not_valid");
		String refresh = app.login(this.user).text("refresh");
		assertRefused(app.client().bearer(refresh).get("/auth/sessions/"), 401, "token_not_valid");
		assertRefused(app.client().bearer(refresh).post("/auth/sessions/end/", Map.of("id", "x")), 401,
				"token_not_valid");
		assertRefused(end(app.client(), "x"), 401, "not_authenticated");
		assertThat(app.client().post("/auth/sessions/", Map.of()).status()).isEqualTo(405);
		assertThat(app.client().get("/auth/sessions/end/").status()).isEqualTo(405);
	}

	@Test
	void endWhenAnotherSessionThenItIsOverAndThisOneGoesOn() {
		Answer lost = loginOn("Lost phone");
		Answer here = app.login(this.user);
		app.events().clear();
		Answer answer = end(with(here), sid(lost));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json()).isEmpty();
		assertRefused(app.client().refresh(lost.text("refresh")), 401, "token_not_valid");
		assertThat(app.client().refresh(here.text("refresh")).status()).isEqualTo(200);
		assertThat(sessions(with(here))).hasSize(1);
		assertThat(app.events(TwoFactorEvent.LoggedOut.class)).singleElement().satisfies((event) -> {
			assertThat(event.userId()).isEqualTo(this.user);
			assertThat(event.session()).isEqualTo(sid(lost));
			assertThat(event.clientAddress()).isEqualTo("127.0.0.1");
		});
		assertRefused(end(with(here), sid(lost)), 404, "not_found");
	}

	@Test
	void endWhenItsOwnSessionThenItIsOver() {
		Answer here = app.login(this.user);
		assertThat(end(with(here), sid(here)).status()).isEqualTo(200);
		assertRefused(app.client().refresh(here.text("refresh")), 401, "token_not_valid");
	}

	@Test
	void endWhenManyAtOnceThenOnce() throws Exception {
		Answer lost = app.login(this.user);
		ApiClient here = with(app.login(this.user));
		assertThat(AtOnce.results(8, 16, (i) -> end(here, sid(lost)).status())).containsOnly(200, 404)
			.containsOnlyOnce(200);
	}

	@Test
	void endWhenThereIsNoSuchSessionThenNotFoundAndNothingEnds() {
		Answer others = app.login(app.newUser());
		ApiClient here = with(app.login(this.user));
		assertRefused(end(here, sid(others)), 404, "not_found");
		assertRefused(end(here, "0123456789abcdef0123456789abcdef"), 404, "not_found");
		assertRefused(end(here, "x".repeat(10_000)), 404, "not_found");
		assertThat(app.client().refresh(others.text("refresh")).status()).isEqualTo(200);
	}

	@Test
	void endWhenTheLoginIsOldThenRefusedBeforeTheBodyIsLookedAt() {
		Answer lost = app.login(this.user);
		String refresh = app.login(this.user).text("refresh");
		app.clock().advance(Duration.ofMinutes(16));
		ApiClient old = app.client().bearer(app.client().refresh(refresh).text("access"));
		assertThat(sessions(old)).hasSize(2);
		Answer answer = end(old, sid(lost));
		assertRefused(answer, 401, "insufficient_user_authentication");
		assertThat(answer.header("WWW-Authenticate")).contains("max_age=900");
		assertRefused(old.postJson("/auth/sessions/end/", "{}"), 401, "insufficient_user_authentication");
		assertThat(app.client().refresh(lost.text("refresh")).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"id\": null}", "{\"id\": \"\"}", "{\"id\": []}", "{\"id\": true}",
			"{\"id\": \"a\\u0000b\"}", "[]" })
	void endWhenTheBodyIsWrongThenInvalid(String body) {
		assertRefused(with(app.login(this.user)).postJson("/auth/sessions/end/", body), 400, "invalid");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\"", "true", "[\"a\"]", "{}", "\"two\\nlines\"", "\"bell\\u0007bell\"",
			"\"next\\u0085line\"", "\"a\\u0000b\"", "\"half \\ud83d\"",
			"\"12345678901234567890123456789012345678901234567890123456789012345\"" })
	void authWhenTheNameOfTheDeviceIsWrongThenInvalidBeforeAnythingIsCounted(String name) {
		String codeToken = app.codeTokenFor(this.user);
		for (int i = 0; i < 6; i++) {
			assertRefused(app.client()
				.postJson("/auth/auth/", "{\"code_token\": \"" + codeToken + "\", \"code\": \"0000000\", "
						+ "\"device_name\": " + name + "}"),
					400, "invalid");
		}
		assertRefused(
				app.client()
					.postJson("/auth/auth/", "{\"code_token\": \"x\", \"code\": \"1\", \"device_name\": " + name + "}"),
				400, "invalid");
		assertThat(app.client().auth(codeToken, app.lastCodeFor(this.user)).status()).isEqualTo(200);
	}

	@Test
	void authWhenTheNameIsAsLongAsMayBeOrOfAnyScriptThenKeptAsItIs() {
		for (String name : List.of("x".repeat(64), "Zoës Gerät 📱", "<b>'; drop table x", "7")) {
			assertThat(sessions(with(loginOn(name))))
				.anySatisfy((session) -> assertThat(session).containsEntry("name", name));
		}
	}

	@Test
	void authWhenAFormThenTheNameIsKept() {
		String body = "code_token=" + app.codeTokenFor(this.user) + "&code=" + app.lastCodeFor(this.user)
				+ "&device_name=My+phone";
		Answer in = app.client().post("/auth/auth/", "application/x-www-form-urlencoded", body);
		assertThat(sessions(with(in))).singleElement()
			.satisfies((session) -> assertThat(session).containsEntry("name", "My phone"));
	}

	@Test
	void sessionsWhenTokensSlideThenListedAndEnded() {
		try (TestApplication other = TestApplication.with("jwt2fa.token.obtain=sliding")) {
			long start = other.clock().instant().getEpochSecond();
			String one = other.login("alice").text("token");
			other.clock().advance(Duration.ofMinutes(1));
			String two = other.login("alice").text("token");
			other.clock().advance(Duration.ofMinutes(1));
			assertThat(other.client().post("/auth/refresh/", Map.of("token", one)).status()).isEqualTo(200);
			ApiClient client = other.client().bearer(two);
			assertThat(sessions(client)).extracting((session) -> session.get("current")).containsExactly(true, false);
			assertThat(sessions(client)).extracting((session) -> session.get("last_used_at"))
				.containsExactly((int) start + 60, (int) start + 120);
			assertThat(end(client, (String) TokenText.claimsOf(one).get("sid")).status()).isEqualTo(200);
			assertThat(other.client().post("/auth/refresh/", Map.of("token", one)).status()).isEqualTo(401);
		}
	}

	@Test
	void listWhenTokensDoNotRotateThenTheLastRefreshIsToldAllTheSame() {
		try (TestApplication other = TestApplication.with("jwt2fa.token.rotate-refresh-tokens=false")) {
			long start = other.clock().instant().getEpochSecond();
			String refresh = other.login("alice").text("refresh");
			other.clock().advance(Duration.ofHours(2));
			Answer refreshed = other.client().refresh(refresh);
			assertThat(sessions(other.client().bearer(refreshed.text("access")))).singleElement()
				.satisfies((session) -> assertThat(session).containsEntry("last_used_at", (int) start + 7200));
		}
	}

	@Test
	void listWhenTheTokensAreOfOtherSoftwareThenWithoutMethodAndName() {
		Map<String, Object> claims = TokenText.claimsOf(app.login(this.user).text("refresh"));
		List.of("sid", "sub", "auth_time", "amr").forEach(claims::remove);
		claims.put("jti", "of other software " + this.user);
		Answer refreshed = app.client().refresh(TokenText.signed(claims));
		assertThat(sessions(with(refreshed)))
			.anySatisfy((session) -> assertThat(session).containsEntry("id", "of other software " + this.user)
				.containsEntry("current", true)
				.containsEntry("method", null)
				.containsEntry("name", null));
	}

	@Test
	void endAllOfEveryoneWhenCalledThenNoRefreshTokenIsGoodAndLoginsGoOn() {
		try (TestApplication other = TestApplication.with()) {
			List<Answer> logins = List.of(other.login("alice"), other.login("alice"), other.login("bob"));
			assertThat(other.bean(LoginSessionRepository.class).endAllOfEveryone()).isEqualTo(3);
			logins.forEach(
					(login) -> assertRefused(other.client().refresh(login.text("refresh")), 401, "token_not_valid"));
			assertThat(other.client().refresh(other.login("alice").text("refresh")).status()).isEqualTo(200);
		}
	}

	@Test
	void endpointsWhenTurnedOffOrMovedThenElsewhere() {
		try (TestApplication other = TestApplication.with("jwt2fa.paths.sessions=/devices",
				"jwt2fa.paths.sessions-end=none")) {
			ApiClient client = other.loggedIn("alice");
			assertThat(client.get("/devices/").status()).isEqualTo(200);
			assertThat(client.get("/auth/sessions/").status()).isEqualTo(404);
			assertThat(end(client, "x").status()).isEqualTo(404);
		}
	}

}
