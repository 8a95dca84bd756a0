package io.github.jwt2fa.docs.shop;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.github.jwt2fa.method.passkey.Passkey;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import io.github.jwt2fa.method.passkey.PasskeyRepositoryContract;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The repository that the guide shows keeps what is promised of each in the tables of
 * Spring Security, by its own scripts.
 */
class SpringPasskeysTests extends PasskeyRepositoryContract {

	private final JdbcConnectionPool database = JdbcConnectionPool
		.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

	@BeforeEach
	void create() {
		new ResourceDatabasePopulator(new ClassPathResource("org/springframework/security/user-entities-schema.sql"),
				new ClassPathResource("org/springframework/security/user-credentials-schema.sql"))
			.execute(this.database);
	}

	@AfterEach
	void drop() {
		JdbcClient.create(this.database).sql("shutdown").update();
	}

	/**
	 * Its tables take longer names than we do, and its columns may be empty.
	 */
	@Test
	void findByUserIdWhenSpringSecurityWroteThemThenFoundWhateverTheyAreCalled() {
		Passkey passkey = longest();
		repository().insert(passkey);
		JdbcClient.create(this.database)
			.sql("update user_credentials set label = ?, authenticator_transports = null, created = null, "
					+ "last_used = null")
			.param("x".repeat(1000))
			.update();
		assertThat(repository().findByUserId(passkey.userId())).singleElement().satisfies((found) -> {
			assertThat(found.id()).isEqualTo(passkey.id());
			assertThat(found.label()).isEmpty();
			assertThat(found.transports()).isEmpty();
			assertThat(found.lastUsedAt()).isNull();
		});
	}

	@Override
	protected PasskeyRepository repository() {
		return new SpringPasskeys(JdbcClient.create(this.database));
	}

	@Override
	protected PasskeyRepository repositoryOfAnotherInstance() {
		return repository();
	}

	/**
	 * There is no column for the model.
	 */
	@Override
	protected Passkey asKept(Passkey passkey) {
		return passkey.toBuilder().aaguid(new UUID(0, 0)).build();
	}

	@Override
	protected Passkey longest() {
		return Passkey.withId("a".repeat(1000))
			.userId("x".repeat(100))
			.userHandle("a".repeat(84))
			.publicKey("a".repeat(2728))
			.transports(List.of("a".repeat(127), "b".repeat(127)))
			.label("x".repeat(64))
			.createdAt(Instant.ofEpochMilli(1))
			.build();
	}

}
