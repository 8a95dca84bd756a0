package io.github.jwt2fa.state.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import io.github.jwt2fa.test.TestPostgres;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("stress")
class PostgresJdbcStateStoreIT extends JdbcStateStoreContract {

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	@Override
	DataSource dataSource() {
		return postgres.dataSource();
	}

	@Override
	String vendor() {
		return "postgresql";
	}

	/**
	 * The plan for a table without a page would be to read all of it, and is kept while
	 * the table grows.
	 */
	@ParameterizedTest
	@MethodSource
	void statementWhenTheTableWasEmptyOnceThenIsPlannedByTheKey(String statement, String types) {
		SingleConnectionDataSource session = new SingleConnectionDataSource(postgres.url(), true);
		JdbcTemplate database = new JdbcTemplate(session);
		database.update("insert into jwt2fa_state (state_key, bytes, expires_at) "
				+ "select 'shop:kind:' || n, '\\x01', 0 from generate_series(1, 2000) n");
		database.update("delete from jwt2fa_state");
		database.execute("vacuum analyze jwt2fa_state");
		AtomicInteger parameters = new AtomicInteger();
		database.execute("prepare planned (" + types + ") as "
				+ Pattern.compile("\\?")
					.matcher(statement)
					.replaceAll((match) -> "\\$" + parameters.incrementAndGet()));
		database.execute("set plan_cache_mode = force_generic_plan");
		List<String> plan = database.queryForList(
				"explain execute planned (" + String.join(", ", Collections.nCopies(parameters.get(), "null")) + ")",
				String.class);
		session.destroy();
		assertThat(plan).anyMatch((line) -> line.contains("Index Scan using jwt2fa_state_pkey"));
	}

	static List<Arguments> statementWhenTheTableWasEmptyOnceThenIsPlannedByTheKey() throws SQLException {
		try (Connection connection = postgres.dataSource().getConnection()) {
			StateStatements statements = StateStatements.of(connection.getMetaData(), null);
			return List.of(Arguments.of(statements.get(), "varchar, bigint"),
					Arguments.of(statements.replace(), "bytea, bigint, varchar, bytea, bigint"),
					Arguments.of(statements.remove(), "varchar, bytea, bigint"));
		}
	}

}
