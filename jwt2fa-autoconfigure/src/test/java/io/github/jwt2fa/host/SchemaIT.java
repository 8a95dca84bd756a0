package io.github.jwt2fa.host;

import java.util.List;

import io.github.jwt2fa.host.plain.PlainApplication;
import io.github.jwt2fa.state.jdbc.JdbcStateStore;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestPostgres;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our tables are in another schema than that of the connections.
 */
@Tag("slow")
class SchemaIT {

	private static final String TABLES = "select lower(table_schema || '.' || table_name) from information_schema.tables "
			+ "where lower(table_name) like 'jwt2fa%' or lower(table_name) = 'note' order by 1";

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	private final JdbcTemplate database = new JdbcTemplate(postgres.dataSource());

	@BeforeEach
	void empty() {
		for (String schema : List.of("login", "shop", "\"Lo-gin\"", "public")) {
			this.database.execute("drop schema if exists " + schema + " cascade");
			this.database.execute("create schema " + schema);
		}
	}

	private static void requireLogins(TestApplication app) {
		Answer login = app.login("alice");
		assertThat(login.status()).isEqualTo(200);
		assertThat(app.client().bearer(login.text("access")).get("/notes").status()).isEqualTo(200);
		// no rows are removed, but nothing fails either
		assertThat(app.bean(JdbcStateStore.class).deleteExpired(10)).isZero();
	}

	private TestApplication onPostgres(String... properties) {
		List<String> all = new java.util.ArrayList<>(List.of("spring.datasource.url=" + postgres.url(),
				"spring.flyway.enabled=false", "jwt2fa.state.store=jdbc", "jwt2fa.jdbc.initialize-schema=always",
				"jwt2fa.passkey.rp-id=example.com", "jwt2fa.trusted-devices.max-age=30d"));
		all.addAll(List.of(properties));
		return TestApplication.with(List.of(PlainApplication.class), all.toArray(String[]::new));
	}

	/**
	 * The second time the tables are there: nothing makes them again, or misses them.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "update", "create-drop", "create" })
	void loginWhenHibernateMakesTablesThenOursAreInTheSchemaThatIsSet(String action) {
		for (int i = 0; i < 2; i++) {
			try (TestApplication app = onPostgres("spring.jpa.hibernate.ddl-auto=" + action, "jwt2fa.jdbc.schema=login",
					"spring.jpa.properties.hibernate.default_schema=shop")) {
				requireLogins(app);
				assertThat(this.database.queryForList(TABLES, String.class)).containsExactly(
						"login.jwt2fa_login_session", "login.jwt2fa_passkey", "login.jwt2fa_recovery_codes",
						"login.jwt2fa_state", "login.jwt2fa_trusted_device", "login.jwt2fa_user_two_factor_auth_data",
						"shop.note");
			}
		}
	}

	@Test
	void loginWhenTheScriptsMakeTheTablesThenHibernateFindsThemThere() {
		this.database.execute("create table note (id bigint primary key, text varchar(255))");
		this.database.execute("create sequence note_seq increment by 50");
		try (TestApplication app = onPostgres("spring.jpa.hibernate.ddl-auto=validate",
				"jwt2fa.jdbc.schema=\"Lo-gin\"")) {
			requireLogins(app);
			assertThat(this.database.queryForList(TABLES, String.class)).containsExactly("lo-gin.jwt2fa_login_session",
					"lo-gin.jwt2fa_passkey", "lo-gin.jwt2fa_recovery_codes", "lo-gin.jwt2fa_state",
					"lo-gin.jwt2fa_trusted_device", "lo-gin.jwt2fa_user_two_factor_auth_data", "public.note");
		}
	}

	@ParameterizedTest
	@CsvSource({ "login,login", "'\"my login\"','\"my login\"'" })
	void loginWhenTheDatabaseIsEmbeddedThenTheSame(String schema, String created) {
		try (TestApplication app = TestApplication.with(List.of(PlainApplication.class), "spring.flyway.enabled=false",
				"spring.datasource.url=jdbc:h2:mem:" + java.util.UUID.randomUUID()
						+ ";INIT=create schema if not exists " + created,
				"spring.jpa.hibernate.ddl-auto=update", "jwt2fa.state.store=jdbc", "jwt2fa.jdbc.schema=" + schema)) {
			requireLogins(app);
			assertThat(app.bean(JdbcTemplate.class).queryForList(TABLES, String.class)).hasSize(5)
				.filteredOn((table) -> table.contains("jwt2fa"))
				.allMatch((table) -> table.startsWith(schema.replace("\"", "") + "."));
		}
	}

}
