package io.github.jwt2fa.session.jdbc;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Nested;

class H2LoginSessionRepositoryIT {

	private static final DataSource DATABASE = JdbcConnectionPool.create("jdbc:h2:mem:sessions;DB_CLOSE_DELAY=-1", "sa",
			"");

	@Nested
	class OfJpa extends JdbcLoginSessionRepositoryContract.OfJpa {

		@Override
		DataSource dataSource() {
			return DATABASE;
		}

		@Override
		String vendor() {
			return "h2";
		}

	}

	@Nested
	class OfJdbc extends JdbcLoginSessionRepositoryContract.OfJdbc {

		@Override
		DataSource dataSource() {
			return DATABASE;
		}

		@Override
		String vendor() {
			return "h2";
		}

	}

}
