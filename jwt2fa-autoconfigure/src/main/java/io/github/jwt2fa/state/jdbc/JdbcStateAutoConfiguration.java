package io.github.jwt2fa.state.jdbc;

import java.time.Clock;
import java.time.Duration;

import javax.sql.DataSource;

import io.github.jwt2fa.jdbc.OwnDatabase;
import io.github.jwt2fa.jdbc.OwnTable;
import io.github.jwt2fa.jdbc.TableSettings;
import io.github.jwt2fa.state.StateSettings;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.wiring.Housekeeping;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Auto-configuration of the state of logins in a table of the application's database.
 */
@AutoConfiguration(afterName = "io.github.jwt2fa.jdbc.DatabaseAutoConfiguration")
@ConditionalOnClass({ DataSource.class, JdbcOperations.class })
@ConditionalOnBean(OwnDatabase.class)
@ConditionalOnProperty(name = "jwt2fa.state.store", havingValue = "jdbc")
@ConditionalOnMissingBean(StateStore.class)
@ImportRuntimeHints(JdbcStateAutoConfiguration.Hints.class)
final class JdbcStateAutoConfiguration {

	private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);

	@Bean
	JdbcStateStore jwt2faJdbcStateStore(OwnDatabase database, TableSettings tables, StateSettings settings,
			@Qualifier("jwt2faClock") Clock clock) {
		return new JdbcStateStore(database.dataSource(), tables.schema(), settings.keyPrefix(), settings.timeout(),
				clock);
	}

	@Bean
	OwnTable jwt2faStateTable(ObjectProvider<JdbcStateStore> store) {
		return new OwnTable("jwt2fa_state", () -> "jwt2fa_state", () -> store.getObject().requireTable(), () -> false,
				false);
	}

	@Bean
	@Lazy(false) // nobody asks for it
	Housekeeping jwt2faStateHousekeeping(JdbcStateStore store) {
		return new Housekeeping("records of logins", HOUSEKEEPING, store::deleteExpired);
	}

	/**
	 * What is looked for by its name, for a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerTypeIfPresent(classLoader, StateConnections.HIKARI_POOL);
		}

	}

}
