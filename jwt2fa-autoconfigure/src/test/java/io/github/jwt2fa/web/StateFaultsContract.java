package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AtOnce;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is promised while the store is not as it should be.
 */
abstract class StateFaultsContract {

	/**
	 * Three times as long as the store is waited for.
	 */
	static final Duration SLOW = Duration.ofSeconds(3);

	/**
	 * How soon logins work again when the store does.
	 */
	private static final Duration BACK = Duration.ofSeconds(10);

	private static final int LOGINS = 40;

	private static final int ENOUGH_TRIES = 100;

	private TestProxy proxy;

	private TestApplication app;

	/**
	 * The port of the store.
	 */
	abstract int store();

	/**
	 * What makes an application use it.
	 * @param port where it is found
	 */
	abstract List<String> properties(int port);

	/**
	 * Forgets all.
	 */
	abstract void loseData() throws Exception;

	void start(String... more) {
		this.proxy = new TestProxy(store());
		List<String> all = new ArrayList<>(properties(this.proxy.port()));
		all.addAll(List.of("jwt2fa.state.timeout=1s", "jwt2fa.code-token-throttle-rate=1000/1h",
				"jwt2fa.auth-token-retry-wait-time=0", "jwt2fa.max-active-code-tokens-per-user=none",
				"jwt2fa.max-codes-sent-per-user=none"));
		all.addAll(List.of(more));
		this.app = TestApplication.with(all.toArray(String[]::new));
	}

	TestProxy proxy() {
		return this.proxy;
	}

	TestApplication app() {
		return this.app;
	}

	@AfterEach
	void stop() {
		// connections that wait for an answer would hold up the end of the application
		this.proxy.cut();
		if (this.app != null) {
			this.app.close();
		}
		this.proxy.close();
	}

	Answer getCode() {
		return this.app.getCode("alice");
	}

	private static Callable<Answer> timed(Callable<Answer> request, List<Duration> times) {
		return () -> {
			long start = System.nanoTime();
			Answer answer = request.call();
			times.add(Duration.ofNanos(System.nanoTime() - start));
			return answer;
		};
	}

	/**
	 * The answers to requests of some threads at once.
	 */
	static List<Answer> atOnce(int threads, int requests, Callable<Answer> request) throws Exception {
		return AtOnce.results(threads, requests, (i) -> request.call());
	}

	static void requireUnavailable(Answer refused) {
		assertThat(refused.status()).isEqualTo(503);
		assertThat(refused.code()).isEqualTo("temporarily_unavailable");
		assertThat(refused.header("Retry-After")).isEqualTo("5");
	}

	/**
	 * Every login is refused before the store would have answered, also where many wait.
	 */
	void requireShut() throws Exception {
		List<Duration> times = Collections.synchronizedList(new ArrayList<>());
		atOnce(LOGINS, LOGINS, timed(this::getCode, times)).forEach(StateFaultsContract::requireUnavailable);
		assertThat(Collections.max(times)).isLessThan(SLOW);
	}

	void requireRecovery() throws Exception {
		int status = 0;
		for (int i = 0; i < ENOUGH_TRIES && status != 200; i++) {
			status = getCode().status();
			Thread.sleep(100);
		}
		assertThat(status).isEqualTo(200);
		assertThat(this.app.login("bob").status()).isEqualTo(200);
	}

	@Test
	void loginWhenTheStoreIsSlowThenShutInTimeAndOpenAfterwards() throws Exception {
		start();
		Answer login = this.app.login("alice");
		String codeToken = this.app.codeTokenFor("alice");
		this.proxy.delay(SLOW);
		requireShut();
		Answer refused = this.app.client().auth(codeToken, "0000000");
		assertThat(refused.status()).isEqualTo(503);
		assertThat(this.app.client().bearer(login.text("access")).get("/me").status()).isEqualTo(200);
		this.proxy.mend();
		requireRecovery();
	}

	@Test
	void loginWhenTheStoreIsSilentThenShutInTimeAndOpenAfterwards() throws Exception {
		start();
		Answer login = this.app.login("alice");
		this.proxy.delay(Duration.ofMinutes(10));
		requireShut();
		assertThat(this.app.client().bearer(login.text("access")).get("/me").status()).isEqualTo(200);
		// as the network does when it is back: what was under way is gone
		this.proxy.cut();
		this.proxy.mend();
		requireRecovery();
	}

	@Test
	void loginWhenTheStoreIsStoppedThenShutInTimeAndOpenAfterwards() throws Exception {
		start();
		Answer login = this.app.login("alice");
		this.proxy.cut();
		requireShut();
		assertThat(this.app.client().bearer(login.text("access")).get("/me").status()).isEqualTo(200);
		this.proxy.mend();
		requireRecovery();
	}

	/**
	 * One client after the other, so that none of them finds what another has mended.
	 */
	@Test
	void loginWhenOldConnectionsAreDeafThenBackSoon() throws Exception {
		start("jwt2fa.state.timeout=2s", "spring.datasource.hikari.maximum-pool-size=2",
				"spring.datasource.hikari.validation-timeout=250");
		assertThat(this.app.login("alice").status()).isEqualTo(200);
		// what was used just now is not validated by the application's pool
		Thread.sleep(600);
		this.proxy.deafen();
		long start = System.nanoTime();
		int status = getCode().status();
		while (status != 200 && System.nanoTime() - start < BACK.toNanos()) {
			assertThat(status).isEqualTo(503);
			status = getCode().status();
		}
		assertThat(status).isEqualTo(200);
		assertThat(this.app.login("bob").status()).isEqualTo(200);
	}

	@Test
	void requestsWhenManyLoginsWaitThenAnswered() throws Exception {
		start("server.tomcat.threads.max=" + LOGINS);
		String access = this.app.login("alice").text("access");
		this.proxy.delay(Duration.ofMinutes(10));
		ExecutorService pool = Executors.newFixedThreadPool(LOGINS);
		AtomicInteger refused = new AtomicInteger();
		for (int i = 0; i < 2 * LOGINS; i++) {
			pool.execute(() -> {
				if (getCode().status() == 503) {
					refused.incrementAndGet();
				}
			});
		}
		assertThat(this.app.client().bearer(access).get("/me").status()).isEqualTo(200);
		pool.shutdown();
		assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
		assertThat(refused).hasValue(2 * LOGINS);
	}

	@Test
	void loginWhenTheStoreLosesItsDataThenGoesOnAndEndedSessionsStayEnded() throws Exception {
		start();
		String ended = this.app.login("alice").text("refresh");
		assertThat(this.app.client().logout(ended).status()).isEqualTo(200);
		String live = this.app.login("alice").text("refresh");
		String codeToken = this.app.codeTokenFor("alice");
		String code = this.app.lastCodeFor("alice");
		loseData();
		assertThat(this.app.client().auth(codeToken, code).status()).isEqualTo(200);
		assertThat(this.app.client().auth(codeToken, code).code()).isEqualTo("token_already_used");
		assertThat(this.app.client().refresh(live).status()).isEqualTo(200);
		assertThat(this.app.client().refresh(ended).code()).isEqualTo("token_not_valid");
	}

}
