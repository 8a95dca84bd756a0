package io.github.jwt2fa.test;

import javax.sql.DataSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Tables of ours, made by our own scripts.
 */
public final class TestTables {

	private TestTables() {
	}

	/**
	 * Makes a table anew. Its script is repeatable, so it runs twice.
	 * @param vendor the folder of the script
	 */
	public static void make(DataSource dataSource, String vendor, String table) {
		new JdbcTemplate(dataSource).execute("drop table if exists " + table);
		ResourceDatabasePopulator script = new ResourceDatabasePopulator(
				new ClassPathResource("io/github/jwt2fa/db/" + vendor + "/R__" + table + ".sql"));
		script.execute(dataSource);
		script.execute(dataSource);
	}

}
