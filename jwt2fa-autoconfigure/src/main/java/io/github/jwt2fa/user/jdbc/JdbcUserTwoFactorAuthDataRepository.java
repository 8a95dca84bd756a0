package io.github.jwt2fa.user.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.jdbc.JdbcTable;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;

/**
 * The users' second-factor data in a table of the application's database, by plain JDBC.
 * Joins a transaction of the caller. Thread-safe, as the database is.
 *
 * @since 0.1.0
 */
public final class JdbcUserTwoFactorAuthDataRepository implements UserTwoFactorAuthDataRepository {

	private static final String COLUMNS = "user_id, preferred_method, totp_secret";

	private static final String FIND = "select " + COLUMNS + " from " + JdbcTable.TABLE + " where user_id = ?";

	private static final String UPDATE = "update " + JdbcTable.TABLE
			+ " set preferred_method = ?, totp_secret = ? where user_id = ?";

	private static final String REPLACE_SECRET = UPDATE + " and totp_secret = ?";

	private static final String SET_SECRET = UPDATE + " and (totp_secret is null or totp_secret = '')";

	/** Leaves the secret alone: one that is set at the same time is not lost. */
	private static final String UPDATE_METHOD = "update " + JdbcTable.TABLE
			+ " set preferred_method = ? where user_id = ?";

	private static final String INSERT = "insert into " + JdbcTable.TABLE
			+ " (preferred_method, totp_secret, user_id) values (?, ?, ?)";

	private static final String DELETE = "delete from " + JdbcTable.TABLE + " where user_id = ?";

	private final JdbcTable table;

	/**
	 * A repository. Nothing is asked before the first user is.
	 * @param dataSource the database, whose table
	 * {@code jwt2fa_user_two_factor_auth_data} comes from one of our scripts
	 * @param transactionManager the transactions of that database that the application
	 * has
	 * @param schema the schema of the table, in double quotes where its name has to be
	 * quoted; none for that of the connections
	 */
	public JdbcUserTwoFactorAuthDataRepository(DataSource dataSource, PlatformTransactionManager transactionManager,
			@Nullable String schema) {
		this.table = new JdbcTable(dataSource, transactionManager, "jwt2fa_user_two_factor_auth_data", schema);
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
	public @Nullable UserTwoFactorAuthData findByUserId(String userId) {
		// a table that somebody made with a collation of its own must not mix up two
		// users either
		return this.table.select(FIND, 0, (row, number) -> data(row), userId)
			.stream()
			.filter((data) -> data.userId().equals(userId))
			.findFirst()
			.orElse(null);
	}

	private static UserTwoFactorAuthData data(ResultSet row) throws SQLException {
		String method = row.getString(2);
		boolean chosen = method != null && !method.isBlank();
		return new UserTwoFactorAuthData(row.getString(1), chosen ? TwoFactorMethod.of(method) : null,
				row.getString(3));
	}

	/**
	 * Keeps the data. Whoever finds no row to change, and one to insert there already,
	 * changes the one of somebody who was faster.
	 */
	@Override
	public void save(UserTwoFactorAuthData data) {
		if (!update(UPDATE, data) && !insert(data)) {
			update(UPDATE, data);
		}
	}

	@Override
	public boolean saveIfSecretIs(@Nullable String expectedSecret, UserTwoFactorAuthData data) {
		if (expectedSecret != null && !expectedSecret.isEmpty()) {
			// a collation of the column may take another case for the same
			UserTwoFactorAuthData known = findByUserId(data.userId());
			return known != null && expectedSecret.equals(known.encryptedTotpSecret()) && this.table
				.execute(REPLACE_SECRET, method(data), data.encryptedTotpSecret(), data.userId(), expectedSecret) == 1;
		}
		// someone else may have been faster, but by the choice of a method alone
		return update(SET_SECRET, data) || insert(data) || update(SET_SECRET, data);
	}

	private boolean update(String statement, UserTwoFactorAuthData data) {
		return this.table.execute(statement, method(data), data.encryptedTotpSecret(), data.userId()) == 1;
	}

	private boolean insert(UserTwoFactorAuthData data) {
		return this.table.insert(INSERT, "user_id", method(data), data.encryptedTotpSecret(), data.userId());
	}

	private static @Nullable String method(UserTwoFactorAuthData data) {
		return (data.preferredMethod() != null) ? data.preferredMethod().value() : null;
	}

	@Override
	public void savePreferredMethod(String userId, TwoFactorMethod method) {
		if (this.table.execute(UPDATE_METHOD, method.value(), userId) == 0
				&& !this.table.insert(INSERT, "user_id", method.value(), null, userId)) {
			this.table.execute(UPDATE_METHOD, method.value(), userId);
		}
	}

	@Override
	public void deleteByUserId(String userId) {
		this.table.execute(DELETE, userId);
	}

}
