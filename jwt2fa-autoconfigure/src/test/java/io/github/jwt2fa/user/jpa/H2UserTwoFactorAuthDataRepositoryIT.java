package io.github.jwt2fa.user.jpa;

import javax.sql.DataSource;

import io.github.jwt2fa.user.jpa.TestPersistenceUnit.Schema;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Nested;

class H2UserTwoFactorAuthDataRepositoryIT {

	private static final DataSource DATABASE = JdbcConnectionPool.create("jdbc:h2:mem:users;DB_CLOSE_DELAY=-1", "sa",
			"");

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
			return DATABASE;
		}

		@Override
		String vendor() {
			return "h2";
		}

	}

}
