package io.github.jwt2fa.user.jpa;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestMariaDb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MariaDbUserTwoFactorAuthDataRepositoryIT extends UserTwoFactorAuthDataRepositoryContract {

	private static TestMariaDb server;

	@BeforeAll
	static void start() throws Exception {
		server = new TestMariaDb();
	}

	@AfterAll
	static void end() throws Exception {
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

}
