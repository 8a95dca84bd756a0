package io.github.jwt2fa.device.jdbc;

import java.time.Instant;
import java.util.Map;

import javax.sql.DataSource;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.device.TrustedDevice;
import io.github.jwt2fa.device.TrustedDeviceRepository;
import io.github.jwt2fa.device.TrustedDeviceRepositoryContract;
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
abstract class JdbcTrustedDeviceRepositoryContract extends TrustedDeviceRepositoryContract {

	private static final String TABLE = "jwt2fa_trusted_device";

	private static final TrustedDevice DEVICE = TrustedDevice.withId("a".repeat(64))
		.userId("alice")
		.method(TwoFactorMethod.TOTP)
		.createdAt(Instant.ofEpochMilli(1))
		.lastUsedAt(Instant.ofEpochMilli(2))
		.endsAt(Instant.ofEpochMilli(3))
		.build();

	private PlatformTransactionManager transactions;

	private JdbcTrustedDeviceRepository repository;

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
		this.repository = new JdbcTrustedDeviceRepository(dataSource(), this.transactions, null);
	}

	@Override
	protected TrustedDeviceRepository repository() {
		return this.repository;
	}

	@Test
	void insertWhenLookedAtThenMillisecondsAndNoMoreThanThat() {
		this.repository.insert(DEVICE);
		Map<String, Object> row = new JdbcTemplate(dataSource())
			.queryForMap("select token_hash, user_id, method, created_at, last_used_at, ends_at from " + TABLE
					+ " where " + "device_name is null and password_fingerprint is null");
		assertThat(row.values()).containsExactly("a".repeat(64), "alice", "totp", 1L, 2L, 3L);
	}

	@Test
	void deleteAllWhenTheCallersTransactionFailsThenTheyStay() {
		this.repository.insert(DEVICE);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
				this.repository.deleteAll("alice", null);
				throw new IllegalStateException("The user can't be deleted");
			}));
		assertThat(this.repository.findByUserId("alice")).containsExactly(DEVICE);
	}

	@Test
	void deleteAllForGoodWhenTheCallersTransactionFailsThenGoneAllTheSame() {
		this.repository.insert(DEVICE);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
				this.repository.deleteAllForGood("alice");
				throw new IllegalStateException("Whoever came with a stolen token is refused");
			}));
		assertThat(this.repository.findByUserId("alice")).isEmpty();
	}

	@Test
	void repositoryWhenASchemaIsSetThenItsTable() {
		JdbcTemplate jdbc = new JdbcTemplate(dataSource());
		String quote = vendor().equals("mariadb") ? "`" : "\"";
		String schema = quote + "de-vices" + quote;
		String table = schema + "." + TABLE;
		jdbc.execute("create schema if not exists " + schema);
		jdbc.execute("drop table if exists " + table);
		jdbc.execute("create table " + table
				+ " (token_hash varchar(64) primary key, user_id varchar(255), method varchar(255), "
				+ "device_name varchar(64), password_fingerprint varchar(64), created_at bigint, "
				+ "last_used_at bigint, ends_at bigint)");
		JdbcTrustedDeviceRepository other = new JdbcTrustedDeviceRepository(dataSource(), this.transactions,
				"\"de-vices\"");
		other.requireTable();
		assertThat(other.insert(DEVICE)).isTrue();
		assertThat(other.findById(DEVICE.id())).isEqualTo(DEVICE);
		assertThat(other.tableName()).isEqualTo("\"de-vices\"." + TABLE);
		assertThat(this.repository.findByUserId("alice")).isEmpty();
		assertThat(this.repository.tableName()).isEqualTo(TABLE);
	}

	@Test
	void requireTableWhenThereIsNoneOrAnotherThenFails() {
		this.repository.requireTable();
		JdbcTemplate jdbc = new JdbcTemplate(dataSource());
		jdbc.execute("alter table " + TABLE + " drop column last_used_at");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.repository::requireTable);
		jdbc.execute("drop table " + TABLE);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.repository::requireTable);
	}

}
