package io.github.jwt2fa.method.passkey.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestMariaDb;
import org.junit.jupiter.api.AutoClose;

class MariaDbPasskeyRepositoryIT extends JdbcPasskeyRepositoryContract {

	@AutoClose
	private static final TestMariaDb server = new TestMariaDb();

	@Override
	DataSource dataSource() {
		return server.dataSource();
	}

	@Override
	String vendor() {
		return "mariadb";
	}

}
