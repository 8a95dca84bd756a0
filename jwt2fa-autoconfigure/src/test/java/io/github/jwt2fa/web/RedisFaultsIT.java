package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.List;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestRedis;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("stress")
class RedisFaultsIT extends StateFaultsContract {

	@AutoClose
	private static final TestRedis redis = new TestRedis();

	@Override
	int store() {
		return redis.port();
	}

	@Override
	List<String> properties(int port) {
		return List.of("jwt2fa.state.store=redis", "spring.data.redis.host=127.0.0.1",
				"spring.data.redis.port=" + port);
	}

	/**
	 * As after a restart without persistence: the scripts are gone too.
	 */
	@Override
	void loseData() {
		try (RedisClient client = RedisClient.create("redis://127.0.0.1:" + redis.port())) {
			client.connect().sync().flushall();
			client.connect().sync().scriptFlush();
		}
	}

	@Test
	void loginWhenRedisWasNeverThereThenShutInTimeAndOpenAfterwards() throws Exception {
		start();
		proxy().delay(Duration.ofMinutes(10));
		requireShut();
		requireShut();
		proxy().cut();
		proxy().mend();
		requireRecovery();
	}

	@Test
	void requestsWhenRevocationIsCheckedAndRedisIsDownThenGoOn() {
		start("jwt2fa.token.check-revocation=true");
		String access = app().login("alice").text("access");
		proxy().cut();
		assertThat(app().client().bearer(access).get("/me").status()).isEqualTo(200);
	}

	/**
	 * The server itself, with the actuator's health; the application's patience is that
	 * of the default.
	 */
	@Test
	void loginWhenRedisIsGoneThenShutAndToldAndBackByItself() throws Exception {
		start("jwt2fa.state.timeout=2s", "management.endpoints.web.exposure.include=health",
				"management.endpoint.health.show-details=always", "management.health.redis.enabled=false",
				"management.health.mail.enabled=false");
		Answer login = app().login("alice");
		assertThat(login.status()).isEqualTo(200);
		ApiClient in = app().client().bearer(login.text("access"));
		assertThat(in.get("/actuator/health").body()).contains("jwt2faState", "RedisStateStore");
		redis.stop();
		try {
			long start = System.nanoTime();
			requireUnavailable(getCode());
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
			assertThat(in.get("/me").status()).isEqualTo(200);
			assertThat(in.get("/actuator/health").status()).isEqualTo(503);
		}
		finally {
			redis.start();
		}
		requireRecovery();
	}

}
