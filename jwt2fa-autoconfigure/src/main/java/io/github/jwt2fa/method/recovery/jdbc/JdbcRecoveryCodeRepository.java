package io.github.jwt2fa.method.recovery.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import javax.sql.DataSource;

import io.github.jwt2fa.jdbc.JdbcTable;
import io.github.jwt2fa.method.recovery.RecoveryCodeRepository;
import io.github.jwt2fa.method.recovery.StoredRecoveryCodes;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;

/**
 * Recovery codes in a table of the application's database, by plain JDBC. Joins a
 * transaction of the caller. Times are milliseconds since 1970, which no time zone of a
 * driver or a database changes.
 *
 * @since 0.1.0
 */
public final class JdbcRecoveryCodeRepository implements RecoveryCodeRepository {

	private static final String COLUMNS = "user_id, code_hashes, created_at";

	private static final String SEPARATOR = ",";

	private static final String FIND = "select " + COLUMNS + " from " + JdbcTable.TABLE + " where user_id = ?";

	private static final String INSERT = "insert into " + JdbcTable.TABLE + " (" + COLUMNS + ") values (?, ?, ?)";

	/**
	 * Hexadecimal in small letters: no collation takes one list of hashes for another.
	 */
	private static final String EXPECTED = " where user_id = ? and code_hashes = ?";

	private static final String REPLACE = "update " + JdbcTable.TABLE + " set code_hashes = ?, created_at = ?"
			+ EXPECTED;

	private static final String DELETE_EXPECTED = "delete from " + JdbcTable.TABLE + EXPECTED;

	private static final String DELETE = "delete from " + JdbcTable.TABLE + " where user_id = ?";

	private final JdbcTable table;

	/**
	 * A repository. Nothing is asked before the first user is.
	 * @param dataSource the database, whose table {@code jwt2fa_recovery_codes} comes
	 * from one of our scripts
	 * @param transactionManager the transactions of that database that the application
	 * has
	 * @param schema the schema of the table, in double quotes where its name has to be
	 * quoted; none for that of the connections
	 */
	public JdbcRecoveryCodeRepository(DataSource dataSource, PlatformTransactionManager transactionManager,
			@Nullable String schema) {
		this.table = new JdbcTable(dataSource, transactionManager, "jwt2fa_recovery_codes", schema);
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
	public @Nullable StoredRecoveryCodes findByUserId(String userId) {
		// a table that somebody made with a collation of its own must not mix up two
		// users either
		return this.table.select(FIND, 0, (row, number) -> codes(row), userId)
			.stream()
			.filter((codes) -> codes.userId().equals(userId))
			.findFirst()
			.orElse(null);
	}

	private static StoredRecoveryCodes codes(ResultSet row) throws SQLException {
		return new StoredRecoveryCodes(row.getString(1), List.of(row.getString(2).split(SEPARATOR)),
				Instant.ofEpochMilli(row.getLong(3)));
	}

	@Override
	public boolean insert(StoredRecoveryCodes codes) {
		return this.table.insert(INSERT, "user_id", codes.userId(), hashes(codes), codes.createdAt().toEpochMilli());
	}

	@Override
	public boolean replace(StoredRecoveryCodes expected, @Nullable StoredRecoveryCodes update) {
		int rows = (update != null) ? this.table.execute(REPLACE, hashes(update), update.createdAt().toEpochMilli(),
				expected.userId(), hashes(expected))
				: this.table.execute(DELETE_EXPECTED, expected.userId(), hashes(expected));
		return rows == 1;
	}

	private static String hashes(StoredRecoveryCodes codes) {
		return String.join(SEPARATOR, codes.hashes());
	}

	@Override
	public boolean deleteByUserId(String userId) {
		return this.table.execute(DELETE, userId) == 1;
	}

}
