package io.github.jwt2fa.state.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.sql.DataSource;

import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Records in a table, shared by all instances of an application. Each operation is a
 * statement of its own, outside of any transaction of the caller: what was counted stays
 * counted, whatever is rolled back. The instances' clocks tell when a record has expired,
 * so they may differ by a second or two. Thread-safe, as the database is.
 *
 * @since 0.1.0
 */
public final class JdbcStateStore implements StateStore, AutoCloseable {

	/**
	 * The classes of SQL states (ISO/IEC 9075) that tell that someone else was first: a
	 * row with that key is there, or the statement stood in the way of another.
	 */
	private static final List<String> LOST = List.of("23", "40");

	private final StateConnections connections;

	private final @Nullable String schema;

	private final String prefix;

	private final Clock clock;

	private volatile @Nullable StateStatements statements;

	/**
	 * A store. Nothing is asked before the first record is.
	 * @param application the database, whose table {@code jwt2fa_state} comes from one of
	 * our scripts. A pool of HikariCP tells where it is, and up to five connections of
	 * our own are made; connections of another pool are used as they are
	 * @param schema the schema of the table, in double quotes where its name has to be
	 * quoted; none for that of the connections
	 * @param prefix what the keys begin with
	 * @param timeout how long a connection and an answer are waited for, in all; another
	 * pool than HikariCP waits for a connection as it is told to
	 * @param clock the time
	 */
	public JdbcStateStore(DataSource application, @Nullable String schema, String prefix, Duration timeout,
			Clock clock) {
		this.connections = StateConnections.of(application, timeout);
		this.schema = schema;
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
			try (PreparedStatement statement = prepare(connection, statements(connection).get(), name(key),
					this.clock.millis()); ResultSet rows = statement.executeQuery()) {
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
		return (update != null) ? write(StateStatements::replace, update, end, name, expected, now) == 1
				: write(StateStatements::remove, name, expected, now) == 1;
	}

	/**
	 * Where a row is there it is one that has expired, or someone was faster.
	 */
	private boolean create(String name, byte[] update, long end, long now) {
		return write(StateStatements::insert, update, end, name) == 1
				|| write(StateStatements::revive, update, end, name, now) == 1;
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
			StateStatements sql = statements(connection);
			try (PreparedStatement find = prepare(connection, sql.findExpired(), now);
					PreparedStatement delete = connection.prepareStatement(sql.deleteExpired())) {
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
	private int write(Function<StateStatements, String> sql, Object... parameters) {
		return asking((connection) -> {
			try (PreparedStatement statement = prepare(connection, sql.apply(statements(connection)), parameters)) {
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

	/**
	 * As the first connection tells, and not the start: the database may be away then.
	 */
	private StateStatements statements(Connection connection) throws SQLException {
		StateStatements known = this.statements;
		if (known == null) {
			known = StateStatements.of(connection.getMetaData(), this.schema);
			this.statements = known;
		}
		return known;
	}

	private <T> T asking(StateConnections.Question<T> question) {
		try {
			return this.connections.ask(question);
		}
		catch (SQLException ex) {
			throw new StateStoreException("The database can't be asked for the state of logins", ex);
		}
	}

}
