package io.github.jwt2fa.web;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestPostgres;
import io.github.jwt2fa.test.TestProxy;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A passkey as the whole login, over HTTP (contract, I.5).
 */
@Tag("stores")
class PasskeyLoginIT {

	private static final String ORIGIN = "https://shop.example";

	@AutoClose
	private static TestApplication app;

	private String user;

	private PasskeyDevice device;

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(TestApplication.App.class, Rules.class), properties());
	}

	private static String[] properties(String... more) {
		List<String> all = new ArrayList<>(List.of("jwt2fa.passkey.rp-id=shop.example", "jwt2fa.passkey.login=true",
				"jwt2fa.auth-token-retry-wait-time=0s", "jwt2fa.max-active-code-tokens-per-user=none",
				"jwt2fa.max-codes-sent-per-user=none"));
		all.addAll(List.of(more));
		return all.toArray(String[]::new);
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
		addPasskey(app, this.user);
		app.events().clear();
	}

	private void addPasskey(TestApplication application, String username) {
		assertThat(application.loggedIn(username).addPasskey(this.device).status()).isEqualTo(200);
	}

	private static Begun begin(TestApplication application) {
		Answer answer = application.client().post("/auth/passkey/options/", Map.of());
		assertThat(answer.status()).isEqualTo(200);
		return new Begun(answer.text("token"), answer.object("public_key"));
	}

	private static Begun begin() {
		return begin(app);
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status() + " " + answer.code()).isEqualTo(status + " " + code);
	}

	@Test
	void optionsWhenAskedByAnybodyThenAChallengeForWhateverPasskey() {
		for (Answer answer : List.of(app.client().post("/auth/passkey/options/", Map.of()),
				app.client().send("POST", "/auth/passkey/options/"),
				app.client().bearer("expired").post("/auth/passkey/options", "text/plain", "whatever"))) {
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.json()).containsOnlyKeys("token", "public_key");
			assertThat(answer.object("public_key")).containsEntry("rpId", "shop.example")
				.containsEntry("userVerification", "required")
				.doesNotContainKey("allowCredentials");
			assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
			Map<String, Object> claims = TokenText.claimsOf(answer.text("token"));
			assertThat(claims).containsOnlyKeys("jti", "iat", "exp", "passkey");
			assertThat(claims.get("passkey"))
				.isEqualTo(Map.of("challenge", answer.object("public_key").get("challenge")));
		}
		assertThat(app.client().get("/auth/passkey/options/").status()).isEqualTo(405);
	}

	@Test
	void loginWhenThePasskeyIsRightThenInWithoutNameAndPassword() {
		addPasskey();
		app.mail().clear();
		Answer in = app.client().logIn(this.device);
		assertThat(in.json()).containsOnlyKeys("access", "refresh");
		assertThat(TokenText.claimsOf(in.text("access"))).containsEntry("amr", List.of("pop", "mfa"))
			.containsEntry("user_id", this.user);
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).singleElement()
			.matches((event) -> event.userId().equals(this.user) && event.method().equals(TwoFactorMethod.PASSKEY));
		assertThat(app.events(InteractiveAuthenticationSuccessEvent.class)).singleElement()
			.matches((event) -> event.getAuthentication().getName().equals(this.user));
		assertThat(app.mail().codesFor(this.user + "@example.com")).isEmpty();
		app.clock().advance(Duration.ofMinutes(1));
		Answer refreshed = app.client().refresh(in.text("refresh"));
		assertThat(TokenText.claimsOf(refreshed.text("access"))).containsEntry("amr", List.of("pop", "mfa"));
		ApiClient client = app.client().bearer(refreshed.text("access"));
		assertThat(client.get("/me").json()).containsEntry("username", this.user);
		assertThat(client.post("/auth/passkey/setup/", Map.of()).status()).as("a recent login").isEqualTo(200);
	}

	@Test
	void loginWhenARuleAsksForAPasswordThenThatIsMissing() {
		addPasskey();
		ApiClient in = app.client().bearer(app.client().logIn(this.device).text("access"));
		assertThat(in.get("/with-passkey").status()).isEqualTo(200);
		Answer refused = in.get("/with-password");
		assertRefused(refused, 401, "insufficient_user_authentication");
		assertThat(refused.header("WWW-Authenticate")).contains("acr_values=\"FACTOR_PASSWORD\"");
	}

	@Test
	void loginWhenTheTokenIsOldThenExpired() {
		addPasskey();
		Begun begun = begin();
		app.clock().advance(Duration.ofMinutes(5).minusSeconds(1));
		assertThat(app.client().auth(begun.token(), this.device.get(begun.options())).status()).isEqualTo(200);
		app.clock().advance(Duration.ofSeconds(1));
		assertRefused(app.client().auth(begun.token(), this.device.get(begun.options())), 403, "code_token_expired");
		assertRefused(app.client().auth(begun.token(), Map.of()), 403, "code_token_expired");
	}

	@Test
	void loginWhenTheTokenWasUsedThenSaysSoWhateverComes() {
		addPasskey();
		Begun begun = begin();
		Map<String, Object> credential = this.device.get(begun.options());
		assertThat(app.client().auth(begun.token(), credential).status()).isEqualTo(200);
		assertRefused(app.client().auth(begun.token(), credential), 401, "token_already_used");
		assertRefused(app.client().auth(begun.token(), Map.of()), 401, "token_already_used");
		assertRefused(app.client().auth(begin().token(), credential), 401, "authentication_failed");
	}

	@Test
	void loginWhenManyShowTheSameSignatureAtOnceThenOneIsIn() throws Exception {
		addPasskey();
		Begun begun = begin();
		Map<String, Object> credential = this.device.get(begun.options());
		List<Answer> answers = AtOnce.results(24, 24, (i) -> app.client().auth(begun.token(), credential));
		assertThat(answers).filteredOn((answer) -> answer.status() == 200).hasSize(1);
		assertThat(answers).filteredOn((answer) -> answer.status() != 200)
			.allSatisfy((answer) -> assertRefused(answer, 401, "token_already_used"));
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).hasSize(1);
	}

	@Test
	void loginWhenThePasskeyIsGoneThenUnknown() {
		addPasskey();
		app.bean(PasskeyRepository.class).deleteByUserId(this.user);
		assertRefused(app.client().logIn(this.device), 401, "unknown_passkey");
	}

	@Test
	void loginWhenAnythingIsWrongThenFailedAndTheTokenIsLeft() {
		addPasskey();
		PasskeyDevice own = this.device;
		List<Function<Map<String, Object>, Map<String, Object>>> wrong = List.of(
				(options) -> own.unverified().get(options), (options) -> own.unattended().get(options),
				(options) -> own.inFrame().get(options), (options) -> own.movedTo("https://evil.example").get(options),
				(options) -> own.movedTo("https://www.shop.example").get(options),
				(options) -> own.get(begin().options()), (options) -> changed(own.get(options), "userHandle", null),
				(options) -> changed(own.get(options), "userHandle", "AAAA"),
				(options) -> changed(own.get(options), "signature", "AAAA"), (options) -> Map.of());
		Begun begun = begin();
		for (Function<Map<String, Object>, Map<String, Object>> each : wrong) {
			assertRefused(app.client().auth(begun.token(), each.apply(begun.options())), 401, "authentication_failed");
		}
		Map<String, Object> right = own.get(begun.options());
		assertRefused(app.client().auth(begun.token(), "1234567"), 401, "authentication_failed");
		assertRefused(
				app.client()
					.post("/auth/auth/", Map.of("code_token", begun.token(), "method", "totp", "credential", right)),
				401, "authentication_failed");
		assertThat(app.events(TwoFactorEvent.SecondFactorFailed.class)).as("nobody's budget").isEmpty();
		assertThat(app.client()
			.post("/auth/auth/", Map.of("code_token", begun.token(), "method", "passkey", "credential", right))
			.status()).isEqualTo(200);
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
	void loginWhenTheOwnerIsDisabledOrGoneThenFailed() {
		addPasskey();
		app.users().put(TestUser.named(this.user).asDisabled());
		assertRefused(app.client().logIn(this.device), 401, "authentication_failed");
		assertThat(app.events(TwoFactorEvent.LoginRefused.class)).singleElement()
			.matches((event) -> event.reason() == TwoFactorEvent.LoginRefused.Reason.USER_DISABLED);
		app.users().remove(this.user);
		assertRefused(app.client().logIn(this.device), 401, "authentication_failed");
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).isEmpty();
	}

	@Test
	void loginWhenThePasswordIsEnoughOrAnotherMethodWasChosenThenInAllTheSame() {
		addPasskey();
		app.bean(UserTwoFactorAuthDataRepository.class).savePreferredMethod(this.user, TwoFactorMethod.CODE_SENDER);
		assertThat(app.client().logIn(this.device).status()).isEqualTo(200);
	}

	@Test
	void loginWhenAUsersBudgetIsSpentThenInAllTheSame() {
		addPasskey();
		app.bean(UserTwoFactorAuthDataRepository.class).savePreferredMethod(this.user, TwoFactorMethod.CODE_SENDER);
		Answer last = null;
		for (int i = 0; i < 21; i++) {
			last = app.client().auth(app.codeTokenFor(this.user), "no code");
		}
		assertRefused(last, 429, "throttled");
		assertThat(app.client().logIn(this.device).status()).isEqualTo(200);
		assertRefused(app.client().auth(app.codeTokenFor(this.user), "no code"), 429, "throttled");
	}

	@Test
	void tokensWhenOneKindComesInPlaceOfAnotherThenNotGenuine() {
		addPasskey();
		Begun begun = begin();
		assertRefused(app.client().post("/auth/get-code/", Map.of("code_token", begun.token())), 401,
				"authentication_failed");
		assertRefused(app.client().verify(begun.token()), 401, "token_not_valid");
		ApiClient in = app.client().bearer(app.client().logIn(this.device).text("access"));
		Answer setup = in.post("/auth/passkey/setup/", Map.of());
		Map<String, Object> forSetup = with(begun.options(), "challenge", setup.object("public_key").get("challenge"));
		assertRefused(app.client().auth(setup.text("token"), this.device.get(forSetup)), 401, "authentication_failed");
		Answer second = app.client()
			.post("/auth/get-code/",
					Map.of("username", this.user, "password", TestUsers.PASSWORD, "methods", List.of("passkey")));
		assertThat(TokenText.claimsOf(
				app.client().auth(second.text("token"), this.device.get(second.object("public_key"))).text("access")))
			.as("the ordinary way")
			.containsEntry("amr", List.of("pwd", "pop", "mfa"));
	}

	private static Map<String, Object> with(Map<String, Object> options, String member, Object value) {
		Map<String, Object> changed = new LinkedHashMap<>(options);
		changed.put(member, value);
		return changed;
	}

	@Test
	void loginWhenPasskeysAreNotEnoughThenNotAvailable() {
		try (TestApplication strict = TestApplication.with(properties("jwt2fa.trusted-2fa-methods=code-sender,totp"))) {
			addPasskey(strict, "alice");
			assertRefused(strict.client().logIn(this.device), 403, "2fa_method_not_available");
			assertThat(strict.events(TwoFactorEvent.LoginSucceeded.class)).hasSize(1);
		}
	}

	@Test
	void loginWhenAnAddressTriesTooOftenThenThrottledAndOtherTokensAreNotCounted() {
		try (TestApplication limited = TestApplication.with(properties("jwt2fa.code-token-throttle-rate=4/1h"))) {
			addPasskey(limited, "alice");
			Answer second = limited.client()
				.post("/auth/get-code/",
						Map.of("username", "alice", "password", TestUsers.PASSWORD, "methods", List.of("passkey")));
			Begun begun = begin(limited);
			assertRefused(limited.client().auth(begun.token(), Map.of()), 401, "authentication_failed");
			for (int i = 0; i < 4; i++) {
				assertRefused(limited.client().auth(second.text("token"), Map.of()), 401, "authentication_failed");
				begin(limited);
			}
			assertThat(limited.client().logIn(this.device).status()).isEqualTo(200);
			Answer refused = limited.client().auth(begun.token(), this.device.get(begun.options()));
			assertRefused(refused, 429, "throttled");
			assertThat(refused.header("Retry-After")).isEqualTo("900");
			limited.clock().advance(Duration.ofMinutes(5));
			assertRefused(limited.client().auth(begun.token(), Map.of()), 429, "throttled");
			assertRefused(limited.client().getCode("alice", "wrong"), 429, "throttled");
		}
	}

	@Test
	void loginWhenTokensSlideOrAreTiedToThePasswordThenTheyAreAsAfterAnyLogin() {
		try (TestApplication sliding = TestApplication
			.with(properties("jwt2fa.token.obtain=sliding", "jwt2fa.token.check-revoke-token=true"))) {
			Answer mail = sliding.login("alice");
			sliding.client().bearer(mail.text("token")).addPasskey(this.device);
			Answer in = sliding.client().logIn(this.device);
			assertThat(in.json()).containsOnlyKeys("token");
			assertThat(TokenText.claimsOf(in.text("token"))).containsKey("hash_password")
				.containsEntry("amr", List.of("pop", "mfa"));
			assertThat(sliding.client().bearer(in.text("token")).get("/me").status()).isEqualTo(200);
			sliding.users().put(TestUser.named("alice").withPassword("{noop}another"));
			assertRefused(sliding.client().bearer(in.text("token")).get("/me"), 401, "token_not_valid");
			assertThat(sliding.client().logIn(this.device).status()).isEqualTo(200);
		}
	}

	/**
	 * A key that counts, of which there are two.
	 */
	@Test
	void loginWhenAKeyThatCountsWasCopiedThenFailedAndTold() {
		this.device = this.device.counting();
		addPasskey();
		PasskeyDevice copy = this.device.copied();
		assertThat(app.client().logIn(this.device).status()).isEqualTo(200);
		assertRefused(app.client().logIn(copy), 401, "authentication_failed");
		assertThat(app.events(TwoFactorEvent.PasskeyCloned.class)).singleElement()
			.matches((event) -> event.userId().equals(this.user));
		assertThat(app.client().logIn(this.device).status()).isEqualTo(200);
	}

	@Test
	@Tag("stress")
	void floodWhenOptionsAndForgedCredentialsComeThenNothingIsKept() throws Exception {
		try (TestApplication flooded = TestApplication.with(List.of(TestApplication.App.class, CountedState.class),
				properties())) {
			addPasskey(flooded, "alice");
			CountingStore store = flooded.bean(CountingStore.class);
			int before = store.writes.get();
			Begun first = begin(flooded);
			Map<String, Object> forged = changed(this.device.get(first.options()), "signature", "AAAA");
			ApiClient client = flooded.client();
			AtOnce.each(20_000, (i) -> {
				Answer answer = client.send("POST", "/auth/passkey/options/");
				assertThat(answer.status()).isEqualTo(200);
				if (i % 10 == 0) {
					assertRefused(client.auth(answer.text("token"), forged), 401, "authentication_failed");
				}
			});
			assertThat(store.writes).hasValue(before);
			assertThat(flooded.client().logIn(this.device).status()).isEqualTo(200);
			assertThat(store.writes.get()).isGreaterThan(before);
		}
	}

	@Test
	@Tag("stress")
	void loginWhenTheDatabaseIsDownThenUnavailableAndBack() throws Exception {
		try (TestPostgres postgres = new TestPostgres(); TestProxy proxy = new TestProxy(postgres.port())) {
			try (TestApplication kept = TestApplication
				.with(properties("spring.datasource.url=" + TestPostgres.url(proxy.port()),
						"spring.flyway.enabled=false", "spring.jpa.hibernate.ddl-auto=update",
						"jwt2fa.jdbc.initialize-schema=always", "spring.datasource.hikari.connection-timeout=1000"))) {
				addPasskey(kept, "alice");
				Begun begun = begin(kept);
				Map<String, Object> credential = this.device.get(begun.options());
				proxy.cut();
				assertRefused(kept.client().auth(begun.token(), credential), 503, "temporarily_unavailable");
				assertThat(begin(kept).token()).as("nothing is asked for that").isNotNull();
				proxy.mend();
				int status = 503;
				for (int i = 0; i < 100 && status == 503; i++) {
					Thread.sleep(100);
					status = kept.client().auth(begun.token(), credential).status();
				}
				assertThat(status).as("the token is left").isEqualTo(200);
			}
		}
	}

	/**
	 * What a client was told when a login began.
	 */
	private record Begun(String token, Map<String, Object> options) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	static class Rules {

		@Bean
		Guarded guarded() {
			return new Guarded();
		}

	}

	@RestController
	static class Guarded {

		@PreAuthorize("hasAuthority('FACTOR_WEBAUTHN')")
		@GetMapping("/with-passkey")
		public Map<String, Object> withPasskey() {
			return Map.of();
		}

		@PreAuthorize("hasAuthority('FACTOR_PASSWORD')")
		@GetMapping("/with-password")
		public Map<String, Object> withPassword() {
			return Map.of();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CountedState {

		@Bean
		CountingStore countingStore(@Qualifier("jwt2faClock") Clock clock) {
			return new CountingStore(new InMemoryStateStore(clock, 1000));
		}

	}

	/**
	 * Counts what is written.
	 */
	static class CountingStore implements StateStore {

		private final StateStore store;

		private final AtomicInteger writes = new AtomicInteger();

		CountingStore(StateStore store) {
			this.store = store;
		}

		@Override
		public byte[] get(StateKey key) {
			return this.store.get(key);
		}

		@Override
		public boolean compareAndSet(StateKey key, byte[] expected, byte[] update, Duration ttl) {
			this.writes.incrementAndGet();
			return this.store.compareAndSet(key, expected, update, ttl);
		}

	}

}
