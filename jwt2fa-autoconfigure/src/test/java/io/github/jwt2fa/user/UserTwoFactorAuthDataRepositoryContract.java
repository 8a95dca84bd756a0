package io.github.jwt2fa.user;

import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.AtOnce;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What every place for the data of users has to do.
 */
public abstract class UserTwoFactorAuthDataRepositoryContract {

	/**
	 * The repository, over an empty table.
	 */
	protected abstract UserTwoFactorAuthDataRepository repository();

	/**
	 * The application's transactions.
	 */
	protected abstract PlatformTransactionManager transactions();

	private static UserTwoFactorAuthData data(String userId, String method, String secret) {
		return new UserTwoFactorAuthData(userId, (method != null) ? TwoFactorMethod.of(method) : null, secret);
	}

	@Test
	void saveWhenNewOrKnownThenFoundAsSaved() {
		assertThat(repository().findByUserId("alice")).isNull();
		UserTwoFactorAuthData first = data("alice", "totp", "x".repeat(140));
		repository().save(first);
		assertThat(repository().findByUserId("alice")).isEqualTo(first);
		UserTwoFactorAuthData second = data("alice", null, null);
		repository().save(second);
		assertThat(repository().findByUserId("alice")).isEqualTo(second);
	}

	@Test
	void findWhenIdsDifferInAByteThenDifferentUsers() {
		List<String> ids = List.of("alice", "ALICE", "alice ", "\u00e4", "a\u0308", "ä\u0300", "straße", "strasse",
				"😀", "😁", "İ", "i", "1", "01", "x".repeat(255));
		for (String id : ids) {
			assertThat(repository().findByUserId(id)).as(id).isNull();
			repository().save(data(id, "totp", "secret of " + ids.indexOf(id)));
		}
		for (String id : ids) {
			assertThat(repository().findByUserId(id)).as(id)
				.isEqualTo(data(id, "totp", "secret of " + ids.indexOf(id)));
		}
		repository().deleteByUserId("ALICE");
		assertThat(repository().findByUserId("ALICE")).isNull();
		assertThat(repository().findByUserId("alice")).isNotNull();
		repository().deleteByUserId("ALICE");
	}

	@Test
	void saveWhenManyAtOnceForANewUserThenNoneFails() throws Exception {
		for (int round = 0; round < 10; round++) {
			String user = "user" + round;
			AtOnce.results(8, 8, (i) -> {
				repository().save(data(user, "totp", "secret" + i));
				return i;
			});
			assertThat(repository().findByUserId(user).encryptedTotpSecret()).startsWith("secret");
		}
	}

	@Test
	void savePreferredMethodWhenNewOrKnownThenTheSecretStays() {
		repository().savePreferredMethod("alice", TwoFactorMethod.CODE_SENDER);
		assertThat(repository().findByUserId("alice")).isEqualTo(data("alice", "code-sender", null));
		repository().save(data("alice", "totp", "secret"));
		repository().savePreferredMethod("alice", TwoFactorMethod.CODE_SENDER);
		assertThat(repository().findByUserId("alice")).isEqualTo(data("alice", "code-sender", "secret"));
		assertThat(repository().findByUserId("ALICE")).isNull();
	}

	@Test
	void saveIfSecretIsWhenItIsThenSavedAndElseNot() {
		assertThat(repository().saveIfSecretIs("first", data("alice", "totp", "second"))).isFalse();
		assertThat(repository().findByUserId("alice")).isNull();
		assertThat(repository().saveIfSecretIs(null, data("alice", "totp", "first"))).isTrue();
		assertThat(repository().saveIfSecretIs(null, data("alice", "totp", "second"))).isFalse();
		assertThat(repository().saveIfSecretIs("FIRST", data("alice", "totp", "second"))).isFalse();
		assertThat(repository().findByUserId("alice")).isEqualTo(data("alice", "totp", "first"));
		assertThat(repository().saveIfSecretIs("first", data("alice", "totp", "second"))).isTrue();
		assertThat(repository().findByUserId("alice")).isEqualTo(data("alice", "totp", "second"));
		repository().savePreferredMethod("bob", TwoFactorMethod.CODE_SENDER);
		assertThat(repository().saveIfSecretIs(null, data("bob", "totp", "first"))).isTrue();
		repository().save(data("carol", "code-sender", ""));
		assertThat(repository().saveIfSecretIs(null, data("carol", "totp", "first"))).isTrue();
	}

	@Test
	void saveIfSecretIsWhenManyAtOnceThenOneWins() throws Exception {
		for (int round = 0; round < 10; round++) {
			String user = "user" + round;
			List<Boolean> wins = AtOnce.results(8, 8,
					(i) -> repository().saveIfSecretIs(null, data(user, "totp", "secret" + i)));
			assertThat(wins).containsOnlyOnce(true);
			assertThat(repository().findByUserId(user)).isEqualTo(data(user, "totp", "secret" + wins.indexOf(true)));
		}
	}

	@Test
	void findWhenTheCallersTransactionSavedThenSeesIt() {
		new TransactionTemplate(transactions()).executeWithoutResult((status) -> {
			repository().save(data("alice", "totp", "secret"));
			assertThat(repository().findByUserId("alice")).isNotNull();
			repository().deleteByUserId("alice");
			assertThat(repository().findByUserId("alice")).isNull();
		});
	}

	@Test
	void deleteWhenTheCallersTransactionFailsThenTheDataStays() {
		repository().save(data("alice", "totp", "secret"));
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> new TransactionTemplate(transactions()).executeWithoutResult((status) -> {
				repository().deleteByUserId("alice");
				throw new IllegalStateException("The user can't be deleted");
			}));
		assertThat(repository().findByUserId("alice")).isNotNull();
	}

}
