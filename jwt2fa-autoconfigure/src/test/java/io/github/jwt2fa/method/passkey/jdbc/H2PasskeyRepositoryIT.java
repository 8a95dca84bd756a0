package io.github.jwt2fa.method.passkey.jdbc;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;

class H2PasskeyRepositoryIT extends JdbcPasskeyRepositoryContract {

	private static final DataSource DATABASE = JdbcConnectionPool.create("jdbc:h2:mem:passkeys;DB_CLOSE_DELAY=-1", "sa",
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
