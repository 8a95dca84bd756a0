package io.github.jwt2fa.device.jdbc;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;

class H2TrustedDeviceRepositoryIT extends JdbcTrustedDeviceRepositoryContract {

	private static final DataSource DATABASE = JdbcConnectionPool.create("jdbc:h2:mem:devices;DB_CLOSE_DELAY=-1", "sa",
			"");

	@Override
	DataSource dataSource() {
		return DATABASE;
	}

	@Override
	String vendor() {
		return "h2";
	}

}
