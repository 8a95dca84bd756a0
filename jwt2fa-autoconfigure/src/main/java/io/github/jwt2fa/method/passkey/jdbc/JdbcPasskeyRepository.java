package io.github.jwt2fa.method.passkey.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.jwt2fa.crypto.Sha256;
import io.github.jwt2fa.jdbc.JdbcTable;
import io.github.jwt2fa.method.passkey.Passkey;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;

/**
 * Passkeys in a table of the application's database, by plain JDBC. Joins a transaction
 * of the caller. Ids of credentials are longer than keys of tables may be, so that the
 * key is their hash. Times are milliseconds since 1970, which no time zone of a driver or
 * a database changes.
 *
 * @since 0.1.0
 */
public final class JdbcPasskeyRepository implements PasskeyRepository {

	private static final String KEY = "credential_hash";

	/** What a use changes comes last. */
	private static final String COLUMNS = "credential_id, user_id, user_handle, public_key, backup_eligible, aaguid, "
			+ "transports, label, created_at, signature_counter, backed_up, last_used_at";

	private static final String SEPARATOR = ",";

	private static final String SELECT = "select " + COLUMNS + " from " + JdbcTable.TABLE;

	private static final String FIND = SELECT + " where " + KEY + " = ?";

	private static final String FIND_BY_USER = SELECT + " where user_id = ? order by created_at, " + KEY;

	private static final String INSERT = "insert into " + JdbcTable.TABLE + " (" + KEY + ", " + COLUMNS
			+ ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

	private static final String UPDATE_USE = "update " + JdbcTable.TABLE
			+ " set signature_counter = ?, backed_up = ?, last_used_at = ? where " + KEY
			+ " = ? and (signature_counter < ? or (signature_counter = 0 and ? = 0))";

	private static final String DELETE = "delete from " + JdbcTable.TABLE + " where " + KEY + " = ? and user_id = ?";

	private static final String DELETE_BY_USER = "delete from " + JdbcTable.TABLE + " where user_id = ?";

	/** No passkey is older, and none was used at that time. */
	private static final long NEVER = 0;

	private final JdbcTable table;

	/**
	 * A repository. Nothing is asked before the first user is.
	 * @param dataSource the database, whose table {@code jwt2fa_passkey} comes from one
	 * of our scripts
	 * @param transactionManager the transactions of that database that the application
	 * has
	 * @param schema the schema of the table, in double quotes where its name has to be
	 * quoted; none for that of the connections
	 */
	public JdbcPasskeyRepository(DataSource dataSource, PlatformTransactionManager transactionManager,
			@Nullable String schema) {
		this.table = new JdbcTable(dataSource, transactionManager, "jwt2fa_passkey", schema);
	}

	/**
	 * Asks the database for the table.
	 * @throws DataAccessException if it is not there, or not as it should be
	 * @throws TransactionException if the database can't be reached
	 */
	public void requireTable() {
		this.table.require(KEY + ", " + COLUMNS);
	}

	/**
	 * The name of the table, with its schema if it was given one.
	 */
	public String tableName() {
		return this.table.name();
	}

	@Override
	public @Nullable Passkey findById(String id) {
		return this.table.select(FIND, 0, (row, number) -> passkey(row), hash(id))
			.stream()
			.filter((passkey) -> passkey.id().equals(id))
			.findFirst()
			.orElse(null);
	}

	@Override
	public List<Passkey> findByUserId(String userId) {
		// a table that somebody made with a collation of its own must not mix up two
		// users either
		return this.table.select(FIND_BY_USER, 0, (row, number) -> passkey(row), userId)
			.stream()
			.filter((passkey) -> passkey.userId().equals(userId))
			.toList();
	}

	private static Passkey passkey(ResultSet row) throws SQLException {
		String transports = row.getString(7);
		long lastUsedAt = row.getLong(12);
		return Passkey.withId(row.getString(1))
			.userId(row.getString(2))
			.userHandle(row.getString(3))
			.publicKey(row.getString(4))
			.backupEligible(row.getBoolean(5))
			.aaguid(UUID.fromString(row.getString(6)))
			.transports((transports != null) ? List.of(transports.split(SEPARATOR)) : List.of())
			.label(text(row.getString(8)))
			.createdAt(Instant.ofEpochMilli(row.getLong(9)))
			.signatureCounter(row.getLong(10))
			.backedUp(row.getBoolean(11))
			.lastUsedAt((lastUsedAt != NEVER) ? Instant.ofEpochMilli(lastUsedAt) : null)
			.build();
	}

	private static String text(@Nullable String text) {
		return (text != null) ? text : "";
	}

	@Override
	public boolean insert(Passkey passkey) {
		List<@Nullable Object> values = new ArrayList<>();
		values.add(hash(passkey.id()));
		values.add(passkey.id());
		values.add(passkey.userId());
		values.add(passkey.userHandle());
		values.add(passkey.publicKey());
		values.add(passkey.backupEligible());
		values.add(passkey.aaguid().toString());
		values.add(textOrNull(String.join(SEPARATOR, passkey.transports())));
		values.add(textOrNull(passkey.label()));
		values.add(passkey.createdAt().toEpochMilli());
		values.add(passkey.signatureCounter());
		values.add(passkey.backedUp());
		values.add((passkey.lastUsedAt() != null) ? passkey.lastUsedAt().toEpochMilli() : NEVER);
		return this.table.insert(INSERT, KEY, values.toArray());
	}

	/**
	 * There are databases to which an empty text is none.
	 */
	private static @Nullable String textOrNull(String text) {
		return text.isEmpty() ? null : text;
	}

	@Override
	public boolean updateUse(String id, long signatureCounter, boolean backedUp, Instant usedAt) {
		return this.table.execute(UPDATE_USE, signatureCounter, backedUp, usedAt.toEpochMilli(), hash(id),
				signatureCounter, signatureCounter) == 1;
	}

	@Override
	public boolean delete(String userId, String id) {
		return this.table.execute(DELETE, hash(id), userId) == 1;
	}

	@Override
	public boolean deleteByUserId(String userId) {
		return this.table.execute(DELETE_BY_USER, userId) > 0;
	}

	/**
	 * SHA-256 of the bytes of an id, in hexadecimal; empty for a text that is no id.
	 */
	private static String hash(String id) {
		try {
			return Sha256.hex(Base64.getUrlDecoder().decode(id));
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

}
