package io.github.jwt2fa.state;

import java.time.Duration;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.jwt2fa.docs.shop.DocumentedStores;
import io.github.jwt2fa.test.MutableClock;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * The store that the guide shows as an example.
 */
class DocumentedStateStoreTests extends StateStoreContract {

	private final JdbcConnectionPool database = JdbcConnectionPool
		.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

	private final MutableClock clock = new MutableClock();

	private final StateStore store = DocumentedStores.jdbc(withTable(this.database), this.clock);

	private static DataSource withTable(DataSource database) {
		new ResourceDatabasePopulator(new ClassPathResource("login_state.sql")).execute(database);
		return database;
	}

	@Override
	protected StateStore store() {
		return this.store;
	}

	@Override
	protected void pass(Duration time) {
		this.clock.advance(time);
	}

	@AfterEach
	void stop() {
		this.database.dispose();
	}

}
