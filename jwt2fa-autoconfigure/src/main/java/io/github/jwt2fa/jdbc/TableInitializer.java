package io.github.jwt2fa.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.jwt2fa.wiring.BackgroundScheduler;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.util.ClassUtils;

/**
 * Makes our tables by our scripts, before Hibernate looks at them. Where the database is
 * away at the start, as soon as it is back. One of Boot's initializers, so that they wait
 * for each other.
 */
final class TableInitializer extends DataSourceScriptDatabaseInitializer implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(TableInitializer.class);

	private static final Duration RETRY = Duration.ofSeconds(2);

	private static final Set<DatabaseDriver> SCRIPTED = Set.of(DatabaseDriver.H2, DatabaseDriver.POSTGRESQL,
			DatabaseDriver.MARIADB);

	static final String HIKARI_POOL = "com.zaxxer.hikari.HikariDataSource";

	private static final boolean HIKARI = ClassUtils.isPresent(HIKARI_POOL, TableInitializer.class.getClassLoader());

	private final TableSettings settings;

	private final List<String> tables;

	private volatile boolean pending;

	private volatile @Nullable BackgroundScheduler retries;

	TableInitializer(DataSource dataSource, TableSettings settings, List<String> tables) {
		super(dataSource, new DatabaseInitializationSettings());
		this.settings = settings;
		this.tables = tables;
	}

	@Override
	public boolean initializeDatabase() {
		boolean wanted = switch (this.settings.initialize()) {
			case ALWAYS -> true;
			case EMBEDDED -> isEmbeddedDatabase();
			case NEVER -> false;
		};
		return wanted && initialize();
	}

	/**
	 * Whether the database was away, and is asked again now and then.
	 */
	boolean isPending() {
		return this.pending;
	}

	/**
	 * Without a question where the address tells.
	 */
	@Override
	protected boolean isEmbeddedDatabase() {
		String url = (HIKARI && getDataSource() instanceof HikariDataSource pool) ? pool.getJdbcUrl() : null;
		return (url != null)
				? EmbeddedDatabaseConnection.isEmbedded(DatabaseDriver.fromJdbcUrl(url).getDriverClassName(), url)
				: super.isEmbeddedDatabase();
	}

	private boolean initialize() {
		try (Connection connection = getDataSource().getConnection()) {
			this.pending = false;
			return runScripts(connection);
		}
		catch (SQLException ex) {
			if (!DatabaseFaults.isAway(ex)) {
				throw new IllegalStateException("The tables of jwt2fa can't be made", ex);
			}
			if (!this.pending) {
				logger.warn("The database can't be reached. The tables of jwt2fa will be made when it can: "
						+ ex.getMessage());
			}
			this.pending = true;
			return false;
		}
	}

	private boolean runScripts(Connection connection) throws SQLException {
		DatabaseDriver database = DatabaseDriver
			.fromProductName(JdbcUtils.commonDatabaseName(connection.getMetaData().getDatabaseProductName()));
		if (!SCRIPTED.contains(database)) {
			if (this.settings.initialize() == DatabaseInitializationMode.ALWAYS) {
				throw new Jwt2faConfigurationException(
						"The property jwt2fa.jdbc.initialize-schema is always, and jwt2fa has no script for "
								+ connection.getMetaData().getDatabaseProductName() + ".",
						"Make the tables yourself, of the shape of classpath:io/github/jwt2fa/db/postgresql/*.sql and with ids "
								+ "that are compared byte by byte, and set jwt2fa.jdbc.initialize-schema=never.");
			}
			return false;
		}
		ResourceDatabasePopulator populator = new ResourceDatabasePopulator();
		String quote = connection.getMetaData().getIdentifierQuoteString().strip();
		for (String table : this.tables) {
			populator.addScript(new TableScript(database.getId().toLowerCase(Locale.ROOT), table)
				.in(this.settings.schema(), quote));
		}
		try {
			populator.populate(connection);
		}
		catch (RuntimeException ex) {
			// another instance may have made the same just now
			logger.debug("The tables of jwt2fa are made once more", ex);
			populator.populate(connection);
		}
		if (!connection.getAutoCommit()) {
			connection.commit();
		}
		return true;
	}

	@Override
	public void start() {
		if (this.pending) {
			BackgroundScheduler scheduler = new BackgroundScheduler("tables");
			scheduler.every(RETRY, RETRY, this::retry);
			this.retries = scheduler;
		}
	}

	private void retry() {
		try {
			if (this.pending && initialize()) {
				logger.info("The database is back, and the tables of jwt2fa were made");
			}
		}
		catch (RuntimeException ex) {
			this.pending = false;
			logger.error("The tables of jwt2fa can't be made, and logins are refused", ex);
		}
		if (!this.pending) {
			stop();
		}
	}

	@Override
	public void stop() {
		BackgroundScheduler scheduler = this.retries;
		if (scheduler != null) {
			scheduler.shutdown();
			this.retries = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.retries != null;
	}

}
