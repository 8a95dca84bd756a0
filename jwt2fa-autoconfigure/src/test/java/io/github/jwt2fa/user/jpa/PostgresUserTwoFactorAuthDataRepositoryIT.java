package io.github.jwt2fa.user.jpa;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestPostgres;
import org.junit.jupiter.api.AutoClose;

class PostgresUserTwoFactorAuthDataRepositoryIT extends UserTwoFactorAuthDataRepositoryContract {

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	@Override
	DataSource dataSource() {
		return postgres.dataSource();
	}

	@Override
	String vendor() {
		return "postgresql";
	}

}
