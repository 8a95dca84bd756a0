package io.github.jwt2fa.web;

import java.util.List;

import io.github.jwt2fa.test.TestPostgres;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;

/**
 * The database alone.
 */
@Tag("stress")
class PostgresSharedStateIT extends SharedStateContract {

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	@Override
	List<String> properties() {
		return List.of("spring.datasource.url=" + postgres.url(), "jwt2fa.state.store=jdbc",
				"jwt2fa.jdbc.initialize-schema=always");
	}

}
