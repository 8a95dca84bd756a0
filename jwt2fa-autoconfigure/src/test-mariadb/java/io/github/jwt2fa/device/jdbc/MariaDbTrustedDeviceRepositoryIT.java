package io.github.jwt2fa.device.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestMariaDb;
import org.junit.jupiter.api.AutoClose;

class MariaDbTrustedDeviceRepositoryIT extends JdbcTrustedDeviceRepositoryContract {

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
