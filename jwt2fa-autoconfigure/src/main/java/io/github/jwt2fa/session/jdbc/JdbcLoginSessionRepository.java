package io.github.jwt2fa.session.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

import javax.sql.DataSource;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.jdbc.JdbcTable;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;

/**
 * Sessions in a table of the application's database, by plain JDBC. Joins a transaction
 * of the caller, one of JPA too, but what ends for reuse is over even if that is rolled
 * back. Times are milliseconds since 1970, which no time zone of a driver or a database
 * changes. Thread-safe, as the database is.
 *
 * @since 0.1.0
 */
public final class JdbcLoginSessionRepository implements LoginSessionRepository {

	private static final String COLUMNS = "session_id, user_id, started_at, current_token_id, previous_token_id, "
			+ "refreshed_at, ends_at, method, device_name";

	private static final String SELECT = "select " + COLUMNS + " from " + JdbcTable.TABLE;

	private static final String FIND = SELECT + " where session_id = ?";

	private static final String FIND_BY_USER = SELECT
			+ " where user_id = ? and current_token_id is not null order by started_at desc";

	private static final String INSERT = "insert into " + JdbcTable.TABLE + " (" + COLUMNS
			+ ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

	private static final String REPLACE = "update " + JdbcTable.TABLE
			+ " set current_token_id = ?, previous_token_id = ?, refreshed_at = ? "
			+ "where session_id = ? and current_token_id = ?";

	private static final String END = "update " + JdbcTable.TABLE
			+ " set current_token_id = null, previous_token_id = null where current_token_id is not null";

	private static final String END_ONE = END + " and session_id = ?";

	private static final String END_ALL = END + " and user_id = ?";

	private static final String END_OTHERS = END_ALL + " and session_id <> ?";

	private static final String COUNT_ALIVE = "select count(*) from " + JdbcTable.TABLE
			+ " where current_token_id is not null and ends_at > ?";

	private static final String FIND_ENDED = "select session_id from " + JdbcTable.TABLE
			+ " where ends_at < ? order by ends_at";

	private static final String DELETE = "delete from " + JdbcTable.TABLE + " where session_id in ";

	private final JdbcTable table;

	/**
	 * A repository. Nothing is asked before the first session is.
	 * @param dataSource the database, whose table {@code jwt2fa_login_session} comes from
	 * one of our scripts
	 * @param transactionManager the transactions of that database that the application
	 * has: its {@code JpaTransactionManager}, {@code JdbcTransactionManager} or
	 * {@code JtaTransactionManager}
	 * @param schema the schema of the table, in double quotes where its name has to be
	 * quoted; none for that of the connections
	 */
	public JdbcLoginSessionRepository(DataSource dataSource, PlatformTransactionManager transactionManager,
			@Nullable String schema) {
		this.table = new JdbcTable(dataSource, transactionManager, "jwt2fa_login_session", schema);
	}

	/**
	 * Asks the database for the table.
	 * @throws DataAccessException if it is not there, or not as it should be
	 * @throws TransactionException if the database can't be reached
	 */
	public void requireTable() {
		this.table.require(COLUMNS);
	}

	/**
	 * The name of the table, with its schema if it was given one.
	 */
	public String tableName() {
		return this.table.name();
	}

	@Override
	public boolean insert(LoginSession session) {
		return this.table.insert(INSERT, "session_id", session.id(), session.userId(),
				session.startedAt().toEpochMilli(), session.currentTokenId(), session.previousTokenId(),
				session.refreshedAt().toEpochMilli(), session.endsAt().toEpochMilli(),
				(session.method() != null) ? session.method().value() : null, session.deviceName());
	}

	@Override
	public @Nullable LoginSession findById(String id) {
		// a table that somebody made with a collation of its own must not mix up two
		// sessions either
		return this.table.select(FIND, 0, (row, number) -> session(row), id)
			.stream()
			.filter((session) -> session.id().equals(id))
			.findFirst()
			.orElse(null);
	}

	@Override
	public List<LoginSession> findByUserId(String userId) {
		return this.table.select(FIND_BY_USER, 0, (row, number) -> session(row), userId)
			.stream()
			.filter((session) -> session.userId().equals(userId))
			.toList();
	}

	private static LoginSession session(ResultSet row) throws SQLException {
		return LoginSession.withId(row.getString(1))
			.userId(row.getString(2))
			.startedAt(Instant.ofEpochMilli(row.getLong(3)))
			.currentTokenId(row.getString(4))
			.previousTokenId(row.getString(5))
			.refreshedAt(Instant.ofEpochMilli(row.getLong(6)))
			.endsAt(Instant.ofEpochMilli(row.getLong(7)))
			.method(method(row.getString(8)))
			.deviceName(row.getString(9))
			.build();
	}

	private static @Nullable TwoFactorMethod method(@Nullable String value) {
		return (value != null) ? TwoFactorMethod.of(value) : null;
	}

	@Override
	public boolean replace(LoginSession expected, LoginSession update) {
		return this.table.execute(REPLACE, update.currentTokenId(), update.previousTokenId(),
				update.refreshedAt().toEpochMilli(), expected.id(), expected.currentTokenId()) == 1;
	}

	@Override
	public boolean end(String id) {
		return this.table.execute(END_ONE, id) == 1;
	}

	@Override
	public boolean endForGood(String id) {
		return this.table.executeForGood(END_ONE, id) == 1;
	}

	@Override
	public int endAll(String userId, @Nullable String exceptId) {
		return (exceptId != null) ? this.table.execute(END_OTHERS, userId, exceptId)
				: this.table.execute(END_ALL, userId);
	}

	@Override
	public int endAllOfEveryone() {
		return this.table.execute(END);
	}

	@Override
	public OptionalLong countAlive(Instant time) {
		return this.table.select(COUNT_ALIVE, 0, (row, number) -> row.getLong(1), time.toEpochMilli())
			.stream()
			.mapToLong(Long::longValue)
			.findFirst();
	}

	@Override
	public int deleteEndedBefore(Instant time, int limit) {
		List<String> ids = this.table.select(FIND_ENDED, limit, (row, number) -> row.getString(1), time.toEpochMilli());
		return ids.isEmpty() ? 0 : this.table
			.execute(DELETE + "(" + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")", ids.toArray());
	}

}
