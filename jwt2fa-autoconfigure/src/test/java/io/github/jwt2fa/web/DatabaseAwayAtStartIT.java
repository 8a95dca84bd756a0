package io.github.jwt2fa.web;

import java.util.List;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestPostgres;
import io.github.jwt2fa.test.TestProxy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application starts while its database does not: that of the state, or also that of
 * the entities.
 */
@ExtendWith(OutputCaptureExtension.class)
@Tag("stress")
class DatabaseAwayAtStartIT {

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	@AutoClose
	private final TestProxy proxy = new TestProxy(postgres.port());

	private final JdbcTemplate database = new JdbcTemplate(postgres.dataSource());

	@BeforeEach
	void away() {
		this.database.execute("drop schema public cascade");
		this.database.execute("create schema public");
		this.proxy.cut();
	}

	private TestApplication start(Class<?> application, String initialize, String... more) {
		List<String> all = new java.util.ArrayList<>(
				List.of("spring.datasource.url=" + TestPostgres.url(this.proxy.port()), "spring.flyway.enabled=false",
						"spring.datasource.hikari.connection-timeout=500", "jwt2fa.state.store=jdbc",
						"jwt2fa.jdbc.initialize-schema=" + initialize, "spring.jpa.hibernate.ddl-auto=none",
						"jwt2fa.auth-token-retry-wait-time=0"));
		all.addAll(List.of(more));
		return TestApplication.with(List.of(application), all.toArray(String[]::new));
	}

	private static void requireRecovery(TestApplication app) throws Exception {
		int status = 0;
		for (int i = 0; i < 100 && status != 200; i++) {
			Thread.sleep(100);
			status = app.getCode("alice").status();
		}
		assertThat(status).isEqualTo(200);
		assertThat(app.login("bob").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "embedded", "always", "never" })
	void startWhenTheDatabaseOfTheStateIsAwayThenShutAndOpenAfterwards(String initialize, CapturedOutput output)
			throws Exception {
		try (TestApplication app = start(WithoutJpa.class, initialize)) {
			// each question in vain takes as long as the pool waits
			assertThat(output.getAll().split("will be made when it can|can't be asked for the table", -1))
				.as("questions in vain")
				.hasSize(2);
			assertThat(app.getCode("alice").status()).isEqualTo(503);
			if (!initialize.equals("always")) {
				new ResourceDatabasePopulator(
						new ClassPathResource("io/github/jwt2fa/db/postgresql/R__jwt2fa_state.sql"),
						new ClassPathResource("io/github/jwt2fa/db/postgresql/R__jwt2fa_login_session.sql"))
					.execute(postgres.dataSource());
			}
			this.proxy.mend();
			requireRecovery(app);
		}
	}

	/**
	 * Where Hibernate is told all that it would ask the database for.
	 */
	@Test
	void startWhenTheDatabaseOfTheEntitiesIsAwayThenTheirTablesAreMadeAfterwards(CapturedOutput output)
			throws Exception {
		try (TestApplication app = start(TestApplication.App.class, "always",
				"spring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false",
				"spring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect")) {
			assertThat(app.getCode("alice").status()).isEqualTo(503);
			assertThat(output).contains("The tables of jwt2fa will be made when it can");
			this.proxy.mend();
			requireRecovery(app);
		}
	}

	/**
	 * A wrong password does not mend itself.
	 */
	@Test
	void startWhenTheDatabaseRefusesThenFailsAndSaysWhy() {
		this.proxy.mend();
		assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> start(WithoutJpa.class, "always",
				"spring.datasource.url=" + postgres.url().replace("user=postgres", "user=nobody"))
			.close())).hasStackTraceContaining("nobody");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { HibernateJpaAutoConfiguration.class,
			DataJpaRepositoriesAutoConfiguration.class, FlywayAutoConfiguration.class })
	static class WithoutJpa {

		@Bean
		InMemoryData inMemoryData() {
			return new InMemoryData();
		}

	}

}
