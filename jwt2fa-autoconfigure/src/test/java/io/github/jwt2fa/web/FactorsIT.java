package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The list of what a user has set up, and the removal of it (contract, I.6).
 */
@Tag("stores")
class FactorsIT {

	private static final String DEVICE = "device";

	@AutoClose
	private static TestApplication app;

	private static Devices devices;

	private String user;

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(TestApplication.App.class, MoreFactors.class),
				"jwt2fa.trusted-2fa-methods=code-sender,totp,device", "jwt2fa.auth-token-retry-wait-time=0s",
				"jwt2fa.max-active-code-tokens-per-user=none", "jwt2fa.max-codes-sent-per-user=none",
				"jwt2fa.code-token-throttle-rate=none");
		devices = app.bean(Devices.class);
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
		app.users().put(TestUser.named(this.user));
		app.events().clear();
		app.mail().clear();
		devices.broken = false;
	}

	/**
	 * Logged in by the app that was just set up.
	 */
	private ApiClient withApp() {
		Answer in = byApp(app.loggedIn(this.user).enroll(app.clock()));
		app.events().clear();
		return app.client().bearer(in.text("access"));
	}

	private Answer byApp(AuthenticatorApp authenticator) {
		app.clock().advance(Duration.ofSeconds(30));
		return app.client().auth(app.codeTokenFor(this.user), authenticator.code());
	}

	private static Answer list(ApiClient client) {
		return client.get("/auth/factors/");
	}

	private static Answer remove(ApiClient client, String method) {
		return client.post("/auth/factors/remove/", Map.of("method", method));
	}

	private static Answer remove(ApiClient client, String method, String id) {
		return client.post("/auth/factors/remove/", Map.of("method", method, "id", id));
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.code()).isEqualTo(code);
	}

	@Test
	void listWhenNothingIsSetUpThenWhatCanBe() {
		assertThat(list(app.loggedIn(this.user)).json())
			.isEqualTo(Map.of("method", "code-sender", "methods", List.of("code-sender"), "factors", List.of(),
					"recovery_codes_left", 0, "can_set_up", List.of(DEVICE, "totp")));
	}

	@Test
	void listWhenFactorsAreSetUpThenEachInTheOrderOfPreference() {
		ApiClient client = withApp();
		devices.add(this.user, "one");
		devices.add(this.user, "two");
		client.post("/auth/recovery-codes/", Map.of());
		Map<String, Object> listed = list(client).json();
		assertThat(listed).containsEntry("method", "totp")
			.containsEntry("methods", List.of("code-sender", DEVICE, "totp"))
			.containsEntry("recovery_codes_left", 10)
			.containsEntry("factors", List.of(Map.of("method", DEVICE, "id", "one", "label", "My one"),
					Map.of("method", DEVICE, "id", "two", "label", "My two"), Map.of("method", "totp")));
	}

	@Test
	void listWhenWithoutATokenOrWithTheWrongOneThenRefused() {
		assertRefused(list(app.client()), 401, "not_authenticated");
		assertRefused(list(app.client().bearer("nonsense")), 401, "token_not_valid");
		assertThat(app.client().post("/auth/factors/", Map.of()).status()).isEqualTo(405);
	}

	@Test
	void listWhenAStoreOfFactorsIsDownThenUnavailable() {
		ApiClient client = app.loggedIn(this.user);
		devices.broken = true;
		assertRefused(list(client), 503, "temporarily_unavailable");
		assertRefused(remove(client, "totp"), 503, "temporarily_unavailable");
		devices.broken = false;
		assertThat(list(client).status()).isEqualTo(200);
	}

	@Test
	void listWhenByEnrollmentTokenThenWhatCanBeSetUpAlone() {
		try (TestApplication strict = TestApplication.with("jwt2fa.trusted-2fa-methods=totp")) {
			strict.users().put(TestUser.named("anna"));
			ApiClient enrolling = strict.client().bearer(strict.login("anna").text("enrollment_token"));
			assertThat(list(enrolling).json()).isEqualTo(Map.of("can_set_up", List.of("totp")));
			assertRefused(remove(enrolling, "totp"), 401, "token_not_valid");
			AuthenticatorApp authenticator = enrolling.enroll(strict.clock());
			assertRefused(list(enrolling), 403, "second_factor_already_active");
			strict.clock().advance(Duration.ofSeconds(30));
			ApiClient client = strict.client()
				.bearer(strict.client().auth(strict.codeTokenFor("anna"), authenticator.code()).text("access"));
			// a code by mail would not be enough
			assertRefused(remove(client, "totp"), 403, "2fa_method_required");
			assertThat(list(client).json().get("factors")).isEqualTo(List.of(Map.of("method", "totp")));
		}
	}

	@Test
	void removeWhenItIsTheLastOneThenTheFallbackAndNoRecoveryCodes() {
		ApiClient client = withApp();
		client.post("/auth/recovery-codes/", Map.of());
		assertThat(remove(client, "totp").json()).isEmpty();
		assertThat(app.events(TwoFactorEvent.FactorRemoved.class)).singleElement()
			.satisfies((event) -> assertThat(event.method()).isEqualTo(TwoFactorMethod.TOTP));
		assertThat(app.events(TwoFactorEvent.MethodChanged.class)).isEmpty();
		await().untilAsserted(() -> assertThat(
				app.mail().textsFor(this.user + "@example.com", "A notice about your login").toString())
			.contains("A second factor was removed"));
		assertThat(list(client).json()).containsEntry("method", "code-sender")
			.containsEntry("factors", List.of())
			.containsEntry("recovery_codes_left", 0);
		assertRefused(remove(client, "totp"), 401, "insufficient_user_authentication");
		assertThat(app.login(this.user).json()).containsKey("access");
	}

	@Test
	void removeWhenAnotherIsLeftThenThatIsTheUsersMethod() {
		ApiClient client = withApp();
		devices.add(this.user, "one");
		client.post("/auth/recovery-codes/", Map.of());
		assertThat(remove(client, "totp").status()).isEqualTo(200);
		assertThat(app.bean(UserTwoFactorAuthDataRepository.class).findByUserId(this.user).preferredMethod())
			.isEqualTo(TwoFactorMethod.of(DEVICE));
		Answer begun = app.client()
			.post("/auth/get-code/",
					Map.of("username", this.user, "password", TestUsers.PASSWORD, "methods", List.of(DEVICE, "totp")));
		assertThat(begun.json()).containsEntry("method", DEVICE).containsEntry("methods", List.of(DEVICE));
	}

	@Test
	void removeWhenOneOfSeveralThenTheOthersAndTheMethodStay() {
		ApiClient client = withApp();
		devices.add(this.user, "one");
		devices.add(this.user, "two");
		assertThat(remove(client, DEVICE, "one").status()).isEqualTo(200);
		assertThat(list(client).json()).containsEntry("method", "totp")
			.containsEntry("factors",
					List.of(Map.of("method", DEVICE, "id", "two", "label", "My two"), Map.of("method", "totp")));
	}

	/**
	 * A double click, or a client that tries again: none of them brings the method back.
	 */
	@Test
	void removeWhenTheSameManyTimesAtOnceThenOnceAndTheFallbackStays() throws Exception {
		for (int round = 0; round < 5; round++) {
			newUser();
			ApiClient client = withApp();
			List<Answer> answers = AtOnce.results(8, 8, (i) -> remove(client, "totp"));
			assertThat(answers.stream().filter((answer) -> answer.status() == 200)).hasSize(1);
			assertThat(answers).allMatch((answer) -> List.of(200, 401, 404, 429).contains(answer.status()));
			assertThat(list(app.loggedIn(this.user)).json()).containsEntry("method", "code-sender")
				.containsEntry("factors", List.of());
		}
	}

	@Test
	void removeWhenBothOfTwoAtOnceThenOneStaysWhereOneIsRequired() throws Exception {
		try (TestApplication strict = TestApplication.with(List.of(TestApplication.App.class, MoreFactors.class),
				"jwt2fa.trusted-2fa-methods=totp,device", "jwt2fa.auth-token-retry-wait-time=0s")) {
			Devices owned = strict.bean(Devices.class);
			for (int round = 0; round < 5; round++) {
				String name = "anna" + round;
				strict.users().put(TestUser.named(name));
				ApiClient enrolling = strict.client().bearer(strict.login(name).text("enrollment_token"));
				AuthenticatorApp authenticator = enrolling.enroll(strict.clock());
				strict.clock().advance(Duration.ofSeconds(30));
				ApiClient client = strict.client()
					.bearer(strict.client().auth(strict.codeTokenFor(name), authenticator.code()).text("access"));
				owned.add(name, "one");
				List<Answer> answers = AtOnce.results(2, 2,
						(i) -> (i == 0) ? remove(client, "totp") : remove(client, DEVICE, "one"));
				assertThat(answers.stream().filter((answer) -> answer.status() == 200)).as("%s", answers).hasSize(1);
				assertThat(owned.of(name).size() + (strict.bean(UserTwoFactorAuthDataRepository.class)
					.findByUserId(name)
					.encryptedTotpSecret() != null ? 1 : 0)).isEqualTo(1);
			}
		}
	}

	@Test
	void removeWhenThereIsNoSuchFactorThenNotFoundAndNothingIsLost() {
		ApiClient client = withApp();
		devices.add(this.user, "one");
		devices.add("somebody", "theirs");
		assertRefused(remove(client, DEVICE, "theirs"), 404, "not_found");
		// a member that a script left out must not remove all of them
		assertRefused(remove(client, DEVICE), 404, "not_found");
		assertRefused(remove(client, "totp", "one"), 404, "not_found");
		assertRefused(remove(client, "code-sender"), 404, "not_found");
		assertRefused(remove(client, "recovery-code"), 404, "not_found");
		assertRefused(remove(client, "no-2fa"), 404, "not_found");
		assertRefused(remove(client, "foo"), 404, "not_found");
		// in the way of none that comes after it
		assertRefused(remove(client, "\u00e9"), 404, "not_found");
		assertRefused(remove(client, "x".repeat(60_000)), 404, "not_found");
		assertThat(list(client).json().get("factors")).asString().contains("one", "totp");
		assertThat(devices.of("somebody")).containsExactly("theirs");
		assertThat(app.events(TwoFactorEvent.FactorRemoved.class)).isEmpty();
	}

	@Test
	void removeWhenTheHandlerCanNotThenNotFoundAndTheMethodStays() {
		ApiClient client = withApp();
		devices.add(this.user, "stuck");
		app.bean(UserTwoFactorAuthDataRepository.class).savePreferredMethod(this.user, TwoFactorMethod.of(DEVICE));
		assertRefused(remove(client, DEVICE, "stuck"), 404, "not_found");
		assertThat(app.bean(UserTwoFactorAuthDataRepository.class).findByUserId(this.user).preferredMethod())
			.isEqualTo(TwoFactorMethod.of(DEVICE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"method\": null}", "{\"method\": 1, \"id\": []}",
			"{\"method\": \"totp\", \"id\": \"\"}", "{\"method\": \"totp\", \"end_other_sessions\": 1}", "[]" })
	void removeWhenTheBodyIsWrongThenInvalid(String body) {
		assertThat(withApp().postJson("/auth/factors/remove/", body).status()).isEqualTo(400);
	}

	@Test
	void removeWhenTheLoginIsOldThenRefused() {
		assertRefused(remove(app.client(), "totp"), 401, "not_authenticated");
		AuthenticatorApp authenticator = app.loggedIn(this.user).enroll(app.clock());
		String refresh = byApp(authenticator).text("refresh");
		app.clock().advance(Duration.ofMinutes(16));
		ApiClient old = app.client().bearer(app.client().refresh(refresh).text("access"));
		assertThat(list(old).status()).isEqualTo(200);
		assertRefused(remove(old, "totp"), 401, "insufficient_user_authentication");
	}

	@Test
	void removeWhenOtherSessionsEndThenTheyDoAndThisOneGoesOn() {
		AuthenticatorApp authenticator = app.loggedIn(this.user).enroll(app.clock());
		String other = byApp(authenticator).text("refresh");
		Answer in = byApp(authenticator);
		assertThat(app.client()
			.bearer(in.text("access"))
			.post("/auth/factors/remove/", Map.of("method", "totp", "end_other_sessions", true))
			.status()).isEqualTo(200);
		assertThat(app.client().refresh(other).status()).isEqualTo(401);
		assertThat(app.client().refresh(in.text("refresh")).status()).isEqualTo(200);
	}

	/**
	 * A method of the application's own, of which a user can have several.
	 */
	@Configuration(proxyBeanMethods = false)
	static class MoreFactors {

		@Bean
		@Order(50)
		Devices devices() {
			return new Devices();
		}

	}

	static class Devices implements TwoFactorMethodHandler {

		private final Map<String, Set<String>> devices = new ConcurrentHashMap<>();

		private volatile boolean broken;

		void add(String userId, String id) {
			of(userId).add(id);
		}

		Set<String> of(String userId) {
			return this.devices.computeIfAbsent(userId, (key) -> ConcurrentHashMap.newKeySet());
		}

		@Override
		public TwoFactorMethod method() {
			return TwoFactorMethod.of(DEVICE);
		}

		@Override
		public boolean isOwn() {
			return true;
		}

		@Override
		public boolean isSent() {
			return false;
		}

		@Override
		public List<Factor> factors(TwoFactorUser user) {
			if (this.broken) {
				throw new IllegalStateException("The store of devices is down");
			}
			return of(user.id()).stream()
				.sorted()
				.map((id) -> new Factor(id, Map.of("label", "My " + id, "method", "not this one")))
				.toList();
		}

		@Override
		public Challenge begin(TwoFactorUser user) {
			return Challenge.none();
		}

		@Override
		public @Nullable AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
			return null;
		}

		@Override
		public boolean remove(String userId, @Nullable String id) {
			return !"stuck".equals(id) && of(userId).remove(id);
		}

	}

}
