package io.github.jwt2fa.method.passkey.jdbc;

import java.time.Instant;

import javax.sql.DataSource;

import io.github.jwt2fa.method.passkey.Passkey;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import io.github.jwt2fa.method.passkey.PasskeyRepositoryContract;
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
abstract class JdbcPasskeyRepositoryContract extends PasskeyRepositoryContract {

	private static final String TABLE = "jwt2fa_passkey";

	private static final Passkey PASSKEY = passkey("AAAA", "alice");

	private PlatformTransactionManager transactions;

	private JdbcPasskeyRepository repository;

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
		this.repository = new JdbcPasskeyRepository(dataSource(), this.transactions, null);
	}

	@Override
	protected PasskeyRepository repository() {
		return this.repository;
	}

	@Override
	protected PasskeyRepository repositoryOfAnotherInstance() {
		return new JdbcPasskeyRepository(dataSource(), new JdbcTransactionManager(dataSource()), null);
	}

	/**
	 * SHA-256 of three zero bytes.
	 */
	@Test
	void insertWhenLookedAtThenTheKeyIsTheHashOfTheId() {
		this.repository.insert(PASSKEY);
		assertThat(new JdbcTemplate(dataSource())
			.queryForMap("select credential_hash, credential_id, user_id, created_at, last_used_at from " + TABLE)
			.values()).containsExactly("709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c", "AAAA",
					"alice", PASSKEY.createdAt().toEpochMilli(), 0L);
	}

	/**
	 * Which PostgreSQL would abort by an error.
	 */
	@Test
	void insertWhenTheIdIsKnownThenTheCallersTransactionGoesOn() {
		this.repository.insert(PASSKEY);
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
			assertThat(this.repository.insert(PASSKEY)).isFalse();
			assertThat(this.repository.updateUse("AAAA", 1, false, Instant.EPOCH.plusMillis(1))).isTrue();
			assertThat(this.repository.delete("alice", "AAAA")).isTrue();
		});
		assertThat(this.repository.findById("AAAA")).isNull();
	}

	@Test
	void deleteWhenTheCallersTransactionFailsThenItStays() {
		this.repository.insert(PASSKEY);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
				this.repository.deleteByUserId("alice");
				throw new IllegalStateException("The user can't be deleted");
			}));
		assertThat(this.repository.findById("AAAA")).isEqualTo(PASSKEY);
	}

	@Test
	void repositoryWhenASchemaIsSetThenItsTable() {
		JdbcTemplate jdbc = new JdbcTemplate(dataSource());
		String quote = vendor().equals("mariadb") ? "`" : "\"";
		String schema = quote + "pass-key" + quote;
		String table = schema + "." + TABLE;
		jdbc.execute("create schema if not exists " + schema);
		jdbc.execute("drop table if exists " + table);
		jdbc.execute("create table " + table + (vendor().equals("h2") ? " as select * from " + TABLE + " where 1 = 0"
				: vendor().equals("mariadb") ? " like " + TABLE : " (like " + TABLE + " including all)"));
		JdbcPasskeyRepository other = new JdbcPasskeyRepository(dataSource(), this.transactions, "\"pass-key\"");
		other.requireTable();
		assertThat(other.insert(PASSKEY)).isTrue();
		assertThat(other.findById("AAAA")).isEqualTo(PASSKEY);
		assertThat(other.tableName()).isEqualTo("\"pass-key\"." + TABLE);
		assertThat(this.repository.findById("AAAA")).isNull();
		assertThat(this.repository.tableName()).isEqualTo(TABLE);
	}

	@Test
	void requireTableWhenThereIsNoneOrAnotherThenFails() {
		this.repository.requireTable();
		JdbcTemplate jdbc = new JdbcTemplate(dataSource());
		jdbc.execute("alter table " + TABLE + " drop column aaguid");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.repository::requireTable);
		jdbc.execute("drop table " + TABLE);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.repository::requireTable);
	}

}
