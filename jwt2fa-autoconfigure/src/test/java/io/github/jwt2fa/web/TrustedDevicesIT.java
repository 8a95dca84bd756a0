package io.github.jwt2fa.web;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.administration.TwoFactorAdministration;
import io.github.jwt2fa.device.TrustedDevice;
import io.github.jwt2fa.device.TrustedDeviceRepository;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.FactorService;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Devices on which the password is enough (contract, II.1).
 */
@Tag("stores")
class TrustedDevicesIT {

	private static final String OTHER_PASSWORD = "another password than that one";

	private static final Duration STEP = Duration.ofSeconds(30);

	@AutoClose
	private static TestApplication app;

	private String user;

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(TestApplication.App.class, Authorities.class),
				"jwt2fa.trusted-devices.max-age=30d", "jwt2fa.trusted-2fa-methods=code-sender,totp,passkey,no-2fa",
				"jwt2fa.passkey.rp-id=shop.example", "jwt2fa.passkey.login=true",
				"jwt2fa.auth-token-retry-wait-time=0s", "jwt2fa.max-active-code-tokens-per-user=none",
				"jwt2fa.max-codes-sent-per-user=none", "jwt2fa.max-auth-attempts-per-code-token=none",
				"jwt2fa.max-second-factor-failures-per-user=5/1h");
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
		app.users().put(TestUser.named(this.user));
		app.events().clear();
		app.mail().clear();
	}

	private static void advance(Duration time) {
		app.clock().advance(time);
	}

	private Answer getCode(Object... members) {
		return getCodeBy(TestUsers.PASSWORD, members);
	}

	private Answer getCodeBy(String password, Object... members) {
		Map<String, Object> body = object(members);
		body.put("username", this.user);
		body.put("password", password);
		return app.client().post("/auth/get-code/", body);
	}

	private static Answer auth(String token, Object... members) {
		Map<String, Object> body = object(members);
		body.put("code_token", token);
		return app.client().post("/auth/auth/", body);
	}

	private static Map<String, Object> object(Object... members) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int i = 0; i < members.length; i += 2) {
			object.put((String) members[i], members[i + 1]);
		}
		return object;
	}

	private Answer byMail(Object... members) {
		String token = getCode().text("token");
		Object[] code = { "code", app.lastCodeFor(this.user) };
		return auth(token, Stream.concat(Stream.of(code), Stream.of(members)).toArray());
	}

	private Answer byMailWithToken(String deviceToken) {
		return app.client()
			.withoutContract()
			.post("/auth/auth/", object("code_token", getCode().text("token"), "code", app.lastCodeFor(this.user),
					"trust_device", true, "device_token", deviceToken));
	}

	private Answer byApp(AuthenticatorApp authenticator, Object... members) {
		advance(STEP);
		Object[] code = { "code", authenticator.code() };
		return auth(getCode().text("token"), Stream.concat(Stream.of(code), Stream.of(members)).toArray());
	}

	private Answer byPasskey(PasskeyDevice device, Object... members) {
		Answer begun = getCode("methods", List.of("passkey"));
		Object[] credential = { "credential", device.get(begun.object("public_key")) };
		return auth(begun.text("token"), Stream.concat(Stream.of(credential), Stream.of(members)).toArray());
	}

	/**
	 * The token of a device, after a login by mail.
	 */
	private String trustByMail() {
		return tokenOf(byMail("trust_device", true));
	}

	/**
	 * Sets an app up, and trusts a device by it.
	 */
	private String trustByApp() {
		return tokenOf(byApp(enroll(), "trust_device", true));
	}

	private AuthenticatorApp enroll() {
		return with(byMail()).enroll(app.clock());
	}

	private static String tokenOf(Answer login) {
		assertThat(login.status()).as("%s", login).isEqualTo(200);
		assertThat(login.text("device_token")).matches("[A-Za-z0-9_-]{43}");
		return login.text("device_token");
	}

	private static ApiClient with(Answer login) {
		return app.client().bearer(login.text("access"));
	}

	/**
	 * A login by the password alone.
	 */
	private Answer on(String deviceToken) {
		Answer answer = getCode("device_token", deviceToken);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json()).containsOnlyKeys("access", "refresh");
		return answer;
	}

	private void assertTrusted(String deviceToken) {
		on(deviceToken);
	}

	private void assertAskedFor(String deviceToken) {
		assertAskedFor(getCode("device_token", deviceToken));
	}

	private static void assertAskedFor(Answer answer) {
		assertThat(answer.status()).as("%s", answer).isEqualTo(200);
		assertThat(answer.json()).containsOnlyKeys("token");
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status()).as("%s", answer).isEqualTo(status);
		assertThat(answer.code()).isEqualTo(code);
	}

	private static Object claim(Answer login, String name) {
		return TokenText.claimsOf(login.text("access")).get(name);
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> listed(ApiClient client, String member) {
		return (List<Map<String, Object>>) client.get("/auth/sessions/").json().get(member);
	}

	private static List<Map<String, Object>> devices(ApiClient client) {
		return listed(client, "trusted_devices");
	}

	private static Answer end(ApiClient client, Object id) {
		return client.post("/auth/sessions/end/", Map.of("id", id));
	}

	private static String id(ApiClient client, int index) {
		return (String) devices(client).get(index).get("id");
	}

	@Test
	void getCodeWhenTheDeviceIsTrustedThenThePasswordIsEnough() {
		String token = tokenOf(byMail("trust_device", true, "device_name", "Laptop"));
		app.events().clear();
		app.mail().clear();
		advance(Duration.ofDays(7));
		long now = app.clock().instant().getEpochSecond();
		Answer in = getCode("device_token", " " + token + " ", "device_name", "Same laptop");
		assertThat(in.json()).containsOnlyKeys("access", "refresh");
		assertThat(claim(in, "amr")).isEqualTo(List.of("pwd", "trusted-device"));
		assertThat(claim(in, "auth_time")).isEqualTo((int) now);
		assertThat(with(in).get("/authorities").body()).isEqualTo("[\"FACTOR_PASSWORD\",\"ROLE_USER\"]");
		assertThat(app.events(TwoFactorEvent.class)).singleElement()
			.isInstanceOfSatisfying(TwoFactorEvent.LoginSucceeded.class,
					(event) -> assertThat(event.method()).isEqualTo(TwoFactorMethod.TRUSTED_DEVICE));
		assertThat(app.mail().codesFor(this.user + "@example.com")).isEmpty();
		assertThat(listed(with(in), "sessions").get(0)).containsEntry("method", "code-sender")
			.containsEntry("name", "Same laptop")
			.containsEntry("current", true);
		Answer refreshed = app.client().refresh(in.text("refresh"));
		assertThat(claim(refreshed, "amr")).isEqualTo(List.of("pwd", "trusted-device"));
		assertThat(with(refreshed).get("/authorities").body()).isEqualTo("[\"FACTOR_PASSWORD\",\"ROLE_USER\"]");
	}

	@Test
	void getCodeWhenTheClientSaysWhatItCanDoThenThePasswordIsEnoughToo() {
		PasskeyDevice device = PasskeyDevice.at("https://shop.example");
		with(byMail()).addPasskey(device);
		String token = tokenOf(byPasskey(device, "trust_device", true));
		assertThat(getCode("device_token", token, "methods", List.of("totp")).json()).containsOnlyKeys("access",
				"refresh");
		assertRefused(getCode("methods", List.of("totp")), 403, "2fa_method_not_available");
		assertRefused(getCode("device_token", "x".repeat(43), "methods", List.of("totp")), 403,
				"2fa_method_not_available");
		// before it is asked whether anything takes a code
		assertRefused(getCode(), 403, "2fa_method_not_available");
		assertTrusted(token);
	}

	@Test
	void getCodeWhenAFormThenTheSame() {
		String form = "code_token=" + getCode().text("token") + "&code=" + app.lastCodeFor(this.user)
				+ "&trust_device=true";
		String token = tokenOf(app.client().post("/auth/auth/", "application/x-www-form-urlencoded", form));
		String password = "username=" + this.user + "&password=" + TestUsers.PASSWORD.replace(' ', '+')
				+ "&device_token=" + token;
		assertThat(app.client().post("/auth/get-code/", "application/x-www-form-urlencoded", password).json())
			.containsOnlyKeys("access", "refresh");
	}

	@Test
	void authWhenNotAskedForThenThereIsNoToken() {
		assertThat(byMail().json()).containsOnlyKeys("access", "refresh");
		assertThat(byMail("trust_device", false).json()).containsOnlyKeys("access", "refresh");
		assertThat(app.bean(TrustedDeviceRepository.class).findByUserId(this.user)).isEmpty();
		assertThat(app.events(TwoFactorEvent.DeviceTrusted.class)).isEmpty();
	}

	@Test
	void authWhenAskedForThenANewTokenOfWhichTheHashIsKept() {
		Answer first = byMail("trust_device", true, "device_name", "Laptop");
		String token = tokenOf(first);
		Instant now = app.clock().instant();
		// one that the client brought along is never adopted
		String again = tokenOf(byMailWithToken(token));
		String chosen = tokenOf(byMailWithToken("A".repeat(43)));
		assertThat(List.of(token, again, chosen, "A".repeat(43))).doesNotHaveDuplicates();
		assertAskedFor("A".repeat(43));
		assertThat(app.bean(TrustedDeviceRepository.class).findByUserId(this.user)).hasSize(3)
			.last()
			.satisfies((row) -> {
				assertThat(row.id()).matches("[0-9a-f]{64}");
				assertThat(row.method()).isEqualTo(TwoFactorMethod.CODE_SENDER);
				assertThat(row.name()).isEqualTo("Laptop");
				assertThat(row.passwordFingerprint()).hasSize(43);
				assertThat(row.endsAt()).isBetween(now.plus(Duration.ofDays(30)).minusSeconds(1),
						now.plus(Duration.ofDays(30)));
			});
		assertThat(app.events(TwoFactorEvent.DeviceTrusted.class)).hasSize(3).first().satisfies((event) -> {
			assertThat(event.userId()).isEqualTo(this.user);
			assertThat(event.method()).isEqualTo(TwoFactorMethod.CODE_SENDER);
			assertThat(event.clientAddress()).isEqualTo("127.0.0.1");
			assertThat(event.device()).matches("[0-9a-f]{64}");
			assertThat(event.toString()).doesNotContain(token);
		});
		await().untilAsserted(() -> assertThat(
				app.mail().textsFor(this.user + "@example.com", "A notice about your login").toString())
			.contains("A device was trusted for your login: until", "UTC it is asked for your password alone"));
	}

	@Test
	void authWhenByTheUsersOwnFactorsThenTrusted() {
		PasskeyDevice device = PasskeyDevice.at("https://shop.example");
		AuthenticatorApp authenticator = enroll();
		with(byApp(authenticator)).addPasskey(device);
		String token = tokenOf(byApp(authenticator, "trust_device", true));
		String other = tokenOf(byPasskey(device, "trust_device", true));
		assertThat(app.bean(TrustedDeviceRepository.class).findByUserId(this.user)).extracting(TrustedDevice::method)
			.containsExactly(TwoFactorMethod.PASSKEY, TwoFactorMethod.TOTP);
		assertTrusted(token);
		assertTrusted(other);
	}

	@Test
	void authWhenByARecoveryCodeOrAPasskeyAloneThenThereIsNoToken() {
		AuthenticatorApp authenticator = enroll();
		PasskeyDevice device = PasskeyDevice.at("https://shop.example");
		ApiClient client = with(byApp(authenticator));
		client.addPasskey(device);
		List<?> codes = (List<?>) client.post("/auth/recovery-codes/", Map.of()).json().get("recovery_codes");
		Answer byCode = auth(getCode().text("token"), "method", "recovery-code", "code", codes.get(0), "trust_device",
				true);
		assertThat(byCode.json()).containsOnlyKeys("access", "refresh", "recovery_codes_left");
		Answer options = app.client().post("/auth/passkey/options/", Map.of());
		Answer alone = auth(options.text("token"), "credential", device.get(options.object("public_key")),
				"trust_device", true);
		assertThat(alone.json()).containsOnlyKeys("access", "refresh");
		assertThat(devices(with(alone))).isEmpty();
	}

	@Test
	void authWhenWithinASessionThenThereIsNoToken() {
		AuthenticatorApp authenticator = enroll();
		ApiClient client = with(byApp(authenticator));
		advance(STEP);
		Answer begun = client.post("/auth/step-up/", Map.of("acr_values", "FACTOR_TOTP"));
		assertThat(auth(begun.text("token"), "code", authenticator.code(), "trust_device", true).json())
			.containsOnlyKeys("access");
		assertThat(devices(client)).isEmpty();
	}

	@Test
	void authWhenTheMethodIsNotEnoughThenThereIsNoTokenAndNoTrustInOneFromBefore() {
		try (TestApplication strict = TestApplication.with("jwt2fa.trusted-devices.max-age=30d",
				"jwt2fa.trusted-2fa-methods=totp")) {
			String codeToken = strict.codeTokenFor("alice");
			Answer enrolling = strict.client()
				.post("/auth/auth/",
						Map.of("code_token", codeToken, "code", strict.lastCodeFor("alice"), "trust_device", true));
			assertThat(enrolling.json()).containsOnlyKeys("enrollment_token");
			// as from before the application asked for more
			String token = strict.bean(TrustedDevices.class)
				.trust("alice", TwoFactorMethod.CODE_SENDER, null, null)
				.token();
			assertThat(strict.client()
				.post("/auth/get-code/",
						Map.of("username", "alice", "password", TestUsers.PASSWORD, "device_token", token))
				.json()).containsOnlyKeys("token");
		}
	}

	@Test
	void getCodeWhenTheTokenIsNoGoodThenAsWithoutIt() {
		String token = trustByMail();
		String owner = this.user;
		newUser();
		app.events().clear();
		for (String other : List.of(token, "x", "x".repeat(43), "x".repeat(10_000), token + "x",
				token.substring(1) + "=", token.toLowerCase(java.util.Locale.ROOT), "ü".repeat(43), "' or 1=1 --",
				"7")) {
			Answer with = getCode("device_token", other);
			Answer without = getCode();
			assertAskedFor(with);
			assertThat(with.body()).hasSameSizeAs(without.body());
			assertThat(headers(with)).isEqualTo(headers(without));
		}
		assertThat(app.events(TwoFactorEvent.class)).allMatch(TwoFactorEvent.CodeSent.class::isInstance);
		this.user = owner;
		assertTrusted(token);
	}

	private static Map<String, List<String>> headers(Answer answer) {
		Map<String, List<String>> headers = new TreeMap<>(answer.response().headers().map());
		headers.remove("date");
		return headers;
	}

	@Test
	void getCodeWhenThePasswordIsWrongOrTheUserDisabledThenRefusedAsWithoutIt() {
		String token = trustByMail();
		Answer with = getCodeBy("wrong", "device_token", token);
		assertRefused(with, 401, "authentication_failed");
		assertThat(with.body()).isEqualTo(getCodeBy("wrong").body());
		app.users().put(TestUser.named(this.user).asDisabled());
		assertRefused(getCode("device_token", token), 401, "authentication_failed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\"", "\" \"", "true", "[\"a\"]", "{}", "\"a\\u0000b\"", "\"half \\ud83d\"" })
	void getCodeWhenTheTokenIsNoTextThenInvalid(String token) {
		assertRefused(app.client()
			.postJson("/auth/get-code/", "{\"username\": \"" + this.user + "\", \"password\": \"" + TestUsers.PASSWORD
					+ "\", \"device_token\": " + token + "}"),
				400, "invalid");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\"", "\"yes\"", "1", "[true]", "{}" })
	void authWhenTheWishIsNeitherTrueNorFalseThenInvalidBeforeAnythingIsCounted(String wish) {
		String codeToken = getCode().text("token");
		String code = app.lastCodeFor(this.user);
		assertRefused(app.client()
			.postJson("/auth/auth/", "{\"code_token\": \"" + codeToken + "\", \"code\": \"" + code
					+ "\", \"trust_device\": " + wish + "}"),
				400, "invalid");
		assertThat(app.client().auth(codeToken, code).status()).isEqualTo(200);
	}

	@Test
	void getCodeWhenTheBudgetIsSpentThenTheDeviceIsTrustedStill() {
		String token = trustByMail();
		String codeToken = getCode().text("token");
		for (int i = 0; i < 5; i++) {
			assertRefused(app.client().auth(codeToken, "0000000"), 401, "authentication_failed");
		}
		assertRefused(app.client().auth(codeToken, app.lastCodeFor(this.user)), 429, "throttled");
		assertTrusted(token);
		assertTrusted(token);
	}

	@Test
	void getCodeWhenUsedThenTheEndStaysWhereItWas() {
		String token = trustByMail();
		long start = app.clock().instant().getEpochSecond();
		advance(Duration.ofDays(29));
		Answer in = on(token);
		assertThat(devices(with(in))).singleElement()
			.satisfies((device) -> assertThat(device).containsEntry("created_at", (int) start)
				.containsEntry("last_used_at", (int) (start + Duration.ofDays(29).toSeconds()))
				.containsEntry("ends_at", (int) (start + Duration.ofDays(30).toSeconds())));
		advance(Duration.ofDays(1).minusSeconds(1));
		assertTrusted(token);
		advance(Duration.ofSeconds(1));
		assertAskedFor(token);
		assertThat(devices(with(byMail()))).isEmpty();
	}

	@Test
	void recentLoginWhenByTheDeviceThenRefusedUntilAFactorIsShown() {
		AuthenticatorApp authenticator = enroll();
		String token = tokenOf(byApp(authenticator, "trust_device", true));
		ApiClient client = with(on(token));
		assertRefused(client.post("/auth/logout-all/", Map.of()), 401, "insufficient_user_authentication");
		assertRefused(client.post("/auth/factors/remove/", Map.of("method", "totp")), 401,
				"insufficient_user_authentication");
		assertRefused(end(client, id(client, 0)), 401, "insufficient_user_authentication");
		advance(STEP);
		Answer begun = client.post("/auth/step-up/", Map.of("acr_values", "FACTOR_TOTP"));
		Answer steppedUp = auth(begun.text("token"), "code", authenticator.code());
		assertThat(claim(steppedUp, "amr")).isEqualTo(List.of("pwd", "trusted-device", "otp", "mfa"));
		assertThat(with(steppedUp).get("/authorities").body())
			.isEqualTo("[\"FACTOR_PASSWORD\",\"FACTOR_TOTP\",\"ROLE_USER\"]");
		assertTrusted(token);
	}

	@Test
	void recentLoginWhenThePasswordIsEnoughByNowThenOneByTheDeviceIsNotRecent() {
		String token = trustByMail();
		ApiClient byDevice = with(on(token));
		assertThat(with(byMail()).post("/auth/2fa-method/", Map.of("method", "no-2fa")).status()).isEqualTo(200);
		assertRefused(byDevice.post("/auth/logout-all/", Map.of()), 401, "insufficient_user_authentication");
		// the token is of no use where the password is enough
		Answer in = getCode("device_token", token);
		assertThat(claim(in, "amr")).isEqualTo(List.of("pwd"));
		assertThat(with(in).post("/auth/logout-all/", Map.of()).status()).isEqualTo(200);
	}

	@Test
	void getCodeWhenTrustedByMailAndAnAppIsSetUpThenTheTrustIsWorthNothing() {
		String token = trustByMail();
		enroll();
		assertAskedFor(token);
		assertThat(app.bean(TrustedDeviceRepository.class).findByUserId(this.user)).hasSize(1);
	}

	@Test
	void trustWhenThePasswordChangesThenEnds() {
		String token = trustByApp();
		String hash = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(OTHER_PASSWORD);
		app.users().put(TestUser.named(this.user).withPassword(hash));
		assertAskedFor(getCodeBy(OTHER_PASSWORD, "device_token", token));
	}

	@Test
	void trustWhenAFactorIsRemovedThenEnds() {
		AuthenticatorApp authenticator = enroll();
		PasskeyDevice device = PasskeyDevice.at("https://shop.example");
		ApiClient client = with(byApp(authenticator));
		String passkey = (String) client.addPasskey(device).object("passkey").get("id");
		String token = tokenOf(byApp(authenticator, "trust_device", true));
		assertThat(client.post("/auth/factors/remove/", Map.of("method", "passkey", "id", "another")).status())
			.isEqualTo(404);
		assertTrusted(token);
		assertThat(client.post("/auth/factors/remove/", Map.of("method", "passkey", "id", passkey)).status())
			.isEqualTo(200);
		assertAskedFor(token);
	}

	@Test
	void trustWhenAnOperatorRemovesAFactorThenEnds() {
		String token = trustByApp();
		app.bean(TwoFactorAdministration.class).removeFactor(this.user, TwoFactorMethod.TOTP, null, "desk");
		assertAskedFor(token);
		advance(STEP);
		enroll();
		assertAskedFor(token);
	}

	@Test
	void trustWhenAFactorIsReplacedThenEnds() {
		AuthenticatorApp authenticator = enroll();
		String token = tokenOf(byApp(authenticator, "trust_device", true));
		ApiClient client = with(byApp(authenticator));
		client.send("POST", "/auth/totp/setup/");
		assertRefused(client.post("/auth/totp/confirm/", Map.of("code", "000000")), 401, "invalid_totp_code");
		assertTrusted(token);
		advance(STEP);
		client.enroll(app.clock());
		assertAskedFor(token);
	}

	@Test
	void trustWhenALoginIsByRecoveryCodeThenEnds() {
		AuthenticatorApp authenticator = enroll();
		ApiClient client = with(byApp(authenticator));
		String token = tokenOf(byApp(authenticator, "trust_device", true));
		List<?> codes = (List<?>) client.post("/auth/recovery-codes/", Map.of()).json().get("recovery_codes");
		assertTrusted(token);
		assertThat(auth(getCode().text("token"), "code", codes.get(0)).status()).isEqualTo(200);
		assertAskedFor(token);
	}

	@Test
	void trustWhenResetThenEnds() {
		String token = trustByApp();
		app.bean(TwoFactorAdministration.class).reset(this.user, "desk");
		assertAskedFor(token);
		token = trustByMail();
		app.bean(TwoFactorAdministration.class).endSessions(this.user, "desk");
		assertAskedFor(token);
	}

	@Test
	void trustWhenTheUserIsDeletedThenNothingIsLeft() {
		trustByApp();
		app.bean(FactorService.class).removeAll(this.user);
		assertThat(app.bean(TrustedDeviceRepository.class).findByUserId(this.user)).isEmpty();
	}

	@Test
	void trustWhenLoggedOutEverywhereThenEnds() {
		String token = trustByMail();
		assertThat(with(byMail()).post("/auth/logout-all/", Map.of()).status()).isEqualTo(200);
		assertAskedFor(token);
	}

	@Test
	void trustWhenARefreshTokenIsReusedThenEnds() {
		Answer login = byMail("trust_device", true);
		String token = tokenOf(login);
		app.client().refresh(login.text("refresh"));
		advance(Duration.ofMinutes(1));
		assertTrusted(token);
		assertRefused(app.client().refresh(login.text("refresh")), 401, "token_not_valid");
		assertThat(app.events(TwoFactorEvent.RefreshTokenReused.class)).hasSize(1);
		assertAskedFor(token);
		// what is over is no theft any more
		token = trustByMail();
		assertRefused(app.client().refresh(login.text("refresh")), 401, "token_not_valid");
		assertTrusted(token);
	}

	@Test
	void trustWhenEndedByItsIdThenThatOneAlone() {
		String first = tokenOf(byMail("trust_device", true, "device_name", "First"));
		advance(Duration.ofSeconds(1));
		String second = tokenOf(byMail("trust_device", true, "device_name", "Second"));
		ApiClient client = with(byMail());
		assertThat(devices(client)).extracting((device) -> device.get("name")).containsExactly("Second", "First");
		assertThat(devices(client).get(0)).containsOnlyKeys("id", "name", "created_at", "last_used_at", "ends_at");
		String id = id(client, 1);
		assertThat(client.get("/auth/sessions/").body()).doesNotContain(first, second);
		assertThat(end(client, id).json()).isEmpty();
		assertRefused(end(client, id), 404, "not_found");
		assertAskedFor(first);
		assertTrusted(second);
		assertThat(listed(client, "sessions")).as("its logins go on").hasSizeGreaterThanOrEqualTo(3);
	}

	@Test
	void endWhenThereIsNoSuchDeviceThenNotFoundAndNothingEnds() {
		String token = trustByMail();
		String id = id(with(byMail()), 0);
		String owner = this.user;
		newUser();
		ApiClient client = with(byMail());
		assertRefused(end(client, id), 404, "not_found");
		assertRefused(end(client, token), 404, "not_found");
		assertRefused(end(client, "0".repeat(64)), 404, "not_found");
		this.user = owner;
		assertTrusted(token);
		advance(Duration.ofDays(30));
		assertRefused(end(with(byMail()), id), 404, "not_found");
	}

	@Test
	void endWhenManyAtOnceThenOnce() throws Exception {
		trustByMail();
		ApiClient client = with(byMail());
		String id = id(client, 0);
		assertThat(AtOnce.results(8, 16, (i) -> end(client, id).status())).containsOnly(200, 404).containsOnlyOnce(200);
	}

	@Test
	void trustWhenAnEleventhDeviceIsTrustedThenTheOldestEnds() {
		List<String> tokens = Stream.generate(this::trustByMail).limit(10).toList();
		assertTrusted(tokens.get(0));
		String eleventh = trustByMail();
		assertAskedFor(tokens.get(0));
		assertThat(tokens.subList(1, 10)).allSatisfy(this::assertTrusted);
		assertTrusted(eleventh);
	}

	@Test
	void trustWhenManyAreAtOnceThenTenAreLeft() throws Exception {
		String before = trustByMail();
		List<String[]> codes = Stream
			.generate(() -> new String[] { getCode().text("token"), app.lastCodeFor(this.user) })
			.limit(16)
			.toList();
		List<Answer> answers = AtOnce.results(8, codes.size(),
				(i) -> auth(codes.get(i)[0], "code", codes.get(i)[1], "trust_device", true));
		assertThat(app.bean(TrustedDeviceRepository.class).findByUserId(this.user)).hasSize(10);
		assertThat(answers.stream().map(TrustedDevicesIT::tokenOf).filter(this::isTrusted)).hasSize(10);
		assertAskedFor(before);
	}

	private boolean isTrusted(String deviceToken) {
		return getCode("device_token", deviceToken).json().containsKey("access");
	}

	@Test
	void trustWhenEndedWhileItIsUsedThenNobodyGetsInAfterThat() throws Exception {
		String token = trustByMail();
		List<Boolean> trusted = AtOnce.results(8, 16, (i) -> {
			if (i == 7) {
				app.bean(TrustedDevices.class).endAll(this.user);
			}
			return isTrusted(token);
		});
		assertThat(trusted).contains(false);
		assertAskedFor(token);
	}

	@Test
	void trustWhenTheApplicationEndsItThenAllButTheOneThatStays() {
		String first = trustByMail();
		String second = trustByMail();
		TrustedDevices devices = app.bean(TrustedDevices.class);
		devices.endAll(this.user, devices.find(this.user, second).id());
		assertAskedFor(first);
		assertTrusted(second);
		devices.endAll(this.user);
		assertAskedFor(second);
	}

	@Test
	void trustWhenThatOfEveryoneEndsThenAllAreAskedAndMayTrustAnew() {
		String token = trustByMail();
		String owner = this.user;
		newUser();
		String other = trustByMail();
		assertThat(app.bean(TrustedDevices.class).endAllOfEveryone()).isGreaterThanOrEqualTo(2);
		assertAskedFor(other);
		this.user = owner;
		assertAskedFor(token);
		assertTrusted(trustByMail());
	}

	@Test
	void trustWhenLoggedOutRefreshedOrAnotherFactorIsAddedThenGoesOn() {
		AuthenticatorApp authenticator = enroll();
		Answer login = byApp(authenticator, "trust_device", true);
		String token = tokenOf(login);
		for (int i = 0; i < 3; i++) {
			assertTrusted(token);
		}
		Answer refreshed = app.client().refresh(login.text("refresh"));
		assertTrusted(token);
		Answer added = with(refreshed).addPasskey(PasskeyDevice.at("https://shop.example"));
		assertThat(added.status()).isEqualTo(200);
		assertThat(with(refreshed).post("/auth/recovery-codes/", Map.of()).status()).isEqualTo(200);
		assertTrusted(token);
		// of which device it is the token does not tell
		assertThat(with(refreshed).post("/auth/2fa-method/", Map.of("method", "passkey", "end_other_sessions", true))
			.status()).isEqualTo(200);
		assertTrusted(token);
		assertThat(app.client().logout(refreshed.text("refresh")).status()).isEqualTo(200);
		assertTrusted(token);
	}

	@Test
	void startWhenOffThenNothingOfItIsThere() {
		try (TestApplication off = TestApplication.with()) {
			assertThat(off.beans(TrustedDeviceRepository.class)).isEmpty();
			String codeToken = off.codeTokenFor("alice");
			Answer login = off.client()
				.post("/auth/auth/",
						Map.of("code_token", codeToken, "code", off.lastCodeFor("alice"), "trust_device", true));
			assertThat(login.json()).containsOnlyKeys("access", "refresh");
			assertThat(off.client()
				.post("/auth/get-code/",
						Map.of("username", "alice", "password", TestUsers.PASSWORD, "device_token", "x".repeat(43)))
				.json()).containsOnlyKeys("token");
			ApiClient client = off.client().bearer(login.text("access"));
			assertThat(devices(client)).isEmpty();
			assertRefused(end(client, "0".repeat(64)), 404, "not_found");
			assertThat(off.bean(TrustedDevices.class).isOn()).isFalse();
			assertThat(off.bean(TrustedDevices.class).endAllOfEveryone()).isZero();
		}
	}

	/**
	 * Tells what a token is good for.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Authorities {

		@Bean
		Lister lister() {
			return new Lister();
		}

	}

	@RestController
	static class Lister {

		@GetMapping("/authorities")
		List<String> authorities(Authentication authentication) {
			return authentication.getAuthorities().stream().map(GrantedAuthority::getAuthority).sorted().toList();
		}

	}

}
