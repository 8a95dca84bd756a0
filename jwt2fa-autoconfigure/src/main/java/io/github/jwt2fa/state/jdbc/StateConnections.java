package io.github.jwt2fa.state.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.util.ClassUtils;

/**
 * The application's database, but with our time-out, and a few connections of our own
 * where the application's come from HikariCP. A request that holds one of the
 * application's connections, as open-in-view does, and waited for another of the same
 * pool would stand in the way of the requests it waits for. Thread-safe.
 */
final class StateConnections implements AutoCloseable {

	/**
	 * A statement is over in a fraction of a millisecond, so that a few serve many
	 * threads.
	 */
	private static final int MAX_CONNECTIONS = 5;

	static final String HIKARI_POOL = "com.zaxxer.hikari.HikariDataSource";

	private static final boolean HIKARI = ClassUtils.isPresent(HIKARI_POOL, StateConnections.class.getClassLoader());

	/** The least that HikariCP takes. */
	private static final Duration LEAST = Duration.ofMillis(250);

	/**
	 * What does nothing to a connection. Any other may make it somebody else's, or look
	 * into another schema.
	 */
	private static final Set<Class<?>> PROXIES = Set.of(LazyConnectionDataSourceProxy.class,
			TransactionAwareDataSourceProxy.class);

	private final DataSource dataSource;

	private final Runnable end;

	private final Duration timeout;

	private StateConnections(DataSource dataSource, Runnable end, Duration timeout) {
		this.dataSource = dataSource;
		this.end = end;
		this.timeout = timeout;
	}

	/**
	 * Connections to the database of the application's own.
	 * @param application the application's data source
	 * @param timeout how long a connection and an answer are waited for, in all
	 */
	static StateConnections of(DataSource application, Duration timeout) {
		DataSource pool = application;
		while (pool instanceof DelegatingDataSource proxy && PROXIES.contains(proxy.getClass())
				&& proxy.getTargetDataSource() != null) {
			pool = proxy.getTargetDataSource();
		}
		// a subclass may do what we don't know of, such as asking for a new password
		if (HIKARI && pool.getClass() == HikariDataSource.class) {
			Hikari own = new Hikari((HikariDataSource) pool, timeout);
			return new StateConnections(own, own::close, timeout);
		}
		return new StateConnections(application, () -> {
		}, timeout);
	}

	/**
	 * Asks the database.
	 * @param question what is asked
	 * @param <T> the type of the answer
	 * @return the answer
	 * @throws SQLException if there is none in time
	 */
	<T> T ask(Question<T> question) throws SQLException {
		long start = System.nanoTime();
		try (Connection connection = this.dataSource.getConnection()) {
			Duration left = this.timeout.minusNanos(System.nanoTime() - start);
			int before = limit(connection, (int) Math.max(1, left.toMillis()));
			try {
				T answer = question.ask(connection);
				if (!connection.getAutoCommit()) {
					connection.commit();
				}
				return answer;
			}
			finally {
				if (!connection.isClosed()) {
					limit(connection, before);
				}
			}
		}
	}

	/**
	 * Limits the time that an answer is waited for.
	 * @return the limit before
	 */
	private static int limit(Connection connection, int millis) throws SQLException {
		try {
			int before = connection.getNetworkTimeout();
			connection.setNetworkTimeout(Runnable::run, millis);
			return before;
		}
		catch (SQLFeatureNotSupportedException ex) {
			// there is the time-out of the statement
			return 0;
		}
	}

	/**
	 * How long a statement may take before the database is to cancel it, so that none of
	 * them goes on there when its connection is gone. In seconds.
	 */
	int statementTimeout() {
		return (int) Math.max(1, this.timeout.dividedBy(2).toSeconds());
	}

	@Override
	public void close() {
		this.end.run();
	}

	/**
	 * A pool like that of the application, who may be somebody else by the next
	 * connection: names and passwords change. Apart, since an application may have
	 * another pool.
	 */
	private static final class Hikari extends AbstractDataSource {

		private final HikariDataSource application;

		private final Duration timeout;

		private final Lock starting = new ReentrantLock();

		private volatile @Nullable HikariDataSource pool;

		private volatile boolean closed;

		private Hikari(HikariDataSource application, Duration timeout) {
			this.application = application;
			this.timeout = timeout;
		}

		@Override
		public Connection getConnection() throws SQLException {
			HikariDataSource started = this.pool;
			return ((started != null) ? started : start()).getConnection();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

		/**
		 * Not before it is used: until then the application may set up its own. Connects
		 * in the background.
		 */
		private HikariDataSource start() throws SQLException {
			this.starting.lock();
			try {
				if (this.closed) {
					throw new SQLException("The store is closed");
				}
				HikariDataSource started = this.pool;
				if (started == null) {
					started = like(this.application, this.timeout);
					this.pool = started;
				}
				return started;
			}
			finally {
				this.starting.unlock();
			}
		}

		private void close() {
			this.starting.lock();
			try {
				this.closed = true;
				HikariDataSource started = this.pool;
				if (started != null) {
					started.close();
				}
			}
			finally {
				this.starting.unlock();
			}
		}

		private static HikariDataSource like(HikariDataSource application, Duration timeout) {
			HikariDataSource own = new WithCredentialsOf(application);
			application.copyStateTo(own);
			own.setPoolName("jwt2fa-state");
			own.setMaximumPoolSize(Math.min(MAX_CONNECTIONS, application.getMaximumPoolSize()));
			own.setMinimumIdle(1);
			own.setConnectionTimeout(atLeast(LEAST, timeout.dividedBy(2)));
			own.setValidationTimeout(atLeast(LEAST, timeout.dividedBy(4)));
			own.setInitializationFailTimeout(-1);
			own.setAutoCommit(true);
			own.setReadOnly(false);
			return own;
		}

		private static long atLeast(Duration least, Duration wanted) {
			return Math.max(least.toMillis(), wanted.toMillis());
		}

	}

	private static final class WithCredentialsOf extends HikariDataSource {

		private final HikariDataSource application;

		private WithCredentialsOf(HikariDataSource application) {
			this.application = application;
		}

		@Override
		public Credentials getCredentials() {
			return this.application.getCredentials();
		}

		@Override
		public String getUsername() {
			return this.application.getUsername();
		}

		@Override
		public String getPassword() {
			return this.application.getPassword();
		}

	}

	/**
	 * What is done with a connection.
	 *
	 * @param <T> the type of the answer
	 */
	interface Question<T> {

		T ask(Connection connection) throws SQLException;

	}

}
