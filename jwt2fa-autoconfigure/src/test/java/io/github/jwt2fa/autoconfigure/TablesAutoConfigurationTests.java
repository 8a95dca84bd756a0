package io.github.jwt2fa.autoconfigure;

import java.time.Clock;

import javax.sql.DataSource;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.jdbc.Jwt2faDataSource;
import io.github.jwt2fa.method.TwoFactorMethodService;
import io.github.jwt2fa.method.totp.TotpEnrollmentService;
import io.github.jwt2fa.method.totp.TotpSecretGetter;
import io.github.jwt2fa.session.InMemoryLoginSessionRepository;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.test.AutoConfigured;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What keeps the users' second-factor data, and what the sessions.
 */
class TablesAutoConfigurationTests {

	private static final String BY_HIBERNATE = "jwt2faUserTwoFactorAuthDataRepository";

	private static final String BY_JDBC = "jwt2faJdbcUserTwoFactorAuthDataRepository";

	private static final String SESSIONS = "jwt2faLoginSessionRepository";

	private static final String SESSIONS_IN_MEMORY = "jwt2faInMemoryLoginSessionRepository";

	private static final PreferredTwoFactorMethodGetter METHODS = (user) -> null;

	private static final TotpSecretGetter SECRETS = (user) -> null;

	private static WebApplicationContextRunner database() {
		return AutoConfigured.database(AutoConfigured.web());
	}

	private static WebApplicationContextRunner hibernate() {
		return AutoConfigured.hibernate(AutoConfigured.web());
	}

	@Test
	void dataWhenThereIsADatabaseAloneThenIsKeptByJdbc() {
		database().run((context) -> {
			assertThat(context).hasNotFailed()
				.getBeanNames(UserTwoFactorAuthDataRepository.class)
				.containsExactly(BY_JDBC);
			assertThat(context).getBeanNames(LoginSessionRepository.class).containsExactly(SESSIONS);
			assertThat(context).hasBean("jwt2faTableInitializer").hasBean("jwt2faTableChecks");
			assertThat(context).hasSingleBean(TotpEnrollmentService.class).hasSingleBean(TwoFactorMethodService.class);
		});
	}

	@Test
	void dataWhenThereIsHibernateThenIsKeptByIt() {
		hibernate().run((context) -> {
			assertThat(context).hasNotFailed()
				.getBeanNames(UserTwoFactorAuthDataRepository.class)
				.containsExactly(BY_HIBERNATE);
			assertThat(context).getBeanNames(LoginSessionRepository.class).containsExactly(SESSIONS);
		});
	}

	@Test
	void dataWhenJpaIsNotOnTheClassPathThenIsKeptByJdbc() {
		hibernate().withClassLoader(new FilteredClassLoader("jakarta.persistence"))
			.run((context) -> assertThat(context).hasNotFailed()
				.getBeanNames(UserTwoFactorAuthDataRepository.class)
				.containsExactly(BY_JDBC));
	}

	@Test
	void dataWhenAnotherDatabaseIsMarkedThenIsKeptInThatOneByJdbc() {
		hibernate().withUserConfiguration(MarkedDatabase.class)
			.withBean("dataSource", DataSource.class, TablesAutoConfigurationTests::newDatabase)
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.getBeanNames(UserTwoFactorAuthDataRepository.class)
					.containsExactly(BY_JDBC);
				assertThat(context).hasSingleBean(EntityManagerFactory.class);
			});
	}

	@Test
	void dataWhenKeptByTheApplicationThenOursStepsBack() {
		hibernate().withBean("own", InMemoryData.class).run((context) -> {
			assertThat(context).hasNotFailed()
				.getBeanNames(UserTwoFactorAuthDataRepository.class)
				.containsExactly("own");
			assertThat(context).getBeanNames(LoginSessionRepository.class).containsExactly(SESSIONS);
			assertThat(context).hasSingleBean(TotpEnrollmentService.class).hasBean("jwt2faEnrollmentEndpoints");
		});
	}

	@Test
	void dataWhenTheApplicationTellsBothMethodsAndSecretsThenIsNotKept() {
		for (WebApplicationContextRunner application : new WebApplicationContextRunner[] { database(), hibernate() }) {
			application.withBean(PreferredTwoFactorMethodGetter.class, () -> METHODS)
				.withBean(TotpSecretGetter.class, () -> SECRETS)
				.run((context) -> {
					assertThat(context).hasNotFailed().doesNotHaveBean(UserTwoFactorAuthDataRepository.class);
					assertThat(context).doesNotHaveBean(TotpEnrollmentService.class)
						.doesNotHaveBean(TwoFactorMethodService.class)
						.doesNotHaveBean("jwt2faEnrollmentEndpoints");
				});
		}
	}

	@Test
	void dataWhenTheApplicationTellsMethodsAloneThenIsKeptForTheSecrets() {
		database().withBean(PreferredTwoFactorMethodGetter.class, () -> METHODS)
			.run((context) -> assertThat(context).hasNotFailed().hasBean(BY_JDBC).hasBean("jwt2faTotpSecretGetter"));
	}

	@Test
	void sessionsWhenThereIsNoDatabaseThenAreInMemory() {
		AutoConfigured.web().withBean(InMemoryData.class).run((context) -> {
			assertThat(context).hasNotFailed()
				.getBeanNames(LoginSessionRepository.class)
				.containsExactly(SESSIONS_IN_MEMORY);
			assertThat(context).doesNotHaveBean("jwt2faTableInitializer").doesNotHaveBean("jwt2faTableChecks");
		});
	}

	@Test
	void sessionsWhenJdbcIsNotOnTheClassPathThenAreInMemory() {
		AutoConfigured.web()
			.withBean(InMemoryData.class)
			.withBean("dataSource", DataSource.class, TablesAutoConfigurationTests::newDatabase)
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc"))
			.run((context) -> assertThat(context).hasNotFailed()
				.getBeanNames(LoginSessionRepository.class)
				.containsExactly(SESSIONS_IN_MEMORY));
	}

	@Test
	void sessionsWhenKeptByTheApplicationThenOursStepsBack() {
		database()
			.withBean("own", LoginSessionRepository.class,
					() -> new InMemoryLoginSessionRepository(Clock.systemUTC(), 10))
			.run((context) -> {
				assertThat(context).hasNotFailed().getBeanNames(LoginSessionRepository.class).containsExactly("own");
				assertThat(context).hasBean(BY_JDBC);
			});
	}

	private static DataSource newDatabase() {
		return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedDatabase {

		@Bean(defaultCandidate = false)
		@Jwt2faDataSource
		DataSource forLogins() {
			return newDatabase();
		}

	}

}
