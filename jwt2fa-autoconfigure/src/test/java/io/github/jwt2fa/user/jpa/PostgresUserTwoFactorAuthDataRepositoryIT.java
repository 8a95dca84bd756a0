package io.github.jwt2fa.user.jpa;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestPostgres;
import io.github.jwt2fa.user.jpa.TestPersistenceUnit.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("stress")
class PostgresUserTwoFactorAuthDataRepositoryIT {

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	@Nested
	class OfTheScript extends Contract {

		@Override
		Schema schema() {
			return Schema.OF_THE_SCRIPT;
		}

	}

	@Nested
	class OfHibernate extends Contract {

		@Override
		Schema schema() {
			return Schema.OF_HIBERNATE;
		}

	}

	abstract static class Contract extends JpaUserTwoFactorAuthDataRepositoryContract {

		@Override
		DataSource dataSource() {
			return postgres.dataSource();
		}

		@Override
		String vendor() {
			return "postgresql";
		}

	}

}
