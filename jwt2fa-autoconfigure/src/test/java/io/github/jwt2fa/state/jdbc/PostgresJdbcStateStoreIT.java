package io.github.jwt2fa.state.jdbc;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresJdbcStateStoreIT extends JdbcStateStoreContract {

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
	DataSource dataSource() {
		return postgres.getPostgresDatabase();
	}

	@Override
	String vendor() {
		return "postgresql";
	}

	@Override
	JdbcStateStore.Dialect dialect() {
		return JdbcStateStore.Dialect.POSTGRESQL;
	}

}
