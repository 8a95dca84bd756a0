package io.github.jwt2fa.sample;

import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * On PostgreSQL alone.
 */
class PostgresTwoInstancesIT extends TwoInstancesContract {

	private static EmbeddedPostgres postgres;

	@BeforeAll
	static void start() throws Exception {
		postgres = EmbeddedPostgres.start();
	}

	@AfterAll
	static void stop() throws Exception {
		postgres.close();
	}

	@Override
	List<String> properties() {
		return List.of("spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
				"jwt2fa.state.store=jdbc");
	}

}
