package io.github.jwt2fa.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.RowMapperResultSetExtractor;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A table of ours, read and written by single statements. Each joins a transaction of the
 * caller, or has one of its own: by a {@code JpaTransactionManager} also what is read
 * comes by the connection of the {@code EntityManager} of the thread, and of its tenant,
 * instead of by a second one beside it. In statements the table is {@value #TABLE}.
 * Thread-safe.
 */
public final class JdbcTable {

	/**
	 * What stands for the table in a statement.
	 */
	public static final String TABLE = "{table}";

	private final DataSource dataSource;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final TransactionTemplate ownTransaction;

	private final String name;

	private final @Nullable String schema;

	private volatile @Nullable Dialect dialect;

	/**
	 * A table. Nothing is asked before the first statement is.
	 * @param dataSource the database
	 * @param transactionManager the transactions of that database
	 * @param name the table
	 * @param schema its schema, in double quotes where its name has to be quoted; none
	 * for that of the connections
	 */
	public JdbcTable(DataSource dataSource, PlatformTransactionManager transactionManager, String name,
			@Nullable String schema) {
		this.dataSource = targetOf(dataSource);
		this.jdbc = new JdbcTemplate(this.dataSource);
		// never read-only: that may lead to a replica, which lags behind
		this.transaction = new TransactionTemplate(transactionManager);
		this.ownTransaction = new TransactionTemplate(transactionManager);
		this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.name = name;
		this.schema = schema;
	}

	/**
	 * The data source that transactions are begun with, and known by: managers leave
	 * Spring's transaction-aware proxy out.
	 * @param dataSource a data source of the application
	 * @return what it stands for; itself, if it is no such proxy
	 */
	public static DataSource targetOf(DataSource dataSource) {
		DataSource target = (dataSource instanceof TransactionAwareDataSourceProxy proxy) ? proxy.getTargetDataSource()
				: null;
		return (target != null) ? target : dataSource;
	}

	/**
	 * The name of the table, with its schema if it was given one.
	 */
	public String name() {
		return (this.schema != null) ? this.schema + "." + this.name : this.name;
	}

	/**
	 * Asks the database for the table.
	 * @param columns the columns that it has to have
	 * @throws DataAccessException if it is not there, or not as it should be
	 * @throws TransactionException if the database can't be reached
	 */
	public void require(String columns) {
		select("select " + columns + " from " + TABLE + " where 1 = 0", 0, (row, number) -> number);
	}

	/**
	 * Reads rows.
	 * @param <T> the type of a row
	 * @param statement the statement
	 * @param limit the most to read; zero for all
	 * @param mapper reads a row
	 * @param parameters the parameters: texts and numbers
	 * @return the rows
	 */
	public <T> List<T> select(String statement, int limit, RowMapper<T> mapper, Object... parameters) {
		return inTransaction(() -> {
			String sql = dialect().in(statement);
			List<T> rows = this.jdbc.query((connection) -> {
				PreparedStatement prepared = connection.prepareStatement(sql);
				prepared.setMaxRows(limit);
				return prepared;
			}, (prepared) -> set(prepared, parameters), new RowMapperResultSetExtractor<>(mapper));
			return (rows != null) ? rows : List.of();
		});
	}

	/**
	 * Writes a new row, unless there is one with that key. Of several at once one wins.
	 * @param statement the statement
	 * @param key the column of the primary key
	 * @param parameters the parameters: texts, numbers and {@code null} for no text
	 * @return whether it was written
	 */
	public boolean insert(String statement, String key, @Nullable Object... parameters) {
		return inTransaction(() -> {
			Dialect known = dialect();
			// an error would abort a transaction of the caller there
			String sql = known.postgres() ? statement + " on conflict (" + key + ") do nothing" : statement;
			try {
				return write(known.in(sql), parameters) == 1;
			}
			catch (DuplicateKeyException ex) {
				return false;
			}
		});
	}

	/**
	 * Writes rows.
	 * @param statement the statement
	 * @param parameters the parameters: texts, numbers and {@code null} for no text
	 * @return how many rows were written
	 */
	public int execute(String statement, @Nullable Object... parameters) {
		return inTransaction(() -> write(dialect().in(statement), parameters));
	}

	/**
	 * Writes rows, and once more if a transaction of the caller is rolled back with them.
	 * A second transaction beside the caller's would wait for rows that the caller has
	 * locked, and for a connection that the caller keeps.
	 * @param statement the statement; has no effect where it took effect before
	 * @param parameters the parameters: texts, numbers and {@code null} for no text
	 * @return how many rows were written
	 */
	public int executeForGood(String statement, @Nullable Object... parameters) {
		if (TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCompletion(int status) {
					if (status != STATUS_COMMITTED) {
						JdbcTable.this.ownTransaction
							.executeWithoutResult((own) -> write(dialect().in(statement), parameters));
					}
				}

			});
		}
		return execute(statement, parameters);
	}

	/**
	 * Joins whatever transaction there is on the data source, whoever has begun it: two
	 * transaction managers on one data source don't know each other's.
	 */
	private <T> T inTransaction(Supplier<T> work) {
		if (TransactionSynchronizationManager.hasResource(this.dataSource)) {
			return work.get();
		}
		return Objects.requireNonNull(this.transaction.execute((status) -> work.get()));
	}

	private int write(String sql, @Nullable Object... parameters) {
		return this.jdbc.update(sql, (prepared) -> set(prepared, parameters));
	}

	/**
	 * By hand: Spring's own way logs the values at level TRACE.
	 */
	private static void set(PreparedStatement prepared, @Nullable Object... parameters) throws SQLException {
		for (int i = 0; i < parameters.length; i++) {
			if (parameters[i] != null) {
				prepared.setObject(i + 1, parameters[i]);
			}
			else {
				prepared.setNull(i + 1, Types.VARCHAR);
			}
		}
	}

	/**
	 * As the first connection tells, and not the start: the database may be away then.
	 */
	private Dialect dialect() {
		Dialect known = this.dialect;
		if (known == null) {
			known = this.jdbc.execute((ConnectionCallback<Dialect>) (connection) -> Dialect.of(connection.getMetaData(),
					this.name, this.schema));
			this.dialect = known;
		}
		return known;
	}

	/**
	 * What differs from database to database.
	 *
	 * @param table the table as a statement names it
	 * @param postgres whether it is PostgreSQL
	 */
	private record Dialect(String table, boolean postgres) {

		static Dialect of(DatabaseMetaData database, String name, @Nullable String schema) throws SQLException {
			String quote = database.getIdentifierQuoteString().strip();
			return new Dialect((schema != null) ? schema.replace("\"", quote) + "." + name : name,
					database.getDatabaseProductName().equals("PostgreSQL"));
		}

		String in(String statement) {
			return statement.replace(TABLE, this.table);
		}

	}

}
