package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestPostgres;
import io.github.jwt2fa.test.TestRedis;
import io.github.jwt2fa.test.TestUsers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redis beside the database.
 */
class RedisSharedStateIT extends SharedStateContract {

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	@AutoClose
	private static final TestRedis redis = new TestRedis();

	@Override
	List<String> properties() {
		return List.of("spring.datasource.url=" + postgres.url(), "jwt2fa.state.store=redis",
				"spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + redis.port());
	}

	private static Answer getCode(TestApplication app) {
		return app.client().post("/auth/get-code/", Map.of("username", "alice", "password", TestUsers.PASSWORD));
	}

	@Test
	void loginWhenRedisIsGoneThenShutAndToldAndBackByItself() throws Exception {
		try (TestRedis own = new TestRedis();
				TestApplication app = TestApplication.with("jwt2fa.state.store=redis",
						"spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + own.port(),
						"management.endpoints.web.exposure.include=health",
						"management.endpoint.health.show-details=always", "management.health.redis.enabled=false",
						"management.health.mail.enabled=false", "jwt2fa.code-token-throttle-rate=100/1h")) {
			Answer login = app.login("alice");
			assertThat(login.status()).isEqualTo(200);
			String access = login.text("access");
			assertThat(app.client().bearer(access).get("/actuator/health").body()).contains("jwt2faState",
					"RedisStateStore");
			own.stop();
			try {
				long start = System.nanoTime();
				Answer refused = getCode(app);
				assertThat(refused.status()).isEqualTo(503);
				assertThat(refused.code()).isEqualTo("temporarily_unavailable");
				assertThat(refused.header("Retry-After")).isEqualTo("5");
				// the server's patience is two seconds
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
				assertThat(app.client().bearer(access).get("/me").status()).isEqualTo(200);
				assertThat(app.client().bearer(access).get("/actuator/health").status()).isEqualTo(503);
			}
			finally {
				own.start();
			}
			int status = 0;
			for (int i = 0; i < 100 && status != 200; i++) {
				Thread.sleep(100);
				status = getCode(app).status();
			}
			assertThat(status).isEqualTo(200);
		}
	}

}
