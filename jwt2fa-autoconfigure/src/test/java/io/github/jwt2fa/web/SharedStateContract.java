package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.web.context.request.RequestContextHolder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances of an application on one database and one store keep every promise of a
 * single one.
 */
abstract class SharedStateContract {

	private static final int AT_ONCE = 24;

	private static final Duration LIFETIME = Duration.ofMinutes(5);

	private static final String[] PASSKEYS = { "jwt2fa.passkey.rp-id=shop.example", "jwt2fa.passkey.login=true" };

	private TestApplication one;

	private TestApplication two;

	private String user;

	/**
	 * What both instances are told.
	 */
	abstract List<String> properties();

	/**
	 * Whether an instance sees what another one counted. Where none does, one instance
	 * has to keep the promises.
	 */
	boolean isShared() {
		return true;
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
	}

	private void start(String... more) {
		List<String> all = new ArrayList<>(properties());
		all.add("spring.flyway.enabled=false");
		all.add("spring.jpa.hibernate.ddl-auto=update");
		all.add("jwt2fa.jdbc.initialize-schema=always");
		all.add("jwt2fa.auth-token-retry-wait-time=0s");
		// many come at once, on a machine that may have other things to do
		all.add("jwt2fa.state.timeout=30s");
		all.addAll(List.of(more));
		this.one = TestApplication.with(all.toArray(String[]::new));
		this.two = isShared() ? TestApplication.with(all.toArray(String[]::new)) : this.one;
		this.one.users().put(TestUser.named(this.user));
		this.two.users().put(TestUser.named(this.user));
	}

	@AfterEach
	void stop() {
		for (TestApplication app : instances()) {
			app.close();
		}
	}

	private Set<TestApplication> instances() {
		return Stream.of(this.one, this.two).filter(Objects::nonNull).collect(Collectors.toSet());
	}

	private void advance(Duration time) {
		instances().forEach((app) -> app.clock().advance(time));
	}

	/**
	 * Lets so many requests wait for each other in their middle, where each user is asked
	 * for, and then something happen before they go on.
	 */
	private void inTheMiddleOf(int requests, Runnable action) {
		CyclicBarrier barrier = new CyclicBarrier(requests, action);
		Set<Thread> met = ConcurrentHashMap.newKeySet();
		onLoad(() -> {
			// a request may ask for its user more than once; the warm-up asks for one
			// too, at
			// any time after the start
			if (RequestContextHolder.getRequestAttributes() != null && met.add(Thread.currentThread())) {
				try {
					barrier.await(30, TimeUnit.SECONDS);
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			}
		});
	}

	/**
	 * Whenever a request asks for a user. The warm-up of the password check asks for one,
	 * too, at any time after the start.
	 */
	private void onLoad(Runnable action) {
		instances().forEach((app) -> app.users().onLoad(() -> {
			if (RequestContextHolder.getRequestAttributes() != null) {
				action.run();
			}
		}));
	}

	private List<Answer> overBoth(int requests, Request request) throws Exception {
		List<ApiClient> clients = List.of(this.one.client(), this.two.client());
		return AtOnce.results(Math.min(requests, AT_ONCE), requests, (i) -> request.send(clients.get(i % 2)));
	}

	private static long count(List<Answer> answers, int status, String code) {
		return answers.stream()
			.filter((answer) -> answer.status() == status && (status == 200 || code.equals(answer.code())))
			.count();
	}

	private Answer getCode(ApiClient client) {
		return client.getCode(this.user, TestUsers.PASSWORD);
	}

	private String lastCode(TestApplication app) {
		return app.mail().lastCodeFor(this.user + "@example.com");
	}

	@Test
	void guessesWhenSpreadOverBothThenFiveAreAnswered() throws Exception {
		start();
		String token = this.one.codeTokenFor(this.user);
		String code = lastCode(this.one);
		String wrong = code.equals("0000000") ? "0000001" : "0000000";
		List<Answer> answers = overBoth(40, (client) -> client.auth(token, wrong));
		assertThat(count(answers, 401, "authentication_failed")).isEqualTo(5);
		assertThat(count(answers, 403, "too_many_auth_attempts")).isEqualTo(35);
		assertThat(this.two.client().auth(token, code).status()).isEqualTo(403);
	}

	/**
	 * A code that is sent again gives no further guesses, neither at another instance nor
	 * later on.
	 */
	@Test
	void guessesWhenOverATokenAndThoseAfterItThenFiveAreAnswered() throws Exception {
		start("jwt2fa.max-codes-sent-per-user=none");
		List<String> chain = new ArrayList<>(List.of(this.one.codeTokenFor(this.user)));
		for (TestApplication app : List.of(this.two, this.one)) {
			advance(Duration.ofSeconds(140));
			chain.add(app.client().post("/auth/get-code/", Map.of("code_token", chain.get(0))).text("token"));
		}
		assertThat(chain).doesNotContainNull().doesNotHaveDuplicates();
		String code = lastCode(this.one);
		List<Answer> answers = new ArrayList<>();
		for (String token : chain) {
			answers.addAll(overBoth(12,
					(client) -> client.post("/auth/auth/", Map.of("code_token", token, "code", wrong(code)))));
		}
		assertThat(count(answers, 401, "authentication_failed")).isEqualTo(5);
		assertThat(count(answers, 403, "too_many_auth_attempts")).isEqualTo(31);
		advance(LIFETIME.minusSeconds(1));
		answers = overBoth(2, (client) -> client.post("/auth/auth/", Map.of("code_token", chain.get(2), "code", code)));
		assertThat(count(answers, 403, "too_many_auth_attempts")).isEqualTo(2);
	}

	@Test
	void chainWhenUsedAtBothAtOnceThenOneLogin() throws Exception {
		start();
		Login first = begin();
		advance(Duration.ofSeconds(30));
		String token = this.two.client().post("/auth/get-code/", Map.of("code_token", first.token())).text("token");
		Login second = new Login(token, lastCode(this.two));
		List<Answer> answers = overBoth(AT_ONCE, (client) -> {
			Login login = (Thread.currentThread().getId() % 2 == 0) ? first : second;
			return client.post("/auth/auth/", Map.of("code_token", login.token(), "code", login.code()));
		});
		assertThat(count(answers, 200, "")).isEqualTo(1);
		assertThat(count(answers, 401, "token_already_used")).isEqualTo(AT_ONCE - 1);
	}

	/**
	 * A factor once more is a login as far as anything counts: of a code that is sent
	 * again, at whichever instance, one attempt succeeds.
	 */
	@Test
	void stepUpWhenUsedAtBothAtOnceThenOneAccessToken() throws Exception {
		start();
		String token = this.one.codeTokenFor(this.user);
		Answer login = this.one.client().auth(token, lastCode(this.one));
		String access = login.text("access");
		String first = this.one.client().bearer(access).post("/auth/step-up/", Map.of()).text("token");
		String code = lastCode(this.one);
		advance(Duration.ofSeconds(30));
		String second = this.two.client().post("/auth/get-code/", Map.of("code_token", first)).text("token");
		String again = lastCode(this.two);
		List<Answer> answers = overBoth(AT_ONCE, (client) -> (Thread.currentThread().getId() % 2 == 0)
				? client.auth(first, code) : client.auth(second, again));
		assertThat(count(answers, 200, "")).isEqualTo(1);
		assertThat(count(answers, 401, "token_already_used")).isEqualTo(AT_ONCE - 1);
		assertThat(answers).filteredOn((answer) -> answer.status() == 200)
			.allSatisfy((answer) -> assertThat(answer.json()).containsOnlyKeys("access"));
	}

	@Test
	void stepUpWhenGuessedOverBothThenFiveAreAnswered() throws Exception {
		start("jwt2fa.max-codes-sent-per-user=none");
		String login = this.one.codeTokenFor(this.user);
		String access = this.one.client().auth(login, lastCode(this.one)).text("access");
		List<String> chain = new ArrayList<>(
				List.of(this.one.client().bearer(access).post("/auth/step-up/", Map.of()).text("token")));
		advance(Duration.ofSeconds(140));
		chain.add(this.two.client().post("/auth/get-code/", Map.of("code_token", chain.get(0))).text("token"));
		String code = lastCode(this.two);
		List<Answer> answers = new ArrayList<>();
		for (String token : chain) {
			answers.addAll(overBoth(12, (client) -> client.auth(token, wrong(code))));
		}
		assertThat(count(answers, 401, "authentication_failed")).isEqualTo(5);
		assertThat(count(answers, 403, "too_many_auth_attempts")).isEqualTo(19);
		assertThat(this.one.client().auth(chain.get(1), code).status()).isEqualTo(403);
	}

	@Test
	void stepUpWhenTheSessionIsEndedAtOneThenRefusedAtTheOther() {
		start();
		String token = this.one.codeTokenFor(this.user);
		Answer login = this.one.client().auth(token, lastCode(this.one));
		String stepUp = this.one.client().bearer(login.text("access")).post("/auth/step-up/", Map.of()).text("token");
		this.one.client().logout(login.text("refresh"));
		assertThat(this.two.client().auth(stepUp, lastCode(this.one)).code()).isEqualTo("authentication_failed");
	}

	private static String wrong(String code) {
		return code.equals("0000000") ? "0000001" : "0000000";
	}

	private Login begin() {
		onLoad(() -> {
		});
		newUser();
		instances().forEach((app) -> app.users().put(TestUser.named(this.user)));
		return new Login(this.one.codeTokenFor(this.user), lastCode(this.one));
	}

	private List<Answer> authOverBoth(String token, String code) throws Exception {
		return overBoth(AT_ONCE, (client) -> client.auth(token, code));
	}

	@Test
	void codesWhenTheyEndInTheMiddleOfRequestsThenNoneIsAnswered() throws Exception {
		start();
		// to the very end, and as an instance sees it that was frozen for long
		for (Duration pause : List.of(Duration.ofMillis(50), Duration.ofMinutes(10))) {
			for (boolean right : new boolean[] { true, false }) {
				Login login = begin();
				advance(LIFETIME.minusMillis(50));
				inTheMiddleOf(AT_ONCE, () -> advance(pause));
				assertThat(authOverBoth(login.token(), right ? login.code() : wrong(login.code())))
					.allSatisfy((answer) -> assertThat(answer.code()).isEqualTo("code_token_expired"));
			}
		}
	}

	@Test
	void codesWhenTimeRunsOutWhileRequestsComeThenNoLimitIsPassed() throws Exception {
		start("jwt2fa.max-second-factor-failures-per-user=none");
		for (int millis : new int[] { 20, 70, 120 }) {
			Login login = begin();
			List<Answer> answers = asTimeRunsOut(millis, () -> authOverBoth(login.token(), login.code()));
			assertThat(count(answers, 200, "")).as("%s", answers).isLessThanOrEqualTo(1);
			Login other = begin();
			answers = asTimeRunsOut(millis, () -> authOverBoth(other.token(), wrong(other.code())));
			assertThat(count(answers, 401, "authentication_failed")).as("%s", answers).isLessThanOrEqualTo(5);
		}
	}

	private List<Answer> asTimeRunsOut(int millis, Callable<List<Answer>> requests) throws Exception {
		advance(LIFETIME.minusMillis(millis));
		ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
		try {
			time.scheduleAtFixedRate(() -> advance(Duration.ofMillis(1)), 1, 1, TimeUnit.MILLISECONDS);
			return requests.call();
		}
		finally {
			time.shutdownNow();
			time.awaitTermination(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void rightCodeWhenTheBudgetIsSpentInItsMiddleThenThrottledAndNotUsed() throws Exception {
		for (String tokens : List.of("3", "none")) {
			stop();
			start("jwt2fa.max-second-factor-failures-per-user=3/6m",
					"jwt2fa.max-active-code-tokens-per-user=" + tokens);
			Login right = begin();
			Login guessed = new Login(this.two.codeTokenFor(this.user),
					this.two.mail().lastCodeFor(this.user + "@example.com"));
			AtomicBoolean first = new AtomicBoolean(true);
			onLoad(() -> {
				if (first.getAndSet(false)) {
					for (int i = 0; i < 4; i++) {
						Answer answer = this.two.client().auth(guessed.token(), wrong(guessed.code()));
						assertThat(answer.code()).isEqualTo((i < 3) ? "authentication_failed" : "throttled");
					}
				}
			});
			assertThat(auth(right).code()).isEqualTo("throttled");
			assertThat(this.one.events(TwoFactorEvent.LoginSucceeded.class)).isEmpty();
			advance(Duration.ofMinutes(2));
			assertThat(auth(right).status()).as("its token was not used").isEqualTo(200);
		}
	}

	private Answer auth(Login login) {
		return this.one.client().auth(login.token(), login.code());
	}

	@Test
	void codeTokenWhenOfOneThenUsedAtTheOtherAndOnce() throws Exception {
		start();
		String token = this.one.codeTokenFor(this.user);
		String code = lastCode(this.one);
		List<Answer> answers = overBoth(10, (client) -> client.auth(token, code));
		assertThat(count(answers, 200, "")).isEqualTo(1);
		assertThat(count(answers, 401, "token_already_used")).isEqualTo(9);
	}

	@Test
	void codeTokensWhenAskedForOverBothThenThreeAreGiven() throws Exception {
		start("jwt2fa.max-codes-sent-per-user=none");
		List<Answer> answers = overBoth(20, this::getCode);
		assertThat(count(answers, 200, "")).isEqualTo(3);
		assertThat(count(answers, 429, "too_many_code_tokens")).isEqualTo(17);
	}

	@Test
	void totpCodeWhenAtBothAtOnceThenOneLogin() throws Exception {
		start();
		String token = this.one.codeTokenFor(this.user);
		String access = this.one.client().auth(token, lastCode(this.one)).text("access");
		ApiClient in = this.two.client().bearer(access);
		AuthenticatorApp app = new AuthenticatorApp(in.send("POST", "/auth/totp/setup/").text("secret"),
				this.one.clock());
		assertThat(this.one.client().bearer(access).post("/auth/totp/confirm/", Map.of("code", app.code())).status())
			.isEqualTo(200);
		this.one.clock().advance(Duration.ofSeconds(30));
		this.two.clock().advance(Duration.ofSeconds(30));
		List<String> tokens = List.of(this.one.codeTokenFor(this.user), this.two.codeTokenFor(this.user));
		String code = app.code();
		List<ApiClient> clients = List.of(this.one.client(), this.two.client());
		List<Answer> answers = AtOnce.results(2, 2, (i) -> clients.get(i).auth(tokens.get(i), code));
		assertThat(count(answers, 200, "")).isEqualTo(1);
		assertThat(count(answers, 401, "code_already_used")).isEqualTo(1);
	}

	@Test
	void recoveryCodeWhenAtBothAtOnceThenOneLogin() throws Exception {
		// the losers are failures, which might spend the budget while the winner is on
		// its way
		start("jwt2fa.max-active-code-tokens-per-user=none", "jwt2fa.max-second-factor-failures-per-user=none");
		String code = enrollWithCodes().get(0);
		List<String> tokens = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			tokens.add(this.one.codeTokenFor(this.user));
		}
		List<ApiClient> clients = List.of(this.one.client(), this.two.client());
		List<Answer> answers = AtOnce.results(40, 40, (i) -> clients.get(i % 2)
			.post("/auth/auth/", Map.of("code_token", tokens.get(i), "method", "recovery-code", "code", code)));
		assertThat(count(answers, 200, "")).isEqualTo(1);
		assertThat(answers).filteredOn((answer) -> answer.status() == 200)
			.allMatch((answer) -> Integer.valueOf(9).equals(answer.json().get("recovery_codes_left")));
		assertThat(answers).filteredOn((answer) -> answer.status() != 200)
			.hasSize(39)
			.extracting((answer) -> answer.status() + " " + answer.code())
			.isSubsetOf("401 authentication_failed", "401 code_already_used");
	}

	/**
	 * Each list is shown as that of the user; one of them is.
	 */
	@Test
	void recoveryCodesWhenMadeAtBothAtOnceThenOneListIsGood() throws Exception {
		start("jwt2fa.max-active-code-tokens-per-user=none", "jwt2fa.max-second-factor-failures-per-user=none");
		List<String> before = enrollWithCodes();
		List<ApiClient> clients = Stream.of(this.one, this.two)
			.map((app) -> app.client().bearer(logInByCode(before.remove(0)).text("access")))
			.toList();
		List<Answer> made = AtOnce.results(8, 8, (i) -> clients.get(i % 2).post("/auth/recovery-codes/", Map.of()));
		List<String> good = new ArrayList<>();
		for (Answer each : made) {
			String code = codes(each).get(0);
			if (logInByCode(code).status() == 200) {
				good.add(code);
			}
		}
		assertThat(good).hasSize(1);
		assertThat(logInByCode(before.get(0)).status()).isEqualTo(401);
	}

	private Answer logInByCode(String code) {
		return this.two.client().auth(this.one.codeTokenFor(this.user), code);
	}

	/**
	 * Sets TOTP up, and has codes for the case that the phone is lost.
	 */
	private List<String> enrollWithCodes() {
		ApiClient in = this.one.loggedIn(this.user);
		AuthenticatorApp app = new AuthenticatorApp(in.send("POST", "/auth/totp/setup/").text("secret"),
				this.one.clock());
		return codes(in.post("/auth/totp/confirm/", Map.of("code", app.code(), "recovery_codes", true)));
	}

	@SuppressWarnings("unchecked")
	private static List<String> codes(Answer answer) {
		return new ArrayList<>((List<String>) answer.json().get("recovery_codes"));
	}

	@Test
	void sessionWhenEndedAtOneThenEndedAtTheOther() {
		start("jwt2fa.token.refresh-reuse-grace=0s");
		String first = login();
		assertThat(this.two.client().refresh(first).status()).isEqualTo(200);
		Answer reused = this.one.client().refresh(first);
		assertThat(reused.code()).isEqualTo("token_not_valid");
		String second = login();
		this.one.client().logout(second);
		assertThat(this.two.client().refresh(second).code()).isEqualTo("token_not_valid");
	}

	private String login() {
		String token = this.one.codeTokenFor(this.user);
		return this.two.client().auth(token, lastCode(this.one)).text("refresh");
	}

	@Test
	void rateLimitWhenOverBothThenCountsBoth() throws Exception {
		// a prefix of its own: the address is the same in all tests
		start("jwt2fa.code-token-throttle-rate=5/1h", "jwt2fa.state.key-prefix=rate" + System.nanoTime() + ":");
		List<Answer> answers = overBoth(20, (client) -> client.getCode("nobody", "wrong"));
		assertThat(count(answers, 401, "authentication_failed")).isEqualTo(5);
		assertThat(count(answers, 429, "throttled")).isEqualTo(15);
	}

	@Test
	void passkeyLoginWhenAtBothAtOnceThenOneLogin() throws Exception {
		start(PASSKEYS);
		PasskeyDevice device = PasskeyDevice.at("https://shop.example");
		assertThat(this.one.loggedIn(this.user).addPasskey(device).status()).isEqualTo(200);
		Answer options = this.two.client().post("/auth/passkey/options/", Map.of());
		Map<String, Object> credential = device.get(options.object("public_key"));
		List<Answer> answers = overBoth(AT_ONCE, (client) -> client.auth(options.text("token"), credential));
		assertThat(count(answers, 200, "")).isEqualTo(1);
		assertThat(count(answers, 401, "token_already_used")).isEqualTo(AT_ONCE - 1);
	}

	/**
	 * A key that counts and its copy, whose counters are the same.
	 */
	@Test
	void passkeyWhenCopiedAndBothAtOnceThenOneLogin() throws Exception {
		start(PASSKEYS);
		PasskeyDevice device = PasskeyDevice.at("https://shop.example").counting();
		assertThat(this.one.loggedIn(this.user).addPasskey(device).status()).isEqualTo(200);
		List<ApiClient> clients = List.of(this.one.client(), this.two.client());
		List<PasskeyDevice> devices = List.of(device, device.copied());
		List<Answer> answers = AtOnce.results(2, 2, (i) -> clients.get(i).logIn(devices.get(i)));
		assertThat(count(answers, 200, "")).isEqualTo(1);
		assertThat(count(answers, 401, "authentication_failed")).isEqualTo(1);
		assertThat(instances().stream().mapToInt((app) -> app.events(TwoFactorEvent.PasskeyCloned.class).size()).sum())
			.isEqualTo(1);
	}

	@Test
	void enrollmentsWhenByAppAndPasskeyAtBothThenOneFactor() throws Exception {
		start("jwt2fa.passkey.rp-id=shop.example", "jwt2fa.trusted-2fa-methods=totp,passkey",
				"jwt2fa.max-codes-sent-per-user=none");
		for (int round = 0; round < 5; round++) {
			begin();
			String token = this.one.login(this.user).text("enrollment_token");
			List<ApiClient> clients = List.of(this.one.client().bearer(token), this.two.client().bearer(token));
			AuthenticatorApp app = new AuthenticatorApp(clients.get(0).send("POST", "/auth/totp/setup/").text("secret"),
					this.one.clock());
			Answer setup = clients.get(1).post("/auth/passkey/setup/", Map.of());
			Map<String, Object> credential = PasskeyDevice.at("https://shop.example")
				.create(setup.object("public_key"));
			// neither finds a factor when it looks for one
			inTheMiddleOf(2, () -> {
			});
			List<Answer> answers = AtOnce.results(2, 2,
					(i) -> (i == 0) ? clients.get(0).post("/auth/totp/confirm/", Map.of("code", app.code()))
							: clients.get(1)
								.post("/auth/passkey/confirm/",
										Map.of("token", setup.text("token"), "credential", credential)));
			assertThat(count(answers, 200, "")).as("%s", answers).isEqualTo(1);
			assertThat(count(answers, 403, "second_factor_already_active")).as("%s", answers).isEqualTo(1);
			assertThat(this.one.bean(PasskeyRepository.class).findByUserId(this.user))
				.hasSize((answers.get(1).status() == 200) ? 1 : 0);
		}
	}

	/**
	 * A request to one of the instances.
	 */
	private interface Request {

		Answer send(ApiClient client);

	}

	/**
	 * What a login needs.
	 */
	private record Login(String token, String code) {
	}

}
