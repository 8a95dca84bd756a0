package io.github.jwt2fa.web;

import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The database alone.
 */
class PostgresSharedStateIT extends SharedStateContract {

	private static EmbeddedPostgres postgres;

	@BeforeAll
	static void startServer() throws Exception {
		postgres = EmbeddedPostgres.start();
	}

	@AfterAll
	static void stopServer() throws Exception {
		postgres.close();
	}

	@Override
	List<String> properties() {
		return List.of("spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
				"spring.datasource.username=postgres", "jwt2fa.state.store=jdbc",
				"jwt2fa.state.jdbc.initialize-schema=always");
	}

}
