package io.github.jwt2fa.web;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.AuthenticatorAssertionResponse;
import com.webauthn4j.data.AuthenticatorAttestationResponse;
import com.webauthn4j.data.PublicKeyCredential;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.test.authenticator.webauthn.NoneAttestationAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnAuthenticatorAdaptor;
import com.webauthn4j.test.client.ClientPlatform;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
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

/**
 * Passkeys with a browser and a device of somebody else's: WebAuthn4J's own emulator,
 * which reads the options and makes the credentials by its own rules.
 */
@Tag("stores")
class EmulatedPasskeysIT {

	private static final JsonMapper JSON = new JsonMapper();

	private static final ObjectConverter OBJECTS = new ObjectConverter();

	private static final String ORIGIN = "https://shop.example";

	@AutoClose
	private static TestApplication app;

	private final NoneAttestationAuthenticator device = new NoneAttestationAuthenticator();

	private final ClientPlatform browser = browser(ORIGIN, this.device);

	private String user;

	@BeforeAll
	static void start() {
		app = TestApplication.with("jwt2fa.passkey.rp-id=shop.example", "jwt2fa.passkey.login=true",
				"jwt2fa.auth-token-retry-wait-time=0s", "jwt2fa.max-active-code-tokens-per-user=none",
				"jwt2fa.max-codes-sent-per-user=none");
	}

	private static ClientPlatform browser(String origin, NoneAttestationAuthenticator device) {
		return new ClientPlatform(new Origin(origin), new WebAuthnAuthenticatorAdaptor(device));
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
		app.users().put(TestUser.named(this.user));
		app.events().clear();
	}

	private Answer register() {
		return register(this.browser);
	}

	private Answer register(ClientPlatform client) {
		ApiClient in = app.loggedIn(this.user);
		Answer setup = in.post("/auth/passkey/setup/", Map.of());
		return in.post("/auth/passkey/confirm/",
				Map.of("token", setup.text("token"), "credential", create(client, setup.object("public_key"))));
	}

	private static Map<String, Object> create(ClientPlatform client, Map<String, Object> options) {
		PublicKeyCredential<AuthenticatorAttestationResponse, ?> credential = client
			.create(read(options, PublicKeyCredentialCreationOptions.class));
		return credential(credential, Map.of("clientDataJSON", credential.getResponse().getClientDataJSON(),
				"attestationObject", credential.getResponse().getAttestationObject()));
	}

	private static Map<String, Object> get(ClientPlatform client, Map<String, Object> options) {
		PublicKeyCredential<AuthenticatorAssertionResponse, ?> credential = client
			.get(read(options, PublicKeyCredentialRequestOptions.class));
		Map<String, byte[]> response = new LinkedHashMap<>();
		response.put("clientDataJSON", credential.getResponse().getClientDataJSON());
		response.put("authenticatorData", credential.getResponse().getAuthenticatorData());
		response.put("signature", credential.getResponse().getSignature());
		if (credential.getResponse().getUserHandle() != null) {
			response.put("userHandle", credential.getResponse().getUserHandle());
		}
		return credential(credential, response);
	}

	private static <T> T read(Map<String, Object> options, Class<T> type) {
		return OBJECTS.getJsonMapper().readValue(JSON.writeValueAsString(options), type);
	}

	private static Map<String, Object> credential(PublicKeyCredential<?, ?> credential, Map<String, byte[]> response) {
		Map<String, Object> texts = new LinkedHashMap<>();
		response.forEach((member, bytes) -> texts.put(member, base64(bytes)));
		return Map.of("id", credential.getId(), "rawId", base64(credential.getRawId()), "type", "public-key",
				"clientExtensionResults", Map.of(), "response", texts);
	}

	private static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private Answer begin() {
		return app.client()
			.post("/auth/get-code/",
					Map.of("username", this.user, "password", TestUsers.PASSWORD, "methods", List.of("passkey")));
	}

	private static Answer options() {
		return app.client().post("/auth/passkey/options/", Map.of());
	}

	@Test
	void registerWhenByAnotherImplementationThenItLogsInAsSecondFactorAndAlone() {
		assertThat(register().status()).isEqualTo(200);
		Answer begun = begin();
		Answer second = app.client().auth(begun.text("token"), get(this.browser, begun.object("public_key")));
		assertThat(amr(second)).isEqualTo(List.of("pwd", "pop", "mfa"));
		Answer options = options();
		Answer alone = app.client().auth(options.text("token"), get(this.browser, options.object("public_key")));
		assertThat(amr(alone)).isEqualTo(List.of("pop", "mfa"));
	}

	private static Object amr(Answer login) {
		assertThat(login.status()).isEqualTo(200);
		return TokenText.claimsOf(login.text("access")).get("amr");
	}

	@Test
	void registerWhenAnythingIsWrongThenInvalidPasskey() {
		ApiClient in = app.loggedIn(this.user);
		Answer setup = in.post("/auth/passkey/setup/", Map.of());
		Map<String, Object> options = setup.object("public_key");
		Map<String, Object> right = create(this.browser, options);
		Map<String, Object> ofOtherChallenge = create(this.browser,
				in.post("/auth/passkey/setup/", Map.of()).object("public_key"));
		Map<String, Object> ofOtherDomain = create(browser("https://evil.example", this.device),
				with(options, "rp", Map.of("id", "evil.example", "name", "shop")));
		for (Map<String, Object> wrong : List.of(
				create(browser("https://evil.shop.example", new NoneAttestationAuthenticator()), options),
				ofOtherChallenge, ofOtherDomain, get(this.browser, requestOptions(right)))) {
			assertRefused(in.post("/auth/passkey/confirm/", Map.of("token", setup.text("token"), "credential", wrong)),
					"invalid_passkey");
		}
		assertThat(
				in.post("/auth/passkey/confirm/", Map.of("token", setup.text("token"), "credential", right)).status())
			.isEqualTo(200);
		newUser();
		ApiClient other = app.loggedIn(this.user);
		Answer theirs = other.post("/auth/passkey/setup/", Map.of());
		assertRefused(other.post("/auth/passkey/confirm/", Map.of("token", theirs.text("token"), "credential", right)),
				"invalid_passkey");
	}

	/**
	 * Options for a passkey that nobody asked for.
	 */
	private static Map<String, Object> requestOptions(Map<String, Object> credential) {
		return Map.of("challenge", base64(new byte[32]), "rpId", "shop.example", "userVerification", "preferred",
				"allowCredentials", List.of(Map.of("type", "public-key", "id", credential.get("id"))));
	}

	private static Map<String, Object> with(Map<String, Object> options, String member, Object value) {
		Map<String, Object> changed = new LinkedHashMap<>(options);
		changed.put(member, value);
		return changed;
	}

	private static void assertRefused(Answer answer, String code) {
		assertThat(answer.status() + " " + answer.code()).isEqualTo("401 " + code);
	}

	@Test
	void authWhenTheSignatureIsOfAnotherRequestThenRefused() {
		register();
		Map<String, Object> earlier = get(this.browser, begin().object("public_key"));
		Answer begun = begin();
		assertRefused(app.client().auth(begun.text("token"), earlier), "authentication_failed");
		assertRefused(app.client().auth(options().text("token"), earlier), "authentication_failed");
		assertThat(app.client().auth(begun.text("token"), get(this.browser, begun.object("public_key"))).status())
			.isEqualTo(200);
	}

	@Test
	void authWhenTheUserIsNotVerifiedThenNotAlone() {
		register();
		Answer alone = options();
		Map<String, Object> unverified = get(this.browser,
				with(alone.object("public_key"), "userVerification", "discouraged"));
		assertRefused(app.client().auth(alone.text("token"), unverified), "authentication_failed");
		Answer begun = begin();
		unverified = get(this.browser, with(begun.object("public_key"), "userVerification", "discouraged"));
		assertThat(amr(app.client().auth(begun.text("token"), unverified))).isEqualTo(List.of("pwd", "pop", "mfa"));
	}

	@Test
	void authWhenUsedByAnotherPageThenRefused() {
		register();
		ClientPlatform otherPage = browser("https://evil.shop.example", this.device);
		Answer begun = begin();
		Answer refused = app.client().auth(begun.text("token"), get(otherPage, begun.object("public_key")));
		assertRefused(refused, "authentication_failed");
	}

	@Test
	void authWhenAnotherUsersDeviceThenRefused() {
		register();
		Answer theirs = begin();
		Map<String, Object> credential = get(this.browser, theirs.object("public_key"));
		newUser();
		assertThat(register(browser(ORIGIN, new NoneAttestationAuthenticator())).status()).isEqualTo(200);
		Answer refused = app.client().auth(begin().text("token"), credential);
		assertRefused(refused, "authentication_failed");
	}

	@Test
	void authWhenTheCounterStandsStillThenRefusedAndTold() {
		register();
		Answer first = begin();
		assertThat(app.client().auth(first.text("token"), get(this.browser, first.object("public_key"))).status())
			.isEqualTo(200);
		this.device.setCountUpEnabled(false);
		Answer begun = begin();
		Answer refused = app.client().auth(begun.text("token"), get(this.browser, begun.object("public_key")));
		assertRefused(refused, "authentication_failed");
		assertThat(app.events(TwoFactorEvent.PasskeyCloned.class)).hasSize(1);
	}

}
