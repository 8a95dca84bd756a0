package io.github.jwt2fa.session.jpa;

import java.time.Instant;

import javax.sql.DataSource;

import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.session.LoginSessionRepositoryContract;
import io.github.jwt2fa.test.TestPersistenceUnit;
import io.github.jwt2fa.test.TestPersistenceUnit.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The same in every database, in tables of our script and in those that Hibernate makes.
 */
abstract class JpaLoginSessionRepositoryContract extends LoginSessionRepositoryContract {

	private static final String TABLE = "jwt2fa_login_session";

	private TestPersistenceUnit unit;

	private JpaLoginSessionRepository repository;

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
		this.unit = new TestPersistenceUnit(dataSource(), vendor(), TABLE, JpaLoginSessionRepository.ENTITY, schema());
		this.repository = new JpaLoginSessionRepository(this.unit.factory(), this.unit.transactions());
	}

	@AfterEach
	void stop() {
		this.unit.close();
	}

	@Override
	protected LoginSessionRepository repository() {
		return this.repository;
	}

	@Test
	void endAllWhenTheCallersTransactionFailsThenNothingHappened() {
		this.repository.insert(LoginSession.begin("s1", "alice", Instant.EPOCH, Instant.EPOCH.plusSeconds(60)));
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new TransactionTemplate(this.unit.transactions()).executeWithoutResult((status) -> {
				this.repository.endAll("alice", null);
				throw new IllegalStateException("The user can't be deleted");
			}));
		assertThat(this.repository.findByUserId("alice")).hasSize(1);
	}

	@Test
	void endForGoodWhenTheCallersTransactionFailsThenOverAllTheSame() {
		this.repository.insert(LoginSession.begin("s1", "alice", Instant.EPOCH, Instant.EPOCH.plusSeconds(60)));
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new TransactionTemplate(this.unit.transactions()).executeWithoutResult((status) -> {
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
		new TransactionTemplate(this.unit.transactions()).executeWithoutResult((status) -> {
			this.repository.insert(LoginSession.begin("s1", "alice", Instant.EPOCH, Instant.EPOCH.plusSeconds(60)));
			assertThat(this.repository.endForGood("s1")).isTrue();
		});
		assertThat(this.repository.findById("s1").currentTokenId()).isNull();
		assertThat(this.repository.endForGood("s1")).isFalse();
	}

	@Test
	void requireTableWhenThereIsNoneThenFails() throws Exception {
		this.unit.close();
		this.unit = new TestPersistenceUnit(dataSource(), vendor(), TABLE, JpaLoginSessionRepository.ENTITY,
				Schema.UNCHECKED);
		this.repository = new JpaLoginSessionRepository(this.unit.factory(), this.unit.transactions());
		this.repository.requireTable();
		new JdbcTemplate(dataSource()).execute("drop table " + TABLE);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.repository::requireTable);
	}

}
