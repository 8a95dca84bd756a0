package io.github.jwt2fa.autoconfigure;

import java.sql.DatabaseMetaData;
import java.time.Clock;
import java.time.Duration;

import javax.sql.DataSource;

import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.jdbc.JdbcStateStore;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * Auto-configuration of the state of logins in a table of the application's database.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass({ DataSource.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnProperty(name = "jwt2fa.state.store", havingValue = "jdbc")
@ConditionalOnMissingBean(StateStore.class)
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(Jwt2faProperties.class)
public final class Jwt2faJdbcAutoConfiguration {

	private static final String SCRIPT = "classpath:io/github/jwt2fa/db/@@platform@@/R__jwt2fa_state.sql";

	private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);

	@Bean
	DataSourceScriptDatabaseInitializer jwt2faStateScriptDatabaseInitializer(DataSource dataSource,
			Jwt2faProperties properties) {
		DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
		settings.setMode(switch (properties.state().jdbc().initializeSchema()) {
			case EMBEDDED -> DatabaseInitializationMode.EMBEDDED;
			case ALWAYS -> DatabaseInitializationMode.ALWAYS;
			case NEVER -> DatabaseInitializationMode.NEVER;
		});
		settings.setSchemaLocations(new PlatformPlaceholderDatabaseDriverResolver().resolveAll(dataSource, SCRIPT));
		return new DataSourceScriptDatabaseInitializer(dataSource, settings);
	}

	@Bean
	JdbcStateStore jwt2faJdbcStateStore(DataSource dataSource, Jwt2faProperties properties,
			@Qualifier("jwt2faStateScriptDatabaseInitializer") DataSourceScriptDatabaseInitializer initialized,
			@Qualifier("jwt2faClock") Clock clock) {
		return new JdbcStateStore(dataSource, dialectOf(dataSource), properties.state().keyPrefix(),
				properties.state().timeout(), clock);
	}

	private static JdbcStateStore.Dialect dialectOf(DataSource dataSource) {
		try {
			String product = JdbcUtils.extractDatabaseMetaData(dataSource, DatabaseMetaData::getDatabaseProductName);
			return (DatabaseDriver.fromProductName(product) == DatabaseDriver.POSTGRESQL)
					? JdbcStateStore.Dialect.POSTGRESQL : JdbcStateStore.Dialect.STANDARD;
		}
		catch (MetaDataAccessException ex) {
			throw new IllegalStateException("The database can't be asked which one it is", ex);
		}
	}

	@Bean
	@Lazy(false) // nobody asks for it
	Housekeeping jwt2faStateHousekeeping(JdbcStateStore store) {
		return new Housekeeping("records of logins", HOUSEKEEPING, store::deleteExpired);
	}

}
