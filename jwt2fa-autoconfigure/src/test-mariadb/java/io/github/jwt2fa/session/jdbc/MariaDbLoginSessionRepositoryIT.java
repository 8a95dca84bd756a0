package io.github.jwt2fa.session.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestMariaDb;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;

class MariaDbLoginSessionRepositoryIT {

	@AutoClose
	private static final TestMariaDb server = new TestMariaDb();

	@Nested
	class OfJpa extends JdbcLoginSessionRepositoryContract.OfJpa {

		@Override
		DataSource dataSource() {
			return server.dataSource();
		}

		@Override
		String vendor() {
			return "mariadb";
		}

	}

	@Nested
	class OfJdbc extends JdbcLoginSessionRepositoryContract.OfJdbc {

		@Override
		DataSource dataSource() {
			return server.dataSource();
		}

		@Override
		String vendor() {
			return "mariadb";
		}

	}

}
