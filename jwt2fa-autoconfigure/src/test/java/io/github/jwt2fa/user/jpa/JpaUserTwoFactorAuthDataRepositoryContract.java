package io.github.jwt2fa.user.jpa;

import javax.sql.DataSource;

import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepositoryContract;
import io.github.jwt2fa.user.jpa.TestPersistenceUnit.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The same by JPA in every database, in tables of our script and in those that Hibernate
 * makes.
 */
abstract class JpaUserTwoFactorAuthDataRepositoryContract extends UserTwoFactorAuthDataRepositoryContract {

	private static final String TABLE = "jwt2fa_user_two_factor_auth_data";

	private TestPersistenceUnit unit;

	private JpaUserTwoFactorAuthDataRepository repository;

	/**
	 * The database, which the tests share.
	 */
	abstract DataSource dataSource() throws Exception;

	/**
	 * The folder of the script.
	 */
	abstract String vendor();

	abstract Schema schema();

	@BeforeEach
	void start() throws Exception {
		this.unit = new TestPersistenceUnit(dataSource(), vendor(), schema());
		this.repository = new JpaUserTwoFactorAuthDataRepository(this.unit.factory(), this.unit.transactions());
	}

	@AfterEach
	void stop() {
		this.unit.close();
	}

	@Override
	protected UserTwoFactorAuthDataRepository repository() {
		return this.repository;
	}

	@Override
	protected PlatformTransactionManager transactions() {
		return this.unit.transactions();
	}

	@Test
	void requireTableWhenThereIsNoneThenFails() throws Exception {
		this.repository.requireTable();
		new JdbcTemplate(dataSource()).execute("drop table " + TABLE);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.repository::requireTable);
	}

}
