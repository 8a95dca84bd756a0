package io.github.jwt2fa.state.jdbc;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;

class H2JdbcStateStoreIT extends JdbcStateStoreContract {

	private static final DataSource DATABASE = JdbcConnectionPool.create("jdbc:h2:mem:state;DB_CLOSE_DELAY=-1", "sa",
			"");

	@Override
	DataSource dataSource() {
		return DATABASE;
	}

	@Override
	String vendor() {
		return "h2";
	}

}
