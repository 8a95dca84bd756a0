package io.github.jwt2fa.session.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestPostgres;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("stress")
class PostgresLoginSessionRepositoryIT {

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	private static final DataSource DATABASE = postgres.dataSource();

	@Nested
	class OfJpa extends JdbcLoginSessionRepositoryContract.OfJpa {

		@Override
		DataSource dataSource() {
			return DATABASE;
		}

		@Override
		String vendor() {
			return "postgresql";
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
			return "postgresql";
		}

	}

}
