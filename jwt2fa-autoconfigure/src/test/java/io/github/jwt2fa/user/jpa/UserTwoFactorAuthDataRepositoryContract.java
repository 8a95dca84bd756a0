package io.github.jwt2fa.user.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.TestPersistenceUnit;
import io.github.jwt2fa.test.TestPersistenceUnit.Schema;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the data of users has to do in every database, in tables of our script and in
 * those that Hibernate makes.
 */
abstract class UserTwoFactorAuthDataRepositoryContract {

	private static final String TABLE = "jwt2fa_user_two_factor_auth_data";

	private TestPersistenceUnit unit;

	private JpaTransactionManager transactions;

	private JpaUserTwoFactorAuthDataRepository repository;

	/**
	 * The database, which the tests share.
	 */
	abstract DataSource dataSource() throws Exception;

	/**
	 * The folder of the script.
	 */
	abstract String vendor();

	private void start(Schema schema) throws Exception {
		this.unit = new TestPersistenceUnit(dataSource(), vendor(), TABLE, JpaUserTwoFactorAuthDataRepository.ENTITY,
				schema);
		this.transactions = this.unit.transactions();
		this.repository = new JpaUserTwoFactorAuthDataRepository(this.unit.factory(), this.transactions);
	}

	@AfterEach
	void stop() {
		if (this.unit != null) {
			this.unit.close();
		}
	}

	private static UserTwoFactorAuthData data(String userId, String method, String secret) {
		return new UserTwoFactorAuthData(userId, (method != null) ? TwoFactorMethod.of(method) : null, secret);
	}

	@ParameterizedTest
	@EnumSource
	void saveWhenNewOrKnownThenFoundAsSaved(Schema schema) throws Exception {
		start(schema);
		assertThat(this.repository.findByUserId("alice")).isNull();
		UserTwoFactorAuthData first = data("alice", "totp", "x".repeat(140));
		this.repository.save(first);
		assertThat(this.repository.findByUserId("alice")).isEqualTo(first);
		UserTwoFactorAuthData second = data("alice", null, null);
		this.repository.save(second);
		assertThat(this.repository.findByUserId("alice")).isEqualTo(second);
	}

	@ParameterizedTest
	@EnumSource
	void findWhenIdsDifferInAByteThenDifferentUsers(Schema schema) throws Exception {
		start(schema);
		List<String> ids = List.of("alice", "ALICE", "alice ", "\u00e4", "a\u0308", "ä\u0300", "straße", "strasse",
				"😀", "😁", "İ", "i", "1", "01", "x".repeat(255));
		for (String id : ids) {
			assertThat(this.repository.findByUserId(id)).as(id).isNull();
			this.repository.save(data(id, "totp", "secret of " + ids.indexOf(id)));
		}
		for (String id : ids) {
			assertThat(this.repository.findByUserId(id)).as(id)
				.isEqualTo(data(id, "totp", "secret of " + ids.indexOf(id)));
		}
		this.repository.deleteByUserId("ALICE");
		assertThat(this.repository.findByUserId("ALICE")).isNull();
		assertThat(this.repository.findByUserId("alice")).isNotNull();
		this.repository.deleteByUserId("ALICE");
	}

	@Test
	void saveWhenManyAtOnceForANewUserThenNoneFails() throws Exception {
		start(Schema.OF_THE_SCRIPT);
		ExecutorService pool = Executors.newFixedThreadPool(8);
		for (int round = 0; round < 10; round++) {
			String user = "user" + round;
			List<Callable<Void>> calls = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				String secret = "secret" + i;
				calls.add(() -> {
					this.repository.save(data(user, "totp", secret));
					return null;
				});
			}
			for (Future<Void> call : pool.invokeAll(calls)) {
				call.get();
			}
			assertThat(this.repository.findByUserId(user).encryptedTotpSecret()).startsWith("secret");
		}
		pool.shutdown();
	}

	@ParameterizedTest
	@EnumSource
	void savePreferredMethodWhenNewOrKnownThenTheSecretStays(Schema schema) throws Exception {
		start(schema);
		this.repository.savePreferredMethod("alice", TwoFactorMethod.CODE_SENDER);
		assertThat(this.repository.findByUserId("alice")).isEqualTo(data("alice", "code-sender", null));
		this.repository.save(data("alice", "totp", "secret"));
		this.repository.savePreferredMethod("alice", TwoFactorMethod.CODE_SENDER);
		assertThat(this.repository.findByUserId("alice")).isEqualTo(data("alice", "code-sender", "secret"));
		assertThat(this.repository.findByUserId("ALICE")).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void saveIfSecretIsWhenItIsThenSavedAndElseNot(Schema schema) throws Exception {
		start(schema);
		assertThat(this.repository.saveIfSecretIs("first", data("alice", "totp", "second"))).isFalse();
		assertThat(this.repository.findByUserId("alice")).isNull();
		assertThat(this.repository.saveIfSecretIs(null, data("alice", "totp", "first"))).isTrue();
		assertThat(this.repository.saveIfSecretIs(null, data("alice", "totp", "second"))).isFalse();
		assertThat(this.repository.saveIfSecretIs("FIRST", data("alice", "totp", "second"))).isFalse();
		assertThat(this.repository.findByUserId("alice")).isEqualTo(data("alice", "totp", "first"));
		assertThat(this.repository.saveIfSecretIs("first", data("alice", "totp", "second"))).isTrue();
		assertThat(this.repository.findByUserId("alice")).isEqualTo(data("alice", "totp", "second"));
		this.repository.savePreferredMethod("bob", TwoFactorMethod.CODE_SENDER);
		assertThat(this.repository.saveIfSecretIs(null, data("bob", "totp", "first"))).isTrue();
		this.repository.save(data("carol", "code-sender", ""));
		assertThat(this.repository.saveIfSecretIs(null, data("carol", "totp", "first"))).isTrue();
	}

	@Test
	void saveIfSecretIsWhenManyAtOnceThenOneWins() throws Exception {
		start(Schema.OF_THE_SCRIPT);
		ExecutorService pool = Executors.newFixedThreadPool(8);
		for (int round = 0; round < 10; round++) {
			String user = "user" + round;
			List<Callable<Boolean>> calls = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				String secret = "secret" + i;
				calls.add(() -> this.repository.saveIfSecretIs(null, data(user, "totp", secret)));
			}
			List<Integer> winners = new ArrayList<>();
			List<Future<Boolean>> results = pool.invokeAll(calls);
			for (int i = 0; i < results.size(); i++) {
				if (results.get(i).get()) {
					winners.add(i);
				}
			}
			assertThat(winners).hasSize(1);
			assertThat(this.repository.findByUserId(user)).isEqualTo(data(user, "totp", "secret" + winners.get(0)));
		}
		pool.shutdown();
	}

	@Test
	void findWhenTheCallersTransactionSavedThenSeesIt() throws Exception {
		start(Schema.OF_THE_SCRIPT);
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
			this.repository.save(data("alice", "totp", "secret"));
			assertThat(this.repository.findByUserId("alice")).isNotNull();
			this.repository.deleteByUserId("alice");
			assertThat(this.repository.findByUserId("alice")).isNull();
		});
	}

	@Test
	void deleteWhenTheCallersTransactionFailsThenTheDataStays() throws Exception {
		start(Schema.OF_THE_SCRIPT);
		this.repository.save(data("alice", "totp", "secret"));
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
				this.repository.deleteByUserId("alice");
				throw new IllegalStateException("The user can't be deleted");
			}));
		assertThat(this.repository.findByUserId("alice")).isNotNull();
	}

	@Test
	void requireTableWhenThereIsNoneThenFails() throws Exception {
		start(Schema.UNCHECKED);
		this.repository.requireTable();
		new JdbcTemplate(dataSource()).execute("drop table " + TABLE);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(this.repository::requireTable);
	}

}
