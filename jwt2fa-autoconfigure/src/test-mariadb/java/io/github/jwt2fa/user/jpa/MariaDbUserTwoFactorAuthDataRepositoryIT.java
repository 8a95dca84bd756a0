package io.github.jwt2fa.user.jpa;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestMariaDb;
import org.junit.jupiter.api.AutoClose;

class MariaDbUserTwoFactorAuthDataRepositoryIT extends UserTwoFactorAuthDataRepositoryContract {

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
