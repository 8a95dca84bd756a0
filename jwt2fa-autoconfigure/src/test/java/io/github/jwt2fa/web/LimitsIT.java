package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Limits hold exactly, also when 40 requests come at once.
 */
class LimitsIT {

	private static final int AT_ONCE = 40;

	@AutoClose
	private static final TestApplication app = TestApplication.with("jwt2fa.auth-token-retry-wait-time=0s");

	private final String user = app.newUser();

	@BeforeEach
	void forgetEvents() {
		app.events().clear();
	}

	/**
	 * How many answers there were of each kind.
	 */
	private static Map<String, Integer> atOnce(int times, Callable<Answer> request) throws Exception {
		Map<String, Integer> counts = new TreeMap<>();
		for (Answer done : AtOnce.results(times, times, (i) -> request.call())) {
			counts.merge((done.status() == 200) ? "200" : done.status() + " " + done.code(), 1, Integer::sum);
		}
		return counts;
	}

	private Answer getCode() {
		return app.getCode(this.user);
	}

	@Test
	void authWhenFortyGuessesAtOnceThenFiveAreAnswered() throws Exception {
		String codeToken = app.codeTokenFor(this.user);
		assertThat(atOnce(AT_ONCE, () -> app.client().auth(codeToken, "wrong")))
			.isEqualTo(Map.of("401 authentication_failed", 5, "403 too_many_auth_attempts", AT_ONCE - 5));
		assertThat(app.events(TwoFactorEvent.SecondFactorFailed.class)).hasSize(5);
	}

	@Test
	void authWhenRightCodeFortyTimesAtOnceThenOneLogin() throws Exception {
		String codeToken = app.codeTokenFor(this.user);
		String code = app.mail().lastCodeFor(this.user + "@example.com");
		assertThat(atOnce(AT_ONCE, () -> app.client().auth(codeToken, code)))
			.isEqualTo(Map.of("200", 1, "401 token_already_used", AT_ONCE - 1));
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).hasSize(1);
	}

	@Test
	void getCodeWhenFortyAtOnceThenThreeCodes() throws Exception {
		assertThat(atOnce(AT_ONCE, this::getCode)).isEqualTo(Map.of("200", 3, "429 too_many_code_tokens", AT_ONCE - 3));
		assertThat(app.mail().codesFor(this.user + "@example.com")).hasSize(3);
	}

	@Test
	void authWhenFailuresOfManyTokensComeAtOnceThenTheBudgetHolds() throws Exception {
		try (TestApplication many = TestApplication.with("jwt2fa.auth-token-retry-wait-time=0",
				"jwt2fa.max-active-code-tokens-per-user=none", "jwt2fa.max-codes-sent-per-user=none",
				"jwt2fa.max-auth-attempts-per-code-token=none", "jwt2fa.max-second-factor-failures-per-user=7/1h")) {
			List<String> tokens = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				tokens.add(many.codeTokenFor("alice"));
			}
			Map<String, Integer> answers = atOnce(AT_ONCE, () -> many.client()
				.auth(tokens.get((int) (Thread.currentThread().getId() % tokens.size())), "wrong"));
			assertThat(answers).isEqualTo(Map.of("401 authentication_failed", 7, "429 throttled", AT_ONCE - 7));
			assertThat(many.events(TwoFactorEvent.SecondFactorBudgetSpent.class)).hasSize(1);
		}
	}

	@Test
	void getCodeWhenClientAsksTooOftenThenThrottledWhateverItSends() throws Exception {
		try (TestApplication limited = TestApplication.with("jwt2fa.code-token-throttle-rate=12/3h")) {
			limited.client().post("/auth/get-code/", "text/plain", "nonsense");
			limited.client().postJson("/auth/get-code/", "{");
			limited.client().with("Accept", "text/html").postJson("/auth/get-code/", "{}");
			limited.client().getCode("alice", "wrong");
			Map<String, Integer> answers = atOnce(AT_ONCE,
					() -> limited.client()
						.with("X-Forwarded-For", "10.0.0." + Thread.currentThread().getId() % 250)
						.with("Forwarded", "for=10.0.0.1")
						.getCode("nobody", "x"));
			assertThat(answers).isEqualTo(Map.of("401 authentication_failed", 8, "429 throttled", AT_ONCE - 8));
			Answer refused = limited.client().post("/auth/get-code/", Map.of());
			assertThat(refused.header("Retry-After")).isEqualTo("900");
			assertThat(limited.events(TwoFactorEvent.Throttled.class)).hasSize(AT_ONCE - 8 + 1)
				.allSatisfy((event) -> assertThat(event.clientAddress()).isEqualTo("127.0.0.1"));
			assertThat(limited.client().post("/auth/auth/", Map.of()).status()).as("another endpoint").isEqualTo(400);
		}
	}

	@Test
	void getCodeWhenServerIsToldToBelieveTheProxyThenItsClientsCount() {
		try (TestApplication proxied = TestApplication.with("jwt2fa.code-token-throttle-rate=1/3h",
				"server.forward-headers-strategy=native")) {
			for (String address : List.of("203.0.113.1", "203.0.113.2", "2001:db8:1:2::1", "2001:db8:1:3::1")) {
				assertThat(proxied.client()
					.with("X-Forwarded-For", "198.51.100.9, " + address)
					.post("/auth/get-code/", Map.of())
					.status()).as(address).isEqualTo(400);
			}
			for (String address : List.of("203.0.113.1", "203.0.113.1:4711", "2001:db8:1:2::ffff")) {
				assertThat(proxied.client()
					.with("X-Forwarded-For", "192.0.2." + address.length() + ", " + address)
					.post("/auth/get-code/", Map.of())
					.status()).as(address).isEqualTo(429);
			}
			assertThat(proxied.events(TwoFactorEvent.Throttled.class))
				.extracting(TwoFactorEvent.Throttled::clientAddress)
				.containsExactly("203.0.113.1", "203.0.113.1", "2001:db8:1:2:0:0:0:ffff");
		}
	}

	@Test
	void authWhenApplicationWasStartedAnewThenCodeTokensFromBeforeAreExpired() {
		try (TestApplication before = TestApplication.with("jwt2fa.state.store=jdbc");
				TestApplication after = TestApplication.with()) {
			before.clock().advance(Duration.ofSeconds(-1));
			Map<String, String> used = Map.of("code_token", before.codeTokenFor("alice"), "code",
					before.mail().lastCodeFor("alice@example.com"));
			assertThat(before.client().post("/auth/auth/", used).status()).isEqualTo(200);
			assertThat(after.client().post("/auth/auth/", used).code()).isEqualTo("code_token_expired");
			assertThat(after.login("alice").status()).isEqualTo(200);
		}
	}

}
