package io.github.jwt2fa.session;

import java.util.UUID;

import javax.sql.DataSource;

import io.github.jwt2fa.docs.DocumentedStores;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * The repository that the guide shows as an example.
 */
class DocumentedLoginSessionRepositoryTests extends LoginSessionRepositoryContract {

	private final JdbcConnectionPool database = JdbcConnectionPool
		.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

	private final LoginSessionRepository repository = DocumentedStores.sessions(withTable(this.database));

	private static DataSource withTable(DataSource database) {
		new ResourceDatabasePopulator(new ClassPathResource("io/github/jwt2fa/db/h2/R__jwt2fa_login_session.sql"))
			.execute(database);
		return database;
	}

	@Override
	protected LoginSessionRepository repository() {
		return this.repository;
	}

	@AfterEach
	void stop() {
		this.database.dispose();
	}

}
