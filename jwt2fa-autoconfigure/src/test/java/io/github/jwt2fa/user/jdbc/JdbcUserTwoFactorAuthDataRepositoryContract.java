package io.github.jwt2fa.user.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.TestTables;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepositoryContract;
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
abstract class JdbcUserTwoFactorAuthDataRepositoryContract extends UserTwoFactorAuthDataRepositoryContract {

	private static final String TABLE = "jwt2fa_user_two_factor_auth_data";

	private PlatformTransactionManager transactions;

	private JdbcUserTwoFactorAuthDataRepository repository;

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
	void start() throws Exception {
		TestTables.make(dataSource(), vendor(), TABLE);
		this.transactions = new JdbcTransactionManager(dataSource());
		this.repository = new JdbcUserTwoFactorAuthDataRepository(dataSource(), this.transactions, null);
	}

	@Override
	protected UserTwoFactorAuthDataRepository repository() {
		return this.repository;
	}

	@Override
	protected PlatformTransactionManager transactions() {
		return this.transactions;
	}

	/**
	 * None of the three may abort the transaction of the caller, which goes on after it.
	 */
	@Test
	void saveWhenTheRowIsThereThenTheCallersTransactionGoesOn() {
		UserTwoFactorAuthData data = new UserTwoFactorAuthData("alice", TwoFactorMethod.TOTP, "secret");
		this.repository.save(data);
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
			assertThat(this.repository.saveIfSecretIs(null, data)).isFalse();
			this.repository.savePreferredMethod("alice", TwoFactorMethod.CODE_SENDER);
			this.repository.save(new UserTwoFactorAuthData("bob", null, null));
		});
		assertThat(this.repository.findByUserId("alice").preferredMethod()).isEqualTo(TwoFactorMethod.CODE_SENDER);
		assertThat(this.repository.findByUserId("bob")).isNotNull();
	}

	@Test
	void requireTableWhenThereIsNoneThenFails() throws Exception {
		this.repository.requireTable();
		new JdbcTemplate(dataSource()).execute("drop table " + TABLE);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.repository::requireTable);
	}

}
