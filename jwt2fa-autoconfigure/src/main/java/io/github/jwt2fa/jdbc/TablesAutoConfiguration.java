package io.github.jwt2fa.jdbc;

import java.util.List;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of our tables in the application's database.
 */
@AutoConfiguration(afterName = { "io.github.jwt2fa.user.jpa.JpaUserAutoConfiguration",
		"io.github.jwt2fa.user.jdbc.JdbcUserAutoConfiguration",
		"io.github.jwt2fa.session.jdbc.JdbcSessionAutoConfiguration",
		"io.github.jwt2fa.method.passkey.jdbc.JdbcPasskeyAutoConfiguration",
		"io.github.jwt2fa.method.recovery.jdbc.JdbcRecoveryCodeAutoConfiguration",
		"io.github.jwt2fa.state.jdbc.JdbcStateAutoConfiguration" })
@ConditionalOnClass({ DataSource.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnBean(OwnTable.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
@ImportRuntimeHints(TablesAutoConfiguration.Hints.class)
final class TablesAutoConfiguration {

	@Bean
	@ConditionalOnBean(OwnDatabase.class)
	TableInitializer jwt2faTableInitializer(OwnDatabase database, TableSettings settings, List<OwnTable> tables) {
		return new TableInitializer(database.dataSource(), settings, tables.stream().map(OwnTable::name).toList());
	}

	@Bean
	@Lazy(false) // nobody asks for it
	TableChecks jwt2faTableChecks(List<OwnTable> tables, TableSettings settings,
			ObjectProvider<TableInitializer> initializer) {
		return new TableChecks(tables, settings.required(),
				() -> initializer.stream().anyMatch(TableInitializer::isPending));
	}

	/**
	 * The scripts, for a native image. Those that drop the tables are for the
	 * application's own migrations.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern(TableScript.FOLDER + "/**/*.sql");
			hints.resources().registerPattern("io/github/jwt2fa/drop/**/*.sql");
		}

	}

}
