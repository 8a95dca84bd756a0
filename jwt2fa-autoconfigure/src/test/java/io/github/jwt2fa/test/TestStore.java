package io.github.jwt2fa.test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Where an application of the tests keeps its state and its tables: in memory and in H2,
 * or on the servers that the system property {@code jwt2fa.test.store} names. The servers
 * live as long as the virtual machine.
 */
enum TestStore {

	/** The default: all in the virtual machine. */
	MEMORY {

		@Override
		Map<String, String> properties() {
			return Map.of("spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID());
		}

	},

	/** State in Redis. */
	REDIS {

		@Override
		Map<String, String> properties() {
			return Map.of("spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID(), "jwt2fa.state.store", "redis",
					"jwt2fa.state.key-prefix", UUID.randomUUID() + ":", "jwt2fa.state.timeout", PATIENCE,
					"spring.data.redis.host", "127.0.0.1", "spring.data.redis.port",
					String.valueOf(RedisHolder.SERVER.port()));
		}

	},

	/** State and tables in PostgreSQL. */
	JDBC {

		@Override
		Map<String, String> properties() {
			String database = "test_" + UUID.randomUUID().toString().replace('-', '_');
			try (Connection connection = PostgresHolder.SERVER.dataSource().getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute("create database " + database);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
			return Map.of("spring.datasource.url",
					PostgresHolder.SERVER.url().replace("/postgres?", "/" + database + "?"), "spring.flyway.enabled",
					"false", "jwt2fa.jdbc.initialize-schema", "always", "jwt2fa.state.store", "jdbc",
					"jwt2fa.state.timeout", PATIENCE, "spring.datasource.hikari.maximum-pool-size", "5");
		}

	};

	/** The machine may have other things to do. */
	private static final String PATIENCE = "20s";

	/**
	 * The one that the build asks for.
	 */
	static TestStore ofTheBuild() {
		return valueOf(System.getProperty("jwt2fa.test.store", "memory").toUpperCase(Locale.ROOT));
	}

	/**
	 * The settings of an application that shares nothing with any other.
	 */
	abstract Map<String, String> properties();

	private static void closeAtTheEnd(Runnable server) {
		Runtime.getRuntime().addShutdownHook(new Thread(server));
	}

	private static final class RedisHolder {

		private static final TestRedis SERVER = new TestRedis();

		static {
			closeAtTheEnd(SERVER::close);
		}

	}

	private static final class PostgresHolder {

		private static final TestPostgres SERVER = new TestPostgres();

		static {
			closeAtTheEnd(SERVER::close);
		}

	}

}
