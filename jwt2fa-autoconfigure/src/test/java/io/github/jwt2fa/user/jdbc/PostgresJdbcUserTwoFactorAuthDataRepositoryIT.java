package io.github.jwt2fa.user.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestPostgres;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;

@Tag("stress")
class PostgresJdbcUserTwoFactorAuthDataRepositoryIT extends JdbcUserTwoFactorAuthDataRepositoryContract {

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	private static final DataSource DATABASE = postgres.dataSource();

	@Override
	DataSource dataSource() {
		return DATABASE;
	}

	@Override
	String vendor() {
		return "postgresql";
	}

}
