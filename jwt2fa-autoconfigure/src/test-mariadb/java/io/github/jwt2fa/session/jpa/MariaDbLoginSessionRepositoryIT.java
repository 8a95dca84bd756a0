package io.github.jwt2fa.session.jpa;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestMariaDb;
import io.github.jwt2fa.test.TestPersistenceUnit.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

class MariaDbLoginSessionRepositoryIT {

	private static TestMariaDb server;

	@BeforeAll
	static void start() throws Exception {
		server = new TestMariaDb();
	}

	@AfterAll
	static void end() throws Exception {
		server.close();
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
			return server.dataSource();
		}

		@Override
		String vendor() {
			return "mariadb";
		}

	}

}
