package io.github.jwt2fa.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
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
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A passkey after the password, over HTTP (contract, I.2, I.3 and I.5).
 */
@Tag("stores")
class PasskeySecondFactorIT {

	private static final String ORIGIN = "https://shop.example";

	private static final List<String> ALL = List.of("totp", "code-sender", "recovery-code", "passkey");

	@AutoClose
	private static TestApplication app;

	private String user;

	private PasskeyDevice device;

	@BeforeAll
	static void start() {
		app = TestApplication.with("jwt2fa.passkey.rp-id=shop.example", "jwt2fa.auth-token-retry-wait-time=0s",
				"jwt2fa.max-active-code-tokens-per-user=none", "jwt2fa.max-codes-sent-per-user=none",
				"jwt2fa.max-second-factor-failures-per-user=none");
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
		app.users().put(TestUser.named(this.user));
		this.device = PasskeyDevice.at(ORIGIN);
		app.events().clear();
		app.mail().clear();
	}

	private void addPasskey() {
		assertThat(app.loggedIn(this.user).addPasskey(this.device).status()).isEqualTo(200);
		app.events().clear();
	}

	private Answer getCode(List<String> methods) {
		return app.client()
			.post("/auth/get-code/", Map.of("username", this.user, "password", TestUsers.PASSWORD, "methods", methods));
	}

	private Begun begin() {
		Answer answer = getCode(ALL);
		return new Begun(answer.text("token"), answer.object("public_key"));
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status() + " " + answer.code()).isEqualTo(status + " " + code);
	}

	private static String claim(Answer answer, String name) {
		return String.valueOf(TokenText.claimsOf(answer.text("access")).get(name));
	}

	@Test
	void getCodeWhenTheClientCanDoPasskeysThenOptionsForThoseOfTheUser() {
		addPasskey();
		Answer answer = getCode(ALL);
		assertThat(answer.json()).containsOnlyKeys("token", "method", "methods", "public_key")
			.containsEntry("method", "passkey")
			.containsEntry("methods", List.of("passkey"));
		Map<String, Object> options = answer.object("public_key");
		assertThat(options).containsEntry("rpId", "shop.example").containsEntry("userVerification", "preferred");
		assertThat((List<?>) options.get("allowCredentials")).singleElement()
			.extracting("type", "transports")
			.containsExactly("public-key", List.of("internal", "hybrid"));
		assertThat(getCode(List.of("passkey")).object("public_key").get("challenge"))
			.isNotEqualTo(options.get("challenge"));
		assertRefused(getCode(List.of("totp", "code-sender")), 403, "2fa_method_not_available");
	}

	@Test
	void getCodeWhenTheClientKnowsNothingOfPasskeysThenAsItWas() {
		addPasskey();
		assertRefused(app.getCode(this.user), 403, "2fa_method_not_available");
		newUser();
		ApiClient in = app.loggedIn(this.user);
		AuthenticatorApp authenticator = in.enroll(app.clock());
		app.clock().advance(Duration.ofSeconds(30));
		ApiClient byApp = app.client()
			.bearer(app.client().auth(app.codeTokenFor(this.user), authenticator.code()).text("access"));
		byApp.addPasskey(this.device);
		app.clock().advance(Duration.ofSeconds(30));
		Answer begun = app.getCode(this.user);
		assertThat(begun.json()).containsOnlyKeys("token");
		assertThat(TokenText.claimsOf(begun.text("token"))).containsEntry("typ", "totp")
			.containsOnlyKeys("jti", "typ", "uid", "iat", "exp");
		assertThat(app.client().auth(begun.text("token"), authenticator.code()).status()).isEqualTo(200);
	}

	@Test
	void getCodeWhenAPasskeyIsAllThereIsAndCodesAreLeftThenATokenForOne() {
		ApiClient in = app.loggedIn(this.user);
		Answer setup = in.post("/auth/passkey/setup/", Map.of());
		Answer confirmed = in.post("/auth/passkey/confirm/", Map.of("token", setup.text("token"), "credential",
				this.device.create(setup.object("public_key")), "recovery_codes", true));
		List<?> codes = (List<?>) confirmed.json().get("recovery_codes");
		Answer begun = app.getCode(this.user);
		assertThat(begun.json()).containsOnlyKeys("token");
		Answer login = app.client().auth(begun.text("token"), (String) codes.get(0));
		assertThat(claim(login, "amr")).isEqualTo("[pwd, recovery-code, mfa]");
	}

	@Test
	void authWhenThePasskeyIsRightThenIn() {
		addPasskey();
		Begun begun = begin();
		Answer in = app.client()
			.post("/auth/auth/", Map.of("code_token", begun.token(), "method", "passkey", "credential",
					this.device.get(begun.options())));
		assertThat(in.json()).containsOnlyKeys("access", "refresh");
		assertThat(claim(in, "amr")).isEqualTo("[pwd, pop, mfa]");
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).singleElement()
			.matches((event) -> event.method().value().equals("passkey"));
		assertThat(app.client().bearer(in.text("access")).post("/auth/passkey/setup/", Map.of()).status())
			.as("a recent login")
			.isEqualTo(200);
		assertThat(app.bean(PasskeyRepository.class).findByUserId(this.user)).singleElement()
			.matches((passkey) -> passkey.lastUsedAt() != null);
	}

	@Test
	void authWhenTheDeviceDoesNotVerifyItsUserThenInAllTheSame() {
		addPasskey();
		Begun begun = begin();
		assertThat(app.client().auth(begun.token(), this.device.unverified().get(begun.options())).status())
			.isEqualTo(200);
	}

	@Test
	void authWhenAFormThenTheCredentialIsItsText() {
		addPasskey();
		Begun begun = begin();
		String credential = new JsonMapper().writeValueAsString(this.device.get(begun.options()));
		assertThat(app.client()
			.post("/auth/auth/", "application/x-www-form-urlencoded",
					"code_token=" + begun.token() + "&credential="
							+ URLEncoder.encode(credential, StandardCharsets.UTF_8))
			.status()).isEqualTo(200);
	}

	@Test
	void authWhenTheTokenWasUsedThenSaysSo() {
		addPasskey();
		Begun begun = begin();
		Map<String, Object> credential = this.device.get(begun.options());
		assertThat(app.client().auth(begun.token(), credential).status()).isEqualTo(200);
		assertRefused(app.client().auth(begun.token(), credential), 401, "token_already_used");
		assertRefused(app.client().auth(begun.token(), this.device.get(begun.options())), 401, "token_already_used");
		assertRefused(app.client().auth(begin().token(), credential), 401, "authentication_failed");
	}

	@Test
	void authWhenAnythingIsWrongThenFailsAndCounts() {
		addPasskey();
		String owner = this.user;
		PasskeyDevice own = this.device;
		newUser();
		addPasskey();
		PasskeyDevice foreign = this.device;
		Object foreignKeys = begin().options().get("allowCredentials");
		this.user = owner;
		List<Function<Map<String, Object>, Map<String, Object>>> wrong = List.of(
				(options) -> foreign.get(with(options, "allowCredentials", foreignKeys)),
				(options) -> own.movedTo("https://evil.example").get(options),
				(options) -> own.movedTo("https://www.shop.example").get(options),
				(options) -> own.movedTo("http://shop.example").get(options),
				(options) -> own.unattended().get(options), (options) -> own.inFrame().get(options),
				(options) -> own.get(begin().options()), (options) -> own.get(with(options, "rpId", "evil.example")),
				(options) -> changed(own.get(options), "userHandle", "AAAA"),
				(options) -> changed(own.get(options), "signature", "AAAA"),
				(options) -> changed(own.get(options), "signature", null), (options) -> Map.of());
		app.events().clear();
		for (Function<Map<String, Object>, Map<String, Object>> each : wrong) {
			Begun begun = begin();
			assertRefused(app.client().auth(begun.token(), each.apply(begun.options())), 401, "authentication_failed");
		}
		assertThat(app.events(TwoFactorEvent.SecondFactorFailed.class)).hasSize(wrong.size())
			.allMatch((event) -> event.method().value().equals("passkey"));
		Begun begun = begin();
		for (int i = 0; i < 5; i++) {
			assertRefused(app.client().auth(begun.token(), Map.of()), 401, "authentication_failed");
		}
		assertRefused(app.client().auth(begun.token(), own.get(begun.options())), 403, "too_many_auth_attempts");
	}

	private static Map<String, Object> with(Map<String, Object> options, String member, Object value) {
		Map<String, Object> changed = new LinkedHashMap<>(options);
		changed.put(member, value);
		return changed;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> changed(Map<String, Object> credential, String member, String value) {
		Map<String, Object> response = new LinkedHashMap<>((Map<String, Object>) credential.get("response"));
		response.put(member, value);
		Map<String, Object> changed = new LinkedHashMap<>(credential);
		changed.put("response", response);
		return changed;
	}

	@Test
	void authWhenTheCredentialIsNotForThisThenRefused() {
		addPasskey();
		Begun begun = begin();
		Map<String, Object> right = this.device.get(begun.options());
		assertRefused(
				app.client()
					.post("/auth/auth/", Map.of("code_token", begun.token(), "method", "totp", "credential", right)),
				401, "authentication_failed");
		assertRefused(
				app.client()
					.post("/auth/auth/", Map.of("code_token", begun.token(), "code", "123456", "credential", right)),
				400, "invalid");
		assertRefused(app.client().post("/auth/auth/", Map.of("code_token", begun.token(), "credential", "no object")),
				400, "invalid");
		assertRefused(
				app.client()
					.post("/auth/auth/", Map.of("code_token", begun.token(), "method", "passkey", "code", "123456")),
				401, "authentication_failed");
		app.users().put(TestUser.named(this.user).asDisabled());
		assertRefused(app.client().auth(begun.token(), right), 403, "permission_denied");
	}

	@Test
	void authWhenAnAppIsThereTooThenOneTokenTakesBoth() {
		AuthenticatorApp authenticator = app.loggedIn(this.user).enroll(app.clock());
		app.clock().advance(Duration.ofSeconds(30));
		app.client()
			.bearer(app.client().auth(app.codeTokenFor(this.user), authenticator.code()).text("access"))
			.addPasskey(this.device);
		app.clock().advance(Duration.ofSeconds(30));
		Answer begun = getCode(ALL);
		// who has an app goes on with it, and may choose the passkey
		assertThat(begun.json()).containsEntry("method", "totp")
			.containsEntry("methods", List.of("totp", "passkey"))
			.containsKey("public_key");
		assertThat(app.client().auth(begun.text("token"), this.device.get(begun.object("public_key"))).status())
			.isEqualTo(200);
		Answer passkeyOnly = getCode(List.of("passkey"));
		assertThat(app.client()
			.post("/auth/auth/",
					Map.of("code_token", passkeyOnly.text("token"), "method", "totp", "code", authenticator.code()))
			.status()).as("everything offered that sends nothing is begun").isEqualTo(200);
	}

	@Test
	void authWhenACodeWasSentAgainThenTheOpenPromptIsGood() {
		addPasskey();
		Begun first = begin();
		ApiClient in = app.client()
			.bearer(app.client().auth(first.token(), this.device.get(first.options())).text("access"));
		assertThat(in.post("/auth/2fa-method/", Map.of("method", "code-sender")).status()).isEqualTo(200);
		Answer begun = getCode(ALL);
		assertThat(begun.json()).containsEntry("methods", List.of("code-sender", "passkey"));
		Map<String, Object> prompt = begun.object("public_key");
		app.clock().advance(Duration.ofSeconds(31));
		Answer again = app.client().post("/auth/get-code/", Map.of("code_token", begun.text("token")));
		assertThat(again.json()).containsOnlyKeys("token", "method", "resend_after");
		assertThat(app.client().auth(again.text("token"), this.device.get(prompt)).status()).isEqualTo(200);
		assertRefused(app.client().auth(begun.text("token"), this.device.get(prompt)), 401, "token_already_used");
	}

	@Test
	void authWhenAKeyThatCountsWasCopiedThenRefusedAndTold() {
		this.device = this.device.counting();
		addPasskey();
		PasskeyDevice copy = this.device.copied();
		Begun begun = begin();
		assertThat(app.client().auth(begun.token(), this.device.get(begun.options())).status()).isEqualTo(200);
		begun = begin();
		assertRefused(app.client().auth(begun.token(), copy.get(begun.options())), 401, "authentication_failed");
		assertThat(app.events(TwoFactorEvent.PasskeyCloned.class)).hasSize(1);
		await().untilAsserted(
				() -> assertThat(app.mail().textsFor(this.user + "@example.com", "A notice about your login"))
					.anyMatch((text) -> text.contains("two copies of it")));
		assertThat(app.client().auth(begun.token(), this.device.get(begun.options())).status())
			.as("the token is left for another try")
			.isEqualTo(200);
	}

	@Test
	void methodWhenChosenThenOnlyByWhoHasAPasskey() {
		ApiClient in = app.loggedIn(this.user);
		assertRefused(in.post("/auth/2fa-method/", Map.of("method", "passkey")), 403, "2fa_method_not_available");
		in.addPasskey(this.device);
		assertThat(in.get("/auth/2fa-method/").json()).containsEntry("methods", List.of("code-sender", "passkey"))
			.containsEntry("method", "passkey");
	}

	@Test
	void authWhenWhatIsSentIsOddThenNeverAFaultOfOurs() {
		addPasskey();
		JsonMapper json = new JsonMapper();
		Begun begun = begin();
		String right = json.writeValueAsString(this.device.get(begun.options()));
		String deep = "{\"a\":".repeat(3000) + "1" + "}".repeat(3000);
		List<String> odd = List.of("{}", "{\"id\":1}", right.replace("\"public-key\"", "null"),
				right.replace("\"response\":{", "\"response\":{\"signature\":\"x\","), right.replace("-", "+"),
				right.replaceAll("\"authenticatorData\":\"[^\"]*\"", "\"authenticatorData\":\"AA\""),
				right.replaceAll("\"authenticatorData\":\"[^\"]*\"",
						"\"authenticatorData\":\"" + "A".repeat(60_000) + "\""),
				right.replaceAll("\"clientDataJSON\":\"[^\"]*\"", "\"clientDataJSON\":\"e30\""),
				right.replaceAll("\"id\":\"[^\"]*\"", "\"id\":\"" + "A".repeat(50_000) + "\""),
				right.replace("\"signature\"", "\"signature\":NaN,\"other\""), deep, "{\"a\":1e999999999}",
				"{\"a\":\"" + "x".repeat(100_000) + "\"}", "[1]", "{\"a\":1,\"a\":2}");
		for (String credential : odd) {
			String body = "{\"code_token\":\"" + begin().token() + "\",\"credential\":" + credential + "}";
			assertThat(app.client().postJson("/auth/auth/", body).status())
				.as("%s", credential.substring(0, Math.min(200, credential.length())))
				.isBetween(400, 499);
			if (credential.length() < 70_000) {
				String form = "code_token=" + begin().token() + "&credential="
						+ URLEncoder.encode(credential, StandardCharsets.UTF_8);
				assertThat(app.client().post("/auth/auth/", "application/x-www-form-urlencoded", form).status())
					.isBetween(400, 499);
			}
		}
		assertThat(app.client()
			.postJson("/auth/auth/", "{\"code_token\":\"" + begun.token() + "\",\"credential\":" + right + "}")
			.status()).isEqualTo(200);
	}

	/**
	 * What a client was told when a login began.
	 */
	private record Begun(String token, Map<String, Object> options) {
	}

}
