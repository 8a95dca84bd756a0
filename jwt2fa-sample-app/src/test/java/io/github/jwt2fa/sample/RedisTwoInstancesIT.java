package io.github.jwt2fa.sample;

import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import redis.embedded.RedisServer;

/**
 * On Redis and PostgreSQL.
 */
class RedisTwoInstancesIT extends TwoInstancesContract {

	private static EmbeddedPostgres postgres;

	private static RedisServer redis;

	private static int redisPort;

	@BeforeAll
	static void start() throws Exception {
		postgres = EmbeddedPostgres.start();
		redisPort = Instance.freePort();
		redis = RedisServer.newRedisServer().port(redisPort).bind("127.0.0.1").setting("save \"\"").build();
		redis.start();
	}

	@AfterAll
	static void stop() throws Exception {
		redis.stop();
		postgres.close();
	}

	@Override
	List<String> properties() {
		return List.of("spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
				"spring.data.redis.port=" + redisPort, "jwt2fa.state.store=redis");
	}

}
