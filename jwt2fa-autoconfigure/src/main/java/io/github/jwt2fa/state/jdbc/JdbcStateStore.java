package io.github.jwt2fa.state.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Records in a table, shared by all instances of an application. Each operation is a
 * statement of its own, outside of any transaction of the caller: what was counted stays
 * counted, whatever is rolled back. The instances' clocks tell when a record has expired,
 * so they may differ by a second or two.
 */
public final class JdbcStateStore implements StateStore, AutoCloseable {

	/**
	 * With the sum no index on the time is of use: a database that thinks of the table as
	 * nearly empty would take that one, and go through all rows that have not expired.
	 */
	private static final String LIVE = " and expires_at + 0 > ?";

	static final String GET = "select bytes from jwt2fa_state where state_key = ?" + LIVE;

	static final String REPLACE = "update jwt2fa_state set bytes = ?, expires_at = ? "
			+ "where state_key = ? and bytes = ?" + LIVE;

	static final String REMOVE = "delete from jwt2fa_state where state_key = ? and bytes = ?" + LIVE;

	private static final String INSERT = "insert into jwt2fa_state (bytes, expires_at, state_key) values (?, ?, ?)";

	private static final String REVIVE = "update jwt2fa_state set bytes = ?, expires_at = ? "
			+ "where state_key = ? and expires_at + 0 <= ?";

	private static final String UPSERT = INSERT + " on conflict (state_key) do update set bytes = excluded.bytes, "
			+ "expires_at = excluded.expires_at where jwt2fa_state.expires_at <= ?";

	private static final String FIND_EXPIRED = "select state_key from jwt2fa_state where expires_at <= ? "
			+ "order by expires_at";

	private static final String DELETE_EXPIRED = "delete from jwt2fa_state where state_key = ? and expires_at + 0 <= ?";

	/**
	 * The classes of SQL states (ISO/IEC 9075) that tell that someone else was first: a
	 * row with that key is there, or the statement stood in the way of another.
	 */
	private static final List<String> LOST = List.of("23", "40");

	private final LimitedConnections connections;

	private final Dialect dialect;

	private final String prefix;

	private final Clock clock;

	/**
	 * A store.
	 * @param application the database, whose table {@code jwt2fa_state} comes from one of
	 * our scripts. A pool of HikariCP tells where it is, and up to five connections of
	 * our own are made; connections of another pool are used as they are
	 * @param dialect what the database can do
	 * @param prefix what the keys begin with
	 * @param timeout how long a connection and an answer are waited for, in all; another
	 * pool than HikariCP waits for a connection as it is told to
	 * @param clock the time
	 */
	public JdbcStateStore(DataSource application, Dialect dialect, String prefix, Duration timeout, Clock clock) {
		this.connections = LimitedConnections.of(application, timeout);
		this.dialect = dialect;
		this.prefix = prefix;
		this.clock = clock;
	}

	@Override
	public void close() {
		this.connections.close();
	}

	@Override
	public byte @Nullable [] get(StateKey key) {
		return asking((connection) -> {
			try (PreparedStatement statement = prepare(connection, GET, name(key), this.clock.millis());
					ResultSet rows = statement.executeQuery()) {
				return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.<byte[]>empty();
			}
		}).orElse(null);
	}

	@Override
	public boolean compareAndSet(StateKey key, byte @Nullable [] expected, byte @Nullable [] update, Duration ttl) {
		String name = name(key);
		long now = this.clock.millis();
		long end = now + Math.max(1, ttl.toMillis());
		if (expected == null) {
			return (update != null) ? create(name, update, end, now) : get(key) == null;
		}
		return (update != null) ? write(REPLACE, update, end, name, expected, now) == 1
				: write(REMOVE, name, expected, now) == 1;
	}

	private boolean create(String name, byte[] update, long end, long now) {
		if (this.dialect == Dialect.POSTGRESQL) {
			return write(UPSERT, update, end, name, now) == 1;
		}
		// where a row is there it is one that has expired, or someone was faster
		return write(INSERT, update, end, name) == 1 || write(REVIVE, update, end, name, now) == 1;
	}

	/**
	 * Asks the database for the table.
	 * @throws StateStoreException if it is not there, or not as it should be
	 */
	public void requireTable() {
		get(new StateKey("start", "table"));
	}

	private String name(StateKey key) {
		return this.prefix + key.kind() + ":" + key.id();
	}

	/**
	 * Forgets records that have expired.
	 * @param limit the most to forget at once
	 * @return how many were forgotten
	 */
	public int deleteExpired(int limit) {
		long now = this.clock.millis();
		return asking((connection) -> {
			try (PreparedStatement find = prepare(connection, FIND_EXPIRED, now);
					PreparedStatement delete = connection.prepareStatement(DELETE_EXPIRED)) {
				find.setMaxRows(limit);
				int found = 0;
				try (ResultSet rows = find.executeQuery()) {
					for (; rows.next(); found++) {
						delete.setString(1, rows.getString(1));
						delete.setLong(2, now);
						delete.addBatch();
					}
				}
				if (found > 0) {
					delete.executeBatch();
				}
				return found;
			}
		});
	}

	/**
	 * Writes a row.
	 * @return how many were written; none also where someone else was first
	 */
	private int write(String sql, Object... parameters) {
		return asking((connection) -> {
			try (PreparedStatement statement = prepare(connection, sql, parameters)) {
				return statement.executeUpdate();
			}
			catch (SQLException ex) {
				if (isLost(ex)) {
					return 0;
				}
				throw ex;
			}
		});
	}

	private static boolean isLost(SQLException ex) {
		String state = ex.getSQLState();
		return state != null && LOST.stream().anyMatch(state::startsWith);
	}

	private PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
		PreparedStatement statement = connection.prepareStatement(sql);
		statement.setQueryTimeout(this.connections.statementTimeout());
		for (int i = 0; i < parameters.length; i++) {
			statement.setObject(i + 1, parameters[i]);
		}
		return statement;
	}

	private <T> T asking(LimitedConnections.Question<T> question) {
		try {
			return this.connections.ask(question);
		}
		catch (SQLException ex) {
			throw new StateStoreException("The database can't be asked for the state of logins", ex);
		}
	}

	/**
	 * What databases do in their own ways.
	 */
	public enum Dialect {

		/** Inserts a row, or replaces one that has expired, by one statement. */
		POSTGRESQL,

		/** Inserts a row, and if there is one, replaces it by another statement. */
		STANDARD

	}

}
