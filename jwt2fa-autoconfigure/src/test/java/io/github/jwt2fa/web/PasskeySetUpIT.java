package io.github.jwt2fa.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.passkey.Passkey;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestAuthenticator;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Setting passkeys up over HTTP (contract, I.5).
 */
@Tag("stores")
class PasskeySetUpIT {

	private static final String ORIGIN = "https://shop.example";

	private static final String NOTICE = "A notice about your login";

	@AutoClose
	private static TestApplication app;

	private String user;

	private PasskeyDevice device;

	@BeforeAll
	static void start() {
		app = TestApplication.with("jwt2fa.passkey.rp-id=shop.example", "jwt2fa.passkey.login=true",
				"jwt2fa.totp-issuer-name=The shop", "jwt2fa.auth-token-retry-wait-time=0s",
				"jwt2fa.max-active-code-tokens-per-user=none", "jwt2fa.max-codes-sent-per-user=none");
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
		app.users().put(TestUser.named(this.user));
		this.device = PasskeyDevice.at(ORIGIN);
		app.events().clear();
		app.mail().clear();
	}

	private static Answer setUp(ApiClient client) {
		return client.post("/auth/passkey/setup/", Map.of());
	}

	private static Answer confirm(ApiClient client, String token, Object credential, Map<String, ?> more) {
		Map<String, Object> body = new LinkedHashMap<>(Map.of("token", token, "credential", credential));
		body.putAll(more);
		return client.post("/auth/passkey/confirm/", body);
	}

	private Answer add(ApiClient client, Map<String, ?> more) {
		Answer setup = setUp(client);
		return confirm(client, setup.text("token"), this.device.create(setup.object("public_key")), more);
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status() + " " + answer.code()).isEqualTo(status + " " + code);
	}

	private static List<Passkey> kept(String userId) {
		return app.bean(PasskeyRepository.class).findByUserId(userId);
	}

	@Test
	void setUpWhenLoggedInThenOptionsOfLevel3() {
		ApiClient in = app.loggedIn(this.user);
		Answer first = in.send("POST", "/auth/passkey/setup/");
		assertThat(first.status()).isEqualTo(200);
		assertThat(first.json()).containsOnlyKeys("token", "public_key");
		Map<String, Object> options = first.object("public_key");
		assertThat(options).containsEntry("rp", Map.of("id", "shop.example", "name", "The shop"))
			.containsEntry("attestation", "none")
			.containsEntry("excludeCredentials", List.of());
		Map<?, ?> owner = (Map<?, ?>) options.get("user");
		assertThat(owner.get("name")).isEqualTo(this.user);
		assertThat(owner.get("displayName")).isEqualTo(this.user);
		assertThat(Base64.getUrlDecoder().decode((String) owner.get("id"))).hasSize(32);
		assertThat(Base64.getUrlDecoder().decode((String) options.get("challenge"))).hasSize(32);
		assertThat((Map<?, ?>) options.get("authenticatorSelection")).extracting("residentKey").isEqualTo("required");
		assertThat((List<?>) options.get("pubKeyCredParams")).extracting((each) -> ((Map<?, ?>) each).get("alg"))
			.isEqualTo(List.of(-8, -7, -257));
		String id = (String) in.addPasskey(this.device).object("passkey").get("id");
		Map<String, Object> second = setUp(byPasskey()).object("public_key");
		assertThat((List<?>) second.get("excludeCredentials")).singleElement().extracting("id").isEqualTo(id);
		assertThat(((Map<?, ?>) second.get("user")).get("id")).as("one handle a user")
			.isEqualTo(kept(this.user).get(0).userHandle());
	}

	@Test
	void confirmWhenRightThenKeptToldAndTheMethodOfTheUser() {
		ApiClient in = app.loggedIn(this.user);
		Answer answer = add(in, Map.of("label", " Phone "));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json()).containsOnlyKeys("passkey");
		assertThat(answer.object("passkey")).containsOnlyKeys("method", "id", "label", "created_at", "synced", "aaguid")
			.containsEntry("method", "passkey")
			.containsEntry("label", "Phone")
			.containsEntry("synced", true)
			.containsEntry("aaguid", "00000000-0000-0001-0000-000000000002");
		assertThat(((Number) answer.object("passkey").get("created_at")).longValue())
			.isEqualTo(app.clock().instant().getEpochSecond());
		assertThat(in.get("/auth/2fa-method/").json()).containsEntry("method", "passkey")
			.containsEntry("totp_active", false);
		assertThat(app.events(TwoFactorEvent.PasskeyAdded.class)).singleElement()
			.matches((event) -> event.userId().equals(this.user));
		await().untilAsserted(() -> assertThat(app.mail().textsFor(this.user + "@example.com", NOTICE))
			.anyMatch((text) -> text.contains("passkey")));
	}

	@Test
	void confirmWhenAFormThenTheCredentialIsItsText() {
		ApiClient in = app.loggedIn(this.user);
		Answer setup = setUp(in);
		String credential = new JsonMapper().writeValueAsString(this.device.create(setup.object("public_key")));
		Answer answer = in.post("/auth/passkey/confirm/", "application/x-www-form-urlencoded",
				"token=" + setup.text("token") + "&label=Phone&credential="
						+ URLEncoder.encode(credential, StandardCharsets.UTF_8));
		assertThat(answer.object("passkey")).containsEntry("label", "Phone");
	}

	@Test
	void confirmWhenFieldsAreWrongThenAllAreNamedAndNothingIsKept() {
		ApiClient in = app.loggedIn(this.user);
		assertThat(in.post("/auth/passkey/confirm/", Map.of()).object("errors")).containsOnlyKeys("token",
				"credential");
		for (String label : List.of("x".repeat(65), "two\nlines", "", "\u0000")) {
			Answer answer = add(in, Map.of("label", label));
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.object("errors")).as("label '%s'", label).containsOnlyKeys("label");
		}
		for (Object credential : List.of("text", 1, true, List.of())) {
			Answer answer = confirm(in, "token", credential, Map.of("recovery_codes", 1, "end_other_sessions", "no"));
			assertThat(answer.object("errors")).containsOnlyKeys("credential", "recovery_codes", "end_other_sessions");
		}
		assertThat(kept(this.user)).isEmpty();
		assertThat(add(in, Map.of("label", "x".repeat(64))).status()).isEqualTo(200);
	}

	@Test
	void confirmWhenTheTokenIsNotGoodThenInvalidPasskey() {
		ApiClient in = app.loggedIn(this.user);
		Answer setup = setUp(in);
		Map<String, Object> credential = this.device.create(setup.object("public_key"));
		String mine = setup.text("token");
		app.users().put(TestUser.named(this.user + "-other"));
		ApiClient other = app.loggedIn(this.user + "-other");
		assertRefused(confirm(other, mine, credential, Map.of()), 401, "invalid_passkey");
		String login = app.client().post("/auth/passkey/options/", Map.of()).text("token");
		for (String token : List.of(mine.substring(1), login, app.codeTokenFor(this.user), "x")) {
			assertRefused(confirm(in, token, credential, Map.of()), 401, "invalid_passkey");
		}
		app.clock().advance(Duration.ofMinutes(5));
		assertRefused(confirm(app.loggedIn(this.user), mine, credential, Map.of()), 401, "invalid_passkey");
		assertThat(kept(this.user)).isEmpty();
		assertThat(app.events(TwoFactorEvent.PasskeyAdded.class)).isEmpty();
	}

	@Test
	void confirmWhenTheCredentialIsNotGoodThenInvalidPasskey() {
		ApiClient in = app.loggedIn(this.user);
		Answer setup = setUp(in);
		String token = setup.text("token");
		Map<String, Object> right = this.device.create(setup.object("public_key"));
		PasskeyDevice second = PasskeyDevice.at(ORIGIN);
		for (PasskeyDevice wrong : List.of(second.movedTo("https://evil.example"),
				second.movedTo("https://www.shop.example"), second.inFrame(), second.unattended())) {
			assertRefused(confirm(in, token, wrong.create(setup.object("public_key")), Map.of()), 401,
					"invalid_passkey");
		}
		Map<String, Object> otherChallenge = setUp(in).object("public_key");
		assertRefused(confirm(in, token, second.create(otherChallenge), Map.of()), 401, "invalid_passkey");
		Map<String, Object> otherDomain = new LinkedHashMap<>(setup.object("public_key"));
		otherDomain.put("rp", Map.of("id", "evil.example"));
		assertRefused(confirm(in, token, second.create(otherDomain), Map.of()), 401, "invalid_passkey");
		Map<String, Object> otherId = new LinkedHashMap<>(right);
		otherId.put("rawId", "AAAA");
		assertRefused(confirm(in, token, otherId, Map.of()), 401, "invalid_passkey");
		otherId.put("id", "AAAA");
		assertRefused(confirm(in, token, otherId, Map.of()), 401, "invalid_passkey");
		assertRefused(confirm(in, token, Map.of(), Map.of()), 401, "invalid_passkey");
		assertThat(kept(this.user)).isEmpty();
		assertThat(confirm(in, token, right, Map.of()).status()).isEqualTo(200);
		assertRefused(confirm(byPasskey(), token, right, Map.of()), 401, "invalid_passkey");
		assertThat(kept(this.user)).hasSize(1);
	}

	/**
	 * Ids are told in plain text; whoever has seen one can make a device that has it.
	 */
	@Test
	void confirmWhenTheIdIsThatOfAnotherUsersThenInvalidPasskeyAndTheirsIsAsItWas() {
		Answer begun = setUp(app.loggedIn(this.user));
		Map<String, Object> credential = this.device.create(begun.object("public_key"));
		assertThat(confirm(app.loggedIn(this.user), begun.text("token"), credential, Map.of()).status()).isEqualTo(200);
		String thief = this.user + "-thief";
		app.users().put(TestUser.named(thief));
		ApiClient in = app.loggedIn(thief);
		Answer setup = setUp(in);
		Map<String, Object> same = new TestAuthenticator(ORIGIN)
			.id(Base64.getUrlDecoder().decode((String) credential.get("id")))
			.created(setup.object("public_key"));
		assertRefused(confirm(in, setup.text("token"), same, Map.of()), 401, "invalid_passkey");
		assertThat(kept(thief)).isEmpty();
		assertThat(app.client().logIn(this.device).status()).isEqualTo(200);
	}

	@Test
	void setUpWhenTheUserHasTwentyThenTooMany() {
		ApiClient in = app.loggedIn(this.user);
		Answer early = setUp(in);
		in.addPasskey(this.device);
		ApiClient by = byPasskey();
		for (int i = 1; i < 20; i++) {
			assertThat(by.addPasskey(PasskeyDevice.at(ORIGIN)).status()).isEqualTo(200);
		}
		assertRefused(setUp(by), 403, "too_many_passkeys");
		assertRefused(
				confirm(by, early.text("token"), PasskeyDevice.at(ORIGIN).create(early.object("public_key")), Map.of()),
				403, "too_many_passkeys");
		assertThat(kept(this.user)).hasSize(20);
	}

	/**
	 * A login by e-mail from before the first passkey is no recent one any more.
	 */
	private ApiClient byPasskey() {
		return app.client().bearer(app.client().logIn(this.device).text("access"));
	}

	@Test
	void setUpWhenTheLoginIsNotRecentThenRefused() {
		assertRefused(setUp(app.client()), 401, "not_authenticated");
		Answer login = app.login(this.user);
		assertRefused(setUp(app.client().bearer(login.text("refresh"))), 401, "token_not_valid");
		ApiClient in = app.client().bearer(login.text("access"));
		Answer setup = setUp(in);
		in.enroll(app.clock());
		assertRefused(setUp(in), 401, "insufficient_user_authentication");
		assertRefused(confirm(in, setup.text("token"), this.device.create(setup.object("public_key")), Map.of()), 401,
				"insufficient_user_authentication");
	}

	@Test
	void confirmWhenCodesAreWantedThenAnswersThemOnce() {
		ApiClient in = app.loggedIn(this.user);
		Answer first = add(in, Map.of("recovery_codes", true));
		assertThat((List<?>) first.json().get("recovery_codes")).hasSize(10);
		ApiClient again = byPasskey();
		this.device = PasskeyDevice.at(ORIGIN);
		assertThat(add(again, Map.of("recovery_codes", true)).json()).containsOnlyKeys("passkey");
	}

	@Test
	void confirmWhenOtherSessionsShallEndThenTheyDo() {
		String other = app.login(this.user).text("refresh");
		Answer mine = app.login(this.user);
		assertThat(add(app.client().bearer(mine.text("access")), Map.of("end_other_sessions", true)).status())
			.isEqualTo(200);
		assertRefused(app.client().refresh(other), 401, "token_not_valid");
		assertThat(app.client().refresh(mine.text("refresh")).status()).isEqualTo(200);
	}

	@Test
	void endpointsWhenThereAreNoPasskeysThenNotThere() {
		try (TestApplication off = TestApplication.with()) {
			ApiClient in = off.loggedIn("alice");
			for (String path : List.of("setup", "confirm", "options")) {
				assertThat(in.post("/auth/passkey/" + path + "/", Map.of()).status()).isEqualTo(404);
			}
			assertThat(off.beans(PasskeyRepository.class)).isEmpty();
		}
	}

	@Test
	void optionsWhenTheyAreNoWholeLoginThenNotFound() {
		try (TestApplication second = TestApplication.with("jwt2fa.passkey.rp-id=shop.example")) {
			assertRefused(second.client().post("/auth/passkey/options/", Map.of()), 404, "not_found");
			Map<String, Object> options = setUp(second.loggedIn("alice")).object("public_key");
			assertThat((Map<?, ?>) options.get("authenticatorSelection")).extracting("residentKey")
				.isEqualTo("preferred");
		}
	}

	/**
	 * Devices would know the user by two handles.
	 */
	@Test
	void confirmWhenBegunTwiceBeforeTheFirstThenTheSecondIsRefused() {
		ApiClient in = app.loggedIn(this.user);
		Answer one = in.post("/auth/passkey/setup/", Map.of());
		Answer two = in.post("/auth/passkey/setup/", Map.of());
		Map<String, Object> first = PasskeyDevice.at(ORIGIN).create(one.object("public_key"));
		Map<String, Object> second = PasskeyDevice.at(ORIGIN).create(two.object("public_key"));
		app.bean(UserTwoFactorAuthDataRepository.class).savePreferredMethod(this.user, TwoFactorMethod.CODE_SENDER);
		assertThat(in.post("/auth/passkey/confirm/", Map.of("token", one.text("token"), "credential", first)).status())
			.isEqualTo(200);
		app.bean(UserTwoFactorAuthDataRepository.class).savePreferredMethod(this.user, TwoFactorMethod.CODE_SENDER);
		Answer refused = in.post("/auth/passkey/confirm/", Map.of("token", two.text("token"), "credential", second));
		assertThat(refused.status() + " " + refused.code()).isEqualTo("401 invalid_passkey");
	}

}
