package io.github.jwt2fa.jdbc;

import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Auto-configuration of the database that our tables are in: the one that is marked for
 * them, and else the only or the primary one.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass({ DataSource.class, JdbcOperations.class })
@Conditional(DatabaseAutoConfiguration.OneDataSource.class)
@ImportRuntimeHints(DatabaseAutoConfiguration.Hints.class)
final class DatabaseAutoConfiguration {

	@Bean
	OwnDatabase jwt2faDatabase(@Jwt2faDataSource ObjectProvider<DataSource> marked,
			ObjectProvider<DataSource> dataSources, BeanFactory beans) {
		DataSource dataSource = marked.getIfAvailable();
		return new OwnDatabase((dataSource != null) ? dataSource : dataSources.getObject(), beans);
	}

	/**
	 * A data source that can be told from the others.
	 */
	static final class OneDataSource extends AnyNestedCondition {

		OneDataSource() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnSingleCandidate(DataSource.class)
		static final class Candidate {

		}

		@Conditional(OnMarkedDataSource.class)
		static final class Marked {

		}

	}

	/**
	 * What is looked for by its name, for a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			Stream
				.of(OwnDatabase.JPA_TRANSACTIONS, OwnDatabase.JPA_UNIT, OwnDatabase.HIBERNATE_UNIT,
						TableInitializer.HIKARI_POOL)
				.forEach((type) -> hints.reflection().registerTypeIfPresent(classLoader, type));
		}

	}

}
