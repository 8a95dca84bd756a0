package io.github.jwt2fa.host;

import java.io.IOException;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes and drops all of our tables.
 */
public final class DropScripts {

	private static final String TABLES = "select lower(table_name) from information_schema.tables "
			+ "where lower(table_name) like 'jwt2fa%' order by 1";

	private DropScripts() {
	}

	public static void requireAllDropped(DataSource dataSource, String vendor) throws IOException {
		JdbcTemplate database = new JdbcTemplate(dataSource);
		scripts("db/" + vendor + "/R__*.sql").execute(dataSource);
		assertThat(database.queryForList(TABLES, String.class)).containsExactly("jwt2fa_login_session",
				"jwt2fa_passkey", "jwt2fa_recovery_codes", "jwt2fa_state", "jwt2fa_trusted_device",
				"jwt2fa_user_two_factor_auth_data");
		ResourceDatabasePopulator drop = scripts("drop/" + vendor + "/*.sql");
		drop.execute(dataSource);
		assertThat(database.queryForList(TABLES, String.class)).isEqualTo(List.of());
		// whether they are there or not
		drop.execute(dataSource);
	}

	private static ResourceDatabasePopulator scripts(String pattern) throws IOException {
		Resource[] scripts = new PathMatchingResourcePatternResolver()
			.getResources("classpath:io/github/jwt2fa/" + pattern);
		return new ResourceDatabasePopulator(scripts);
	}

}
