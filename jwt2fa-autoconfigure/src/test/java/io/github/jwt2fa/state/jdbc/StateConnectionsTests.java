package io.github.jwt2fa.state.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StateConnectionsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

	private HikariConfig onlyOneConnection() {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(this.url);
		config.setMaximumPoolSize(1);
		config.setConnectionTimeout(300);
		config.setAutoCommit(false);
		config.setReadOnly(true);
		return config;
	}

	private static int count(StateConnections connections) throws SQLException {
		return connections.ask((connection) -> {
			try (var rows = connection.createStatement().executeQuery("select count(*) from kept")) {
				rows.next();
				return rows.getInt(1);
			}
		});
	}

	private static int insert(StateConnections connections) throws SQLException {
		return connections
			.ask((connection) -> connection.createStatement().executeUpdate("insert into kept values (1)"));
	}

	private void requireOwnConnections(DataSource application) throws SQLException {
		new JdbcTemplate(JdbcConnectionPool.create(this.url, "", "")).execute("create table kept (id int)");
		try (StateConnections connections = StateConnections.of(application, TIMEOUT);
				Connection busy = application.getConnection()) {
			// the proxy takes a connection when it is used
			assertThat(busy.createStatement().execute("select 1")).isTrue();
			assertThat(insert(connections)).isEqualTo(1);
			assertThat(count(connections)).isEqualTo(1);
		}
	}

	@Test
	void askWhenTheApplicationsHikariPoolIsEmptyThenAnswered() throws SQLException {
		try (HikariDataSource application = new HikariDataSource(onlyOneConnection())) {
			requireOwnConnections(application);
		}
	}

	@Test
	void askWhenTheApplicationsPoolIsBehindAProxyThenAnswered() throws SQLException {
		try (HikariDataSource application = new HikariDataSource(onlyOneConnection())) {
			requireOwnConnections(new LazyConnectionDataSourceProxy(application));
		}
	}

	/**
	 * Whoever extends the pool may know more of how to connect than we do.
	 */
	@Test
	void askWhenThePoolIsOfAnotherClassThenOfThePoolItself() throws SQLException {
		try (HikariDataSource application = new HikariDataSource(onlyOneConnection()) {
		}; StateConnections connections = StateConnections.of(application, TIMEOUT)) {
			try (Connection busy = application.getConnection()) {
				assertThat(busy.isValid(1)).isTrue();
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> count(connections));
			}
		}
	}

	/**
	 * A proxy may make a connection another tenant's, or somebody else's.
	 */
	@Test
	void askWhenAProxyOfTheApplicationPreparesConnectionsThenOfTheProxy() throws SQLException {
		try (HikariDataSource application = new HikariDataSource(onlyOneConnection());
				StateConnections connections = StateConnections.of(new DelegatingDataSource(application) {

					@Override
					public Connection getConnection() throws SQLException {
						Connection connection = super.getConnection();
						connection.createStatement().execute("create schema if not exists tenant");
						connection.setSchema("TENANT");
						return connection;
					}

				}, TIMEOUT)) {
			assertThat(connections.<String>ask(Connection::getSchema)).isEqualTo("TENANT");
		}
	}

	@Test
	void closeThenTheApplicationsPoolStaysOpen() throws SQLException {
		try (HikariDataSource application = new HikariDataSource(onlyOneConnection())) {
			StateConnections.of(application, TIMEOUT).close();
			try (Connection connection = application.getConnection()) {
				assertThat(connection.isValid(1)).isTrue();
			}
		}
	}

	@Test
	void askWhenTheDriverKnowsNoNetworkTimeoutThenAnswered() throws SQLException {
		DataSource database = JdbcConnectionPool.create(this.url, "", "");
		new JdbcTemplate(database).execute("create table kept (id int)");
		try (StateConnections connections = StateConnections.of(new WithoutNetworkTimeout(database), TIMEOUT)) {
			assertThat(count(connections)).isZero();
		}
	}

	/**
	 * As older drivers do.
	 */
	private static final class WithoutNetworkTimeout extends AbstractDataSource {

		private final DataSource database;

		private WithoutNetworkTimeout(DataSource database) {
			this.database = database;
		}

		@Override
		public Connection getConnection() throws SQLException {
			Connection connection = this.database.getConnection();
			return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
					(proxy, method, args) -> {
						if (method.getName().endsWith("NetworkTimeout")) {
							throw new SQLFeatureNotSupportedException();
						}
						return method.invoke(connection, args);
					});
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

}
