package io.github.jwt2fa.device.jdbc;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwt2fa.test.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresTrustedDeviceRepositoryIT extends JdbcTrustedDeviceRepositoryContract {

	private static TestPostgres postgres;

	/** A connection for each of a thousand statements takes longer than they do. */
	private static HikariDataSource database;

	@BeforeAll
	static void startServer() {
		postgres = new TestPostgres();
		database = new HikariDataSource();
		database.setDataSource(postgres.dataSource());
	}

	@AfterAll
	static void stopServer() {
		database.close();
		postgres.close();
	}

	@Override
	DataSource dataSource() {
		return database;
	}

	@Override
	String vendor() {
		return "postgresql";
	}

}
