package io.github.jwt2fa.host;

import java.util.List;

import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestMariaDb;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What others call a schema is a database here.
 */
class MariaDbSchemaIT {

	@AutoClose
	private static final TestMariaDb server = new TestMariaDb();

	/**
	 * Made by the scripts, and then found by them and by Hibernate.
	 */
	@ParameterizedTest
	@CsvSource({ "login,update", "login,validate", "\"log-in\",update", "\"log-in\",none" })
	void loginWhenASchemaIsSetThenTheTablesAreThere(String schema, String action) {
		JdbcTemplate database = new JdbcTemplate(server.dataSource());
		database.execute("create database if not exists " + schema.replace('"', '`'));
		try (TestApplication app = TestApplication.with("spring.datasource.url=" + server.dataSource().getUrl(),
				"spring.datasource.username=root", "spring.flyway.enabled=false",
				"spring.jpa.hibernate.ddl-auto=" + action, "jwt2fa.state.store=jdbc",
				"jwt2fa.jdbc.initialize-schema=always", "jwt2fa.jdbc.schema=" + schema)) {
			assertThat(app.login("alice").status()).isEqualTo(200);
			List<String> schemas = database.queryForList(
					"select distinct table_schema from information_schema.tables where table_name like 'jwt2fa%'",
					String.class);
			assertThat(schemas).contains(schema.replace("\"", "")).doesNotContain("jwt2fa");
		}
	}

}
