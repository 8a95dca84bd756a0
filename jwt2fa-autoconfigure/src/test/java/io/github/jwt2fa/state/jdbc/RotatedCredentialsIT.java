package io.github.jwt2fa.state.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.github.jwt2fa.test.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's pool gets a new password, or is somebody else, as a vault does it;
 * and all connections of before are gone.
 */
class RotatedCredentialsIT {

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	private final JdbcTemplate database = new JdbcTemplate(postgres.dataSource());

	@AutoClose
	private final HikariDataSource application = new HikariDataSource();

	private Path access;

	private String trusted;

	@BeforeEach
	void askForPasswords() throws Exception {
		this.access = Path.of(this.database.queryForObject("show hba_file", String.class));
		this.trusted = Files.readString(this.access);
		this.database.execute("create role shop login password 'first'");
		this.database.execute("create role shop_2 login password 'second'");
		Files.writeString(this.access, "host all shop,shop_2 127.0.0.1/32 scram-sha-256\n" + this.trusted);
		this.database.execute("select pg_reload_conf()");
		this.application.setJdbcUrl(TestPostgres.url(postgres.port()).replace("?user=postgres", ""));
	}

	@AfterEach
	void trust() throws Exception {
		Files.writeString(this.access, this.trusted);
		this.database.execute("select pg_reload_conf()");
		this.database.execute("drop role shop, shop_2");
	}

	private void requireAnswersAfter(Consumer<HikariDataSource> change) throws Exception {
		try (StateConnections connections = StateConnections.of(this.application, Duration.ofSeconds(2))) {
			assertThat(user(connections)).isEqualTo("shop");
			this.database.execute("alter role shop password 'second'");
			change.accept(this.application);
			this.database.queryForList(
					"select pg_terminate_backend(pid) from pg_stat_activity where usename in ('shop', 'shop_2')");
			String user = null;
			for (int i = 0; i < 20 && user == null; i++) {
				try {
					user = user(connections);
				}
				catch (SQLException ex) {
					Thread.sleep(100);
				}
			}
			assertThat(user).isNotNull();
		}
	}

	private static String user(StateConnections connections) throws SQLException {
		return connections.ask((connection) -> {
			try (var rows = connection.createStatement().executeQuery("select current_user")) {
				rows.next();
				return rows.getString(1);
			}
		});
	}

	@Test
	void askWhenThePasswordChangesThenGoesOn() throws Exception {
		this.application.setUsername("shop");
		this.application.setPassword("first");
		requireAnswersAfter((pool) -> pool.getHikariConfigMXBean().setPassword("second"));
	}

	@Test
	void askWhenTheNameChangesTooThenGoesOn() throws Exception {
		this.application.setUsername("shop");
		this.application.setPassword("first");
		requireAnswersAfter((pool) -> pool.getHikariConfigMXBean().setCredentials(Credentials.of("shop_2", "second")));
	}

	@Test
	void askWhenAProviderTellsThePasswordThenGoesOn() throws Exception {
		AtomicReference<String> password = new AtomicReference<>("first");
		this.application.setCredentialsProvider(() -> Credentials.of("shop", password.get()));
		requireAnswersAfter((pool) -> password.set("second"));
	}

}
