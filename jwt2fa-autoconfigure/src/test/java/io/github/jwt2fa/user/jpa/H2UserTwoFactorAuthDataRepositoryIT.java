package io.github.jwt2fa.user.jpa;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;

class H2UserTwoFactorAuthDataRepositoryIT extends UserTwoFactorAuthDataRepositoryContract {

	private static final DataSource DATABASE = JdbcConnectionPool.create("jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1", "sa",
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
