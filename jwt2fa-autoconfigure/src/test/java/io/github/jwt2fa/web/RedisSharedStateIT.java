package io.github.jwt2fa.web;

import java.util.List;

import io.github.jwt2fa.test.TestPostgres;
import io.github.jwt2fa.test.TestRedis;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;

/**
 * Redis beside the database.
 */
@Tag("stress")
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

}
