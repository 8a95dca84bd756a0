package io.github.jwt2fa.session.jdbc;

import java.time.Instant;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.session.LoginSessionRepositoryContract;
import io.github.jwt2fa.test.TestTables;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import io.github.jwt2fa.user.jpa.TestPersistenceUnit;
import io.github.jwt2fa.user.jpa.TestPersistenceUnit.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The same in every database, with the transactions of JPA and with those of JDBC.
 */
abstract class JdbcLoginSessionRepositoryContract extends LoginSessionRepositoryContract {

	private static final String TABLE = "jwt2fa_login_session";

	private static final LoginSession SESSION = LoginSession.begin("s1", "alice", Instant.EPOCH,
			Instant.EPOCH.plusSeconds(60));

	private JdbcLoginSessionRepository repository;

	/**
	 * The database, which the tests share. The same each time: transactions are known by
	 * it.
	 */
	abstract DataSource dataSource();

	/**
	 * The folder of the script.
	 */
	abstract String vendor();

	/**
	 * The application's transactions.
	 */
	abstract PlatformTransactionManager transactions();

	@BeforeEach
	void start() throws Exception {
		TestTables.make(dataSource(), vendor(), TABLE);
		this.repository = new JdbcLoginSessionRepository(dataSource(), transactions(), null);
	}

	@Override
	protected LoginSessionRepository repository() {
		return this.repository;
	}

	@Test
	void findWhenTheCallersTransactionBeganItThenFound() {
		new TransactionTemplate(transactions()).executeWithoutResult((status) -> {
			assertThat(this.repository.insert(SESSION)).isTrue();
			assertThat(this.repository.findById("s1")).isEqualTo(SESSION);
			assertThat(this.repository.findByUserId("alice")).containsExactly(SESSION);
			status.setRollbackOnly();
		});
		assertThat(this.repository.findById("s1")).isNull();
	}

	/**
	 * Which PostgreSQL would abort by an error.
	 */
	@Test
	void insertWhenThereIsOneThenTheCallersTransactionGoesOn() {
		this.repository.insert(SESSION);
		new TransactionTemplate(transactions()).executeWithoutResult((status) -> {
			assertThat(this.repository.insert(SESSION)).isFalse();
			assertThat(this.repository.end("s1")).isTrue();
		});
		assertThat(this.repository.findByUserId("alice")).isEmpty();
	}

	@Test
	void endAllWhenTheCallersTransactionFailsThenNothingHappened() {
		this.repository.insert(SESSION);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new TransactionTemplate(transactions()).executeWithoutResult((status) -> {
				this.repository.endAll("alice", null);
				throw new IllegalStateException("The user can't be deleted");
			}));
		assertThat(this.repository.findByUserId("alice")).hasSize(1);
	}

	@Test
	void endForGoodWhenTheCallersTransactionFailsThenOverAllTheSame() {
		this.repository.insert(SESSION);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new TransactionTemplate(transactions()).executeWithoutResult((status) -> {
				LoginSession session = this.repository.findById("s1");
				// a row that the caller has locked
				assertThat(this.repository.replace(session, session.refreshed("t2", Instant.EPOCH))).isTrue();
				assertThat(this.repository.endForGood("s1")).isTrue();
				assertThat(this.repository.endForGood("s1")).isFalse();
				throw new IllegalStateException("Whoever came with a stolen token is refused");
			}));
		assertThat(this.repository.findById("s1").currentTokenId()).isNull();
	}

	@Test
	void endForGoodWhenTheCallersTransactionBeganTheSessionThenOver() {
		new TransactionTemplate(transactions()).executeWithoutResult((status) -> {
			this.repository.insert(SESSION);
			assertThat(this.repository.endForGood("s1")).isTrue();
		});
		assertThat(this.repository.findById("s1").currentTokenId()).isNull();
		assertThat(this.repository.endForGood("s1")).isFalse();
	}

	@Test
	void requireTableWhenThereIsNoneOrAnotherThenFails() throws Exception {
		this.repository.requireTable();
		JdbcTemplate jdbc = new JdbcTemplate(dataSource());
		jdbc.execute("alter table " + TABLE + " drop column previous_token_id");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.repository::requireTable);
		jdbc.execute("drop table " + TABLE);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.repository::requireTable);
	}

	/**
	 * With the transactions of an application that has JPA.
	 */
	abstract static class OfJpa extends JdbcLoginSessionRepositoryContract {

		private TestPersistenceUnit unit;

		@Override
		JpaTransactionManager transactions() {
			return this.unit.transactions();
		}

		@Override
		@BeforeEach
		void start() throws Exception {
			this.unit = new TestPersistenceUnit(dataSource(), vendor(), Schema.OF_THE_SCRIPT);
			super.start();
		}

		@AfterEach
		void stop() {
			this.unit.close();
		}

		@Test
		void deletionOfTheUserWhenItFailsThenEntityAndSessionsStay() {
			UserTwoFactorAuthDataRepository users = this.unit.users();
			users.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.TOTP, "secret"));
			repository().insert(SESSION);
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> new TransactionTemplate(transactions()).executeWithoutResult((status) -> {
					users.deleteByUserId("alice");
					assertThat(repository().endAll("alice", null)).isEqualTo(1);
					throw new IllegalStateException("The user can't be deleted");
				}));
			assertThat(users.findByUserId("alice")).isNotNull();
			assertThat(repository().findByUserId("alice")).containsExactly(SESSION);
		}

		/**
		 * An application that has both kinds of transactions, and told us of the other.
		 */
		@Test
		void endWhenTheCallersTransactionIsOfAnotherManagerThenJoinsIt() throws Exception {
			LoginSessionRepository other = new JdbcLoginSessionRepository(dataSource(),
					new JdbcTransactionManager(dataSource()), null);
			other.insert(SESSION);
			new TransactionTemplate(transactions()).executeWithoutResult((status) -> {
				assertThat(other.end("s1")).isTrue();
				status.setRollbackOnly();
			});
			assertThat(other.findByUserId("alice")).containsExactly(SESSION);
		}

	}

	/**
	 * With the transactions of an application that has none.
	 */
	abstract static class OfJdbc extends JdbcLoginSessionRepositoryContract {

		private PlatformTransactionManager transactions;

		@Override
		PlatformTransactionManager transactions() {
			return this.transactions;
		}

		@Override
		@BeforeEach
		void start() throws Exception {
			this.transactions = new JdbcTransactionManager(dataSource());
			super.start();
		}

		/**
		 * A pool that leaves it to others to commit.
		 */
		@Test
		void insertWhenConnectionsDoNotCommitByThemselvesThenKept() throws Exception {
			try (HikariDataSource pool = new HikariDataSource()) {
				pool.setDataSource(dataSource());
				pool.setMaximumPoolSize(1);
				pool.setAutoCommit(false);
				assertThat(new JdbcLoginSessionRepository(pool, new JdbcTransactionManager(pool), null).insert(SESSION))
					.isTrue();
			}
			assertThat(repository().findById("s1")).isEqualTo(SESSION);
		}

	}

}
