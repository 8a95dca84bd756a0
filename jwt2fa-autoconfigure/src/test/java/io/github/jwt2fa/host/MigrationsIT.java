package io.github.jwt2fa.host;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.github.jwt2fa.host.plain.PlainApplication;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestPostgres;
import liquibase.integration.spring.SpringLiquibase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What runs all scripts of a folder makes the tables, and leaves them there. For Flyway
 * see {@link FlywayIT}.
 */
@Tag("slow")
class MigrationsIT {

	private static final String NOTES = "classpath:io/github/jwt2fa/host/migration";

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	@BeforeEach
	void empty() {
		JdbcTemplate database = new JdbcTemplate(postgres.dataSource());
		database.execute("drop schema public cascade");
		database.execute("create schema public");
	}

	@Test
	void loginWhenSpringBootRunsTheScriptsThenTheTablesAreThere() {
		requireLogin("spring.sql.init.mode=always",
				"spring.sql.init.schema-locations=" + NOTES + "/*.sql,classpath:io/github/jwt2fa/db/postgresql/*.sql");
	}

	/**
	 * The second time there is nothing to do.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "all.xml", "one-by-one.xml" })
	void loginWhenLiquibaseRunsTheScriptsThenTheTablesAreThere(String changeLog) throws Exception {
		for (int i = 0; i < 2; i++) {
			SpringLiquibase liquibase = new SpringLiquibase();
			liquibase.setDataSource(postgres.dataSource());
			liquibase.setResourceLoader(new DefaultResourceLoader());
			liquibase.setChangeLog(NOTES + "/" + changeLog);
			liquibase.setAnalyticsEnabled(false);
			liquibase.afterPropertiesSet();
		}
		requireLogin();
	}

	@Test
	void dropScriptsWhenRunThenNothingIsLeft() throws Exception {
		DropScripts.requireAllDropped(postgres.dataSource(), "postgresql");
		DropScripts.requireAllDropped(
				new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"), "h2");
	}

	private static void requireLogin(String... properties) {
		List<String> all = new ArrayList<>(List.of("spring.datasource.url=" + postgres.url(),
				"spring.jpa.hibernate.ddl-auto=validate", "spring.flyway.enabled=false", "jwt2fa.state.store=jdbc",
				"jwt2fa.jdbc.initialize-schema=never"));
		all.addAll(List.of(properties));
		try (TestApplication app = TestApplication.with(List.of(PlainApplication.class), all.toArray(String[]::new))) {
			assertThat(app.login("alice").status()).isEqualTo(200);
		}
	}

}
