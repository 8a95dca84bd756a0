package io.github.jwt2fa.benchmarks.harness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An update of one row by its primary key, in the application's own connection pool.
 */
public final class RowUpdate implements PlainOperation {

	private static final String UPDATE = "update plain set n = n + 1 where id = ?";

	private final DataSource pool;

	private final JdbcTemplate database;

	private final int count;

	/**
	 * An operation on rows of an application's database.
	 * @param context the application
	 * @param count how many there are
	 */
	public RowUpdate(ApplicationContext context, int count) {
		this.pool = context.getBean(DataSource.class);
		this.database = context.getBean(JdbcTemplate.class);
		this.count = count;
	}

	@Override
	public String name() {
		return "UPDATE";
	}

	@Override
	public void fill(Callers callers) {
		this.database.execute("create table plain (id bigint primary key, n bigint not null)");
		this.database.update("insert into plain select id, 0 from generate_series(0, ? - 1) id", this.count);
	}

	@Override
	public Call call(int caller) {
		OwnNumbers numbers = new OwnNumbers(caller, this.count);
		return () -> update(numbers.next());
	}

	private void update(int id) throws SQLException {
		try (Connection connection = this.pool.getConnection();
				PreparedStatement statement = connection.prepareStatement(UPDATE)) {
			statement.setLong(1, id);
			if (statement.executeUpdate() != 1) {
				throw new IllegalStateException("There is no row " + id);
			}
		}
	}

	@Override
	public void tidy() {
		this.database.update("delete from jwt2fa_state where state_key like ?", "%:" + StateCalls.CREATED + ":%");
		// or a round would pay for the one before, now and then
		this.database.execute("vacuum analyze jwt2fa_state");
		this.database.execute("vacuum analyze plain");
	}

}
