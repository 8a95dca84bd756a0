package io.github.jwt2fa.session.jpa;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestPersistenceUnit.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

class PostgresLoginSessionRepositoryIT {

	private static EmbeddedPostgres postgres;

	@BeforeAll
	static void start() throws Exception {
		postgres = EmbeddedPostgres.start();
	}

	@AfterAll
	static void end() throws Exception {
		postgres.close();
	}

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

	abstract static class Contract extends JpaLoginSessionRepositoryContract {

		@Override
		DataSource dataSource() {
			return postgres.getPostgresDatabase();
		}

		@Override
		String vendor() {
			return "postgresql";
		}

	}

}
