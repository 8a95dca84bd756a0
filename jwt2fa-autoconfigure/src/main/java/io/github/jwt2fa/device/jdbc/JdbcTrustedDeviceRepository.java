package io.github.jwt2fa.device.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

import javax.sql.DataSource;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.device.TrustedDevice;
import io.github.jwt2fa.device.TrustedDeviceRepository;
import io.github.jwt2fa.jdbc.JdbcTable;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;

/**
 * Trusted devices in a table of the application's database, by plain JDBC. Joins a
 * transaction of the caller, but what ends for good is over even if that is rolled back.
 * Times are milliseconds since 1970, which no time zone of a driver or a database
 * changes. Thread-safe, as the database is.
 *
 * @since 0.1.0
 */
public final class JdbcTrustedDeviceRepository implements TrustedDeviceRepository {

	private static final String COLUMNS = "token_hash, user_id, method, device_name, password_fingerprint, created_at, "
			+ "last_used_at, ends_at";

	private static final String SELECT = "select " + COLUMNS + " from " + JdbcTable.TABLE;

	private static final String FIND = SELECT + " where token_hash = ?";

	private static final String FIND_BY_USER = SELECT + " where user_id = ? order by created_at desc";

	private static final String INSERT = "insert into " + JdbcTable.TABLE + " (" + COLUMNS
			+ ") values (?, ?, ?, ?, ?, ?, ?, ?)";

	private static final String USE = "update " + JdbcTable.TABLE + " set last_used_at = ? where token_hash = ?";

	private static final String DELETE_EVERY = "delete from " + JdbcTable.TABLE;

	private static final String DELETE_ALL = DELETE_EVERY + " where user_id = ?";

	private static final String DELETE_OTHERS = DELETE_ALL + " and token_hash <> ?";

	private static final String DELETE_ONE = DELETE_ALL + " and token_hash = ?";

	private static final String FIND_ENDED = "select token_hash from " + JdbcTable.TABLE
			+ " where ends_at < ? order by ends_at";

	private final JdbcTable table;

	/**
	 * A repository. Nothing is asked before the first device is.
	 * @param dataSource the database, whose table {@code jwt2fa_trusted_device} comes
	 * from one of our scripts
	 * @param transactionManager the transactions of that database that the application
	 * has
	 * @param schema the schema of the table, in double quotes where its name has to be
	 * quoted; none for that of the connections
	 */
	public JdbcTrustedDeviceRepository(DataSource dataSource, PlatformTransactionManager transactionManager,
			@Nullable String schema) {
		this.table = new JdbcTable(dataSource, transactionManager, "jwt2fa_trusted_device", schema);
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
	public boolean insert(TrustedDevice device) {
		return this.table.insert(INSERT, "token_hash", device.id(), device.userId(), device.method().value(),
				device.name(), device.passwordFingerprint(), device.createdAt().toEpochMilli(),
				device.lastUsedAt().toEpochMilli(), device.endsAt().toEpochMilli());
	}

	@Override
	public @Nullable TrustedDevice findById(String id) {
		// hexadecimal in small letters: no collation takes one for another
		return this.table.select(FIND, 0, (row, number) -> device(row), id).stream().findFirst().orElse(null);
	}

	@Override
	public List<TrustedDevice> findByUserId(String userId) {
		// a table that somebody made with a collation of its own must not mix up two
		// users either
		return this.table.select(FIND_BY_USER, 0, (row, number) -> device(row), userId)
			.stream()
			.filter((device) -> device.userId().equals(userId))
			.toList();
	}

	private static TrustedDevice device(ResultSet row) throws SQLException {
		return TrustedDevice.withId(row.getString(1))
			.userId(row.getString(2))
			.method(TwoFactorMethod.of(row.getString(3)))
			.name(row.getString(4))
			.passwordFingerprint(row.getString(5))
			.createdAt(Instant.ofEpochMilli(row.getLong(6)))
			.lastUsedAt(Instant.ofEpochMilli(row.getLong(7)))
			.endsAt(Instant.ofEpochMilli(row.getLong(8)))
			.build();
	}

	@Override
	public boolean use(String id, Instant at) {
		return this.table.execute(USE, at.toEpochMilli(), id) == 1;
	}

	@Override
	public boolean delete(String userId, String id) {
		return this.table.execute(DELETE_ONE, userId, id) == 1;
	}

	@Override
	public int deleteAll(String userId, @Nullable String exceptId) {
		return (exceptId != null) ? this.table.execute(DELETE_OTHERS, userId, exceptId)
				: this.table.execute(DELETE_ALL, userId);
	}

	@Override
	public void deleteAllForGood(String userId) {
		this.table.executeForGood(DELETE_ALL, userId);
	}

	@Override
	public int deleteAllOfEveryone() {
		return this.table.execute(DELETE_EVERY);
	}

	@Override
	public int deleteEndedBefore(Instant time, int limit) {
		List<String> ids = this.table.select(FIND_ENDED, limit, (row, number) -> row.getString(1), time.toEpochMilli());
		return ids.isEmpty() ? 0 : this.table.execute(
				DELETE_EVERY + " where token_hash in (" + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")",
				ids.toArray());
	}

}
