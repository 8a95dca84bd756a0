package io.github.jwt2fa.user.jpa;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestMariaDb;
import io.github.jwt2fa.user.jpa.TestPersistenceUnit.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;

class MariaDbUserTwoFactorAuthDataRepositoryIT {

	@AutoClose
	private static final TestMariaDb server = new TestMariaDb();

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
			return server.dataSource();
		}

		@Override
		String vendor() {
			return "mariadb";
		}

	}

}
