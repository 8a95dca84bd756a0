package io.github.jwt2fa.state.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestMariaDb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MariaDbJdbcStateStoreIT extends JdbcStateStoreContract {

	private static TestMariaDb server;

	@BeforeAll
	static void startServer() throws Exception {
		server = new TestMariaDb();
	}

	@AfterAll
	static void stopServer() throws Exception {
		server.close();
	}

	@Override
	DataSource dataSource() {
		return server.dataSource();
	}

	@Override
	String vendor() {
		return "mariadb";
	}

	@Override
	JdbcStateStore.Dialect dialect() {
		return JdbcStateStore.Dialect.STANDARD;
	}

}
