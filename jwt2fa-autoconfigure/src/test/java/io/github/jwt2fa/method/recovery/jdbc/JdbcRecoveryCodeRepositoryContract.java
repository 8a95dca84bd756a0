package io.github.jwt2fa.method.recovery.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.github.jwt2fa.method.recovery.RecoveryCodeRepository;
import io.github.jwt2fa.method.recovery.RecoveryCodeRepositoryContract;
import io.github.jwt2fa.method.recovery.StoredRecoveryCodes;
import io.github.jwt2fa.test.TestTables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The same by JDBC in every database.
 */
abstract class JdbcRecoveryCodeRepositoryContract extends RecoveryCodeRepositoryContract {

	private static final String TABLE = "jwt2fa_recovery_codes";

	private static final StoredRecoveryCodes CODES = new StoredRecoveryCodes("alice",
			List.of("a".repeat(64), "b".repeat(64)), Instant.ofEpochMilli(1));

	private PlatformTransactionManager transactions;

	private JdbcRecoveryCodeRepository repository;

	/**
	 * The database, which the tests share. The same each time: transactions are known by
	 * it.
	 */
	abstract DataSource dataSource();

	/**
	 * The folder of the script.
	 */
	abstract String vendor();

	@BeforeEach
	void start() {
		TestTables.make(dataSource(), vendor(), TABLE);
		this.transactions = new JdbcTransactionManager(dataSource());
		this.repository = new JdbcRecoveryCodeRepository(dataSource(), this.transactions, null);
	}

	@Override
	protected RecoveryCodeRepository repository() {
		return this.repository;
	}

	@Override
	protected RecoveryCodeRepository repositoryOfAnotherInstance() {
		return new JdbcRecoveryCodeRepository(dataSource(), new JdbcTransactionManager(dataSource()), null);
	}

	@Test
	void insertWhenLookedAtThenUserHashesAndMilliseconds() {
		this.repository.insert(CODES);
		Map<String, Object> row = new JdbcTemplate(dataSource())
			.queryForMap("select user_id, code_hashes, created_at from " + TABLE);
		assertThat(row.values()).containsExactly("alice", "a".repeat(64) + "," + "b".repeat(64), 1L);
	}

	/**
	 * Which PostgreSQL would abort by an error.
	 */
	@Test
	void insertWhenThereAreSomeThenTheCallersTransactionGoesOn() {
		this.repository.insert(CODES);
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
			assertThat(this.repository.insert(CODES)).isFalse();
			assertThat(this.repository.replace(CODES, CODES)).isTrue();
			assertThat(this.repository.deleteByUserId("alice")).isTrue();
		});
		assertThat(this.repository.findByUserId("alice")).isNull();
	}

	@Test
	void deleteWhenTheCallersTransactionFailsThenTheyStay() {
		this.repository.insert(CODES);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
				this.repository.deleteByUserId("alice");
				throw new IllegalStateException("The user can't be deleted");
			}));
		assertThat(this.repository.findByUserId("alice")).isEqualTo(CODES);
	}

	@Test
	void repositoryWhenASchemaIsSetThenItsTable() {
		JdbcTemplate jdbc = new JdbcTemplate(dataSource());
		String quote = vendor().equals("mariadb") ? "`" : "\"";
		String schema = quote + "re-covery" + quote;
		String table = schema + "." + TABLE;
		jdbc.execute("create schema if not exists " + schema);
		jdbc.execute("drop table if exists " + table);
		jdbc.execute("create table " + table
				+ " (user_id varchar(255) primary key, code_hashes varchar(2000), created_at bigint)");
		JdbcRecoveryCodeRepository other = new JdbcRecoveryCodeRepository(dataSource(), this.transactions,
				"\"re-covery\"");
		other.requireTable();
		assertThat(other.insert(CODES)).isTrue();
		assertThat(other.findByUserId("alice")).isEqualTo(CODES);
		assertThat(other.tableName()).isEqualTo("\"re-covery\"." + TABLE);
		assertThat(this.repository.findByUserId("alice")).isNull();
		assertThat(this.repository.tableName()).isEqualTo(TABLE);
	}

	@Test
	void requireTableWhenThereIsNoneOrAnotherThenFails() {
		this.repository.requireTable();
		JdbcTemplate jdbc = new JdbcTemplate(dataSource());
		jdbc.execute("alter table " + TABLE + " drop column created_at");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.repository::requireTable);
		jdbc.execute("drop table " + TABLE);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.repository::requireTable);
	}

}
