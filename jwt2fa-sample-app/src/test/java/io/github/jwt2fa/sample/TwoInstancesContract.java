package io.github.jwt2fa.sample;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two processes on one database and one store keep every promise of one.
 */
@Tag("stress")
abstract class TwoInstancesContract {

	private static final List<String> USERS = List.of("alice", "bob", "carol");

	private SampleClient one;

	private SampleClient two;

	private int codesAskedFor;

	/**
	 * All that an instance needs to share with others.
	 */
	abstract List<String> properties();

	private List<String> allProperties() {
		List<String> all = new ArrayList<>(properties());
		all.add("jwt2fa.auth-token-retry-wait-time=0s");
		all.add("jwt2fa.token.refresh-reuse-grace=0s");
		all.add("jwt2fa.code-token-throttle-rate=40/1d");
		all.add("jwt2fa.max-codes-sent-per-user=none");
		for (int i = 0; i < USERS.size(); i++) {
			all.add("sample.users[" + i + "].username=" + USERS.get(i));
			all.add("sample.users[" + i + "].password=" + USERS.get(i) + "-password");
			all.add("sample.users[" + i + "].email=" + USERS.get(i) + "@example.com");
		}
		return all;
	}

	@Test
	void promisesWhenSpreadOverTwoThenAreThoseOfOne() throws Exception {
		try (Instance first = Instance.start(allProperties()); Instance second = Instance.start(allProperties())) {
			this.one = first.client();
			this.two = second.client();
			codeTokenOfOneIsUsedAtTheOther();
			sessionEndsAtBoth();
			oneTotpCodeIsOneLogin();
			fiveOfFortyGuessesAreAnswered();
			threeOfTwentyCodeTokensAreGiven();
			theRateCountsBoth();
			loginGoesOnAtTheOtherWhenOneIsKilled(first);
		}
	}

	private String codeToken(SampleClient client, String user) {
		this.codesAskedFor++;
		return this.one.read(client.getCode(user, user + "-password")).get("token").asString();
	}

	/**
	 * Asks one instance for a code, and logs in at the other.
	 */
	private JsonNode login(String user) {
		String token = codeToken(this.one, user);
		String code = this.one.codeIn(this.one.newestMail(user + "@example.com"));
		return this.two.read(this.two.auth(token, code));
	}

	private String codeOf(HttpResponse<String> response) {
		JsonNode code = this.one.read(response).get("code");
		return (code != null) ? code.asString() : "";
	}

	private HttpResponse<String> refresh(SampleClient client, String token) {
		return client.post("/auth/refresh/", Map.of("refresh", token));
	}

	private List<HttpResponse<String>> overBoth(int requests, Request request) throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(16);
		List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
		for (int i = 0; i < requests; i++) {
			SampleClient client = (i % 2 == 0) ? this.one : this.two;
			calls.add(() -> request.send(client));
		}
		List<HttpResponse<String>> answers = new ArrayList<>();
		for (Future<HttpResponse<String>> answer : pool.invokeAll(calls)) {
			answers.add(answer.get());
		}
		pool.shutdown();
		return answers;
	}

	private long count(List<HttpResponse<String>> answers, String code) {
		return answers.stream().filter((answer) -> codeOf(answer).equals(code)).count();
	}

	private Map<String, Long> codesOf(List<HttpResponse<String>> answers) {
		return answers.stream().collect(Collectors.groupingBy(this::codeOf, Collectors.counting()));
	}

	private static long successes(List<HttpResponse<String>> answers) {
		return answers.stream().filter((answer) -> answer.statusCode() == 200).count();
	}

	private void codeTokenOfOneIsUsedAtTheOther() {
		String token = codeToken(this.one, "alice");
		String code = this.one.codeIn(this.one.newestMail("alice@example.com"));
		assertThat(this.two.auth(token, code).statusCode()).isEqualTo(200);
		assertThat(codeOf(this.one.auth(token, code))).isEqualTo("token_already_used");
	}

	private void sessionEndsAtBoth() {
		String stolen = login("alice").get("refresh").asString();
		String next = this.two.read(refresh(this.two, stolen)).get("refresh").asString();
		assertThat(codeOf(refresh(this.one, stolen))).isEqualTo("token_not_valid");
		assertThat(codeOf(refresh(this.two, next))).isEqualTo("token_not_valid");

		String other = login("alice").get("refresh").asString();
		this.one.post("/auth/logout/", Map.of("refresh", other));
		assertThat(codeOf(refresh(this.two, other))).isEqualTo("token_not_valid");
	}

	private void oneTotpCodeIsOneLogin() throws Exception {
		String[] bearer = { "Authorization", "Bearer " + login("alice").get("access").asString() };
		JsonNode setup = this.one.read(this.one.post("/auth/totp/setup/", Map.of(), bearer));
		AuthenticatorApp app = AuthenticatorApp.scanned(setup.get("provisioning_uri").asString(), Clock.systemUTC());
		assertThat(this.two.post("/auth/totp/confirm/", Map.of("code", app.freshCode()), bearer).statusCode())
			.isEqualTo(200);
		List<String> tokens = List.of(codeToken(this.one, "alice"), codeToken(this.two, "alice"));
		String code = app.freshCode();
		List<HttpResponse<String>> answers = overBoth(2,
				(client) -> client.auth(tokens.get((client == this.one) ? 0 : 1), code));
		assertThat(successes(answers)).isEqualTo(1);
		assertThat(count(answers, "code_already_used")).isEqualTo(1);
	}

	private void fiveOfFortyGuessesAreAnswered() throws Exception {
		String token = codeToken(this.one, "bob");
		String code = this.one.codeIn(this.one.newestMail("bob@example.com"));
		String wrong = code.equals("0000000") ? "0000001" : "0000000";
		List<HttpResponse<String>> answers = overBoth(40, (client) -> client.auth(token, wrong));
		assertThat(codesOf(answers)).isEqualTo(Map.of("authentication_failed", 5L, "too_many_auth_attempts", 35L));
	}

	private void threeOfTwentyCodeTokensAreGiven() throws Exception {
		List<HttpResponse<String>> answers = overBoth(20, (client) -> client.getCode("carol", "carol-password"));
		this.codesAskedFor += 20;
		assertThat(successes(answers)).isEqualTo(3);
		assertThat(count(answers, "too_many_code_tokens")).isEqualTo(17);
	}

	private void theRateCountsBoth() throws Exception {
		// one is left for the last of these tests
		int left = 40 - this.codesAskedFor - 1;
		List<HttpResponse<String>> before = overBoth(left, (client) -> client.getCode("nobody", "wrong"));
		assertThat(count(before, "authentication_failed")).isEqualTo(left);
		this.codesAskedFor += left;
	}

	private void loginGoesOnAtTheOtherWhenOneIsKilled(Instance first) throws Exception {
		String token = codeToken(this.one, "bob");
		String code = this.one.codeIn(this.one.newestMail("bob@example.com"));
		List<HttpResponse<String>> after = overBoth(20, (client) -> client.getCode("nobody", "wrong"));
		assertThat(count(after, "throttled")).isEqualTo(20);
		first.close();
		assertThat(this.two.auth(token, code).statusCode()).isEqualTo(200);
	}

	/**
	 * A request to one of the instances.
	 */
	private interface Request {

		HttpResponse<String> send(SampleClient client);

	}

}
