package io.github.jwt2fa.user;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.docs.shop.DocumentedStores;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The repository that the guide shows as an example.
 */
class DocumentedUserTwoFactorAuthDataRepositoryTests {

	private final JdbcConnectionPool database = JdbcConnectionPool
		.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

	private final UserTwoFactorAuthDataRepository repository = DocumentedStores.userData(this.database);

	@BeforeEach
	void start() {
		new ResourceDatabasePopulator(new ClassPathResource("login_factor.sql")).execute(this.database);
	}

	@AfterEach
	void stop() {
		this.database.dispose();
	}

	private static UserTwoFactorAuthData data(String userId, String secret) {
		return new UserTwoFactorAuthData(userId, TwoFactorMethod.TOTP, secret);
	}

	@Test
	void saveIfSecretIsWhenItIsThenSavedAndElseNot() {
		assertThat(this.repository.saveIfSecretIs("first", data("alice", "second"))).isFalse();
		assertThat(this.repository.findByUserId("alice")).isNull();
		assertThat(this.repository.saveIfSecretIs(null, data("alice", "first"))).isTrue();
		assertThat(this.repository.saveIfSecretIs(null, data("alice", "second"))).isFalse();
		assertThat(this.repository.findByUserId("alice")).isEqualTo(data("alice", "first"));
		assertThat(this.repository.saveIfSecretIs("first", data("alice", "second"))).isTrue();
		assertThat(this.repository.findByUserId("alice")).isEqualTo(data("alice", "second"));
		this.repository.savePreferredMethod("bob", TwoFactorMethod.CODE_SENDER);
		assertThat(this.repository.saveIfSecretIs(null, data("bob", "first"))).isTrue();
	}

	@Test
	void saveIfSecretIsWhenManyAtOnceThenOneWins() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(8);
		List<Callable<Boolean>> calls = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			String secret = "secret" + i;
			calls.add(() -> this.repository.saveIfSecretIs(null, data("alice", secret)));
		}
		int wins = 0;
		for (Future<Boolean> call : pool.invokeAll(calls)) {
			wins += call.get() ? 1 : 0;
		}
		pool.shutdown();
		assertThat(wins).isEqualTo(1);
	}

}
