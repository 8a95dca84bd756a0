package io.github.jwt2fa.benchmarks.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jwt2fa.benchmarks.application.AccessTokenServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import redis.embedded.RedisServer;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A PostgreSQL and a Redis of this machine, both empty, on random ports.
 */
public final class LocalServers implements AutoCloseable {

	/** More logins a second than there will be, by so many cores. */
	private static final int USERS_A_SECOND = 1000 * Runtime.getRuntime().availableProcessors();

	private final EmbeddedPostgres postgres;

	private final RedisServer redis;

	private LocalServers(EmbeddedPostgres postgres, RedisServer redis) {
		this.postgres = postgres;
		this.redis = redis;
	}

	/**
	 * Starts both.
	 * @return the servers, to be closed
	 * @throws IOException if one can't be started
	 */
	public static LocalServers start() throws IOException {
		// what starts the servers tells each step
		LoggingSystem.get(LocalServers.class.getClassLoader())
			.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
		// as a test database it would be told to forget what it said it had written
		EmbeddedPostgres postgres = EmbeddedPostgres.builder()
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.start();
		try {
			RedisServer redis = redis();
			redis.start();
			return new LocalServers(postgres, redis);
		}
		catch (IOException | RuntimeException ex) {
			postgres.close();
			throw ex;
		}
	}

	private static RedisServer redis() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			// a snapshot in the middle would be measured, too
			return RedisServer.newRedisServer()
				.port(socket.getLocalPort())
				.bind("127.0.0.1")
				.setting("save \"\"")
				.setting("appendonly no")
				.build();
		}
	}

	/**
	 * The properties of an application whose users and sessions are in PostgreSQL.
	 * @param store where its state is: {@code memory}, {@code redis} or {@code jdbc}
	 * @param more other properties
	 * @return the properties, as arguments of a program
	 */
	public String[] properties(String store, String... more) {
		List<String> properties = new ArrayList<>(
				List.of("--spring.datasource.url=" + this.postgres.getJdbcUrl("postgres", "postgres"),
						"--spring.datasource.username=postgres", "--spring.jpa.hibernate.ddl-auto=update",
						"--spring.data.redis.host=127.0.0.1", "--spring.data.redis.port=" + this.redis.ports().get(0),
						"--jwt2fa.secret-key=a secret key for the benchmark alone", "--jwt2fa.state.store=" + store,
						"--jwt2fa.jdbc.initialize-schema=always", "--jwt2fa.code-token-throttle-rate=none"));
		properties.addAll(List.of(more));
		return properties.toArray(String[]::new);
	}

	/**
	 * Copies the one user of an {@link AccessTokenServer} that is there, the second
	 * factor included: so often that each login can have a user of its own.
	 * @param time how long there will be logins
	 * @return how many users there are, numbered from 1 on
	 */
	public int multiplyUser(Duration time) {
		JdbcTemplate database = new JdbcTemplate(this.postgres.getPostgresDatabase());
		int users = Math.toIntExact(time.toSeconds() * USERS_A_SECOND);
		database.update("insert into account (username, password, role) select ? || n, password, role "
				+ "from account, generate_series(1, ?) n", AccessTokenServer.USER, users);
		database.update(
				"insert into jwt2fa_user_two_factor_auth_data (user_id, preferred_method, totp_secret) "
						+ "select ? || n, preferred_method, totp_secret "
						+ "from jwt2fa_user_two_factor_auth_data, generate_series(1, ?) n",
				AccessTokenServer.USER, users);
		// not all tables: of an empty one PostgreSQL would believe that it stays so
		database.execute("vacuum analyze account, jwt2fa_user_two_factor_auth_data");
		return users;
	}

	@Override
	public void close() throws IOException {
		try {
			this.redis.stop();
		}
		finally {
			this.postgres.close();
		}
	}

}
