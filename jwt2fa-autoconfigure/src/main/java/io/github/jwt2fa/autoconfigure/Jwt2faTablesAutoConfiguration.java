package io.github.jwt2fa.autoconfigure;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of our tables in the application's database.
 */
@AutoConfiguration(after = { Jwt2faJpaAutoConfiguration.class, Jwt2faJdbcUserAutoConfiguration.class,
		Jwt2faJdbcSessionAutoConfiguration.class, Jwt2faJdbcAutoConfiguration.class })
@ConditionalOnClass({ DataSource.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnBean(OwnTable.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class Jwt2faTablesAutoConfiguration {

	@Bean
	@ConditionalOnBean(OwnDatabase.class)
	TableInitializer jwt2faTableInitializer(OwnDatabase database, Jwt2faSettings settings, List<OwnTable> tables) {
		return new TableInitializer(database.dataSource(), settings.tables(),
				tables.stream().map(OwnTable::name).toList());
	}

	@Bean
	@Lazy(false) // nobody asks for it
	TableChecks jwt2faTableChecks(List<OwnTable> tables, Jwt2faSettings settings,
			ObjectProvider<TableInitializer> initializer) {
		return new TableChecks(tables, settings.tables().required(),
				() -> initializer.stream().anyMatch(TableInitializer::isPending));
	}

}
