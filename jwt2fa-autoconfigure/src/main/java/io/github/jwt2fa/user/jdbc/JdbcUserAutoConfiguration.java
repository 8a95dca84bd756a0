package io.github.jwt2fa.user.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.jdbc.OnMarkedDataSource;
import io.github.jwt2fa.jdbc.OwnDatabase;
import io.github.jwt2fa.jdbc.OwnTable;
import io.github.jwt2fa.jdbc.TableSettings;
import io.github.jwt2fa.user.DataIsNotKeptElsewhere;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Auto-configuration of the users' second-factor data in the application's database where
 * JPA does not keep it.
 */
@AutoConfiguration(afterName = { "io.github.jwt2fa.jdbc.DatabaseAutoConfiguration",
		"io.github.jwt2fa.user.jpa.JpaUserAutoConfiguration" })
@ConditionalOnClass({ DataSource.class, JdbcOperations.class })
@ConditionalOnBean(OwnDatabase.class)
@ConditionalOnMissingBean(UserTwoFactorAuthDataRepository.class)
@Conditional({ JdbcUserAutoConfiguration.NotByJpa.class, DataIsNotKeptElsewhere.class })
final class JdbcUserAutoConfiguration {

	@Bean
	JdbcUserTwoFactorAuthDataRepository jwt2faJdbcUserTwoFactorAuthDataRepository(OwnDatabase database,
			TableSettings settings) {
		return new JdbcUserTwoFactorAuthDataRepository(database.dataSource(), database.transactionManager(),
				settings.schema());
	}

	@Bean
	OwnTable jwt2faJdbcUserTwoFactorAuthDataTable(ObjectProvider<JdbcUserTwoFactorAuthDataRepository> repository,
			OwnDatabase database) {
		return new OwnTable(OwnTable.USERS, () -> repository.getObject().tableName(),
				() -> repository.getObject().requireTable(), database::isTenanted, false);
	}

	/**
	 * Of several persistence units the application has to say which one it is, instead of
	 * finding its data somewhere else.
	 */
	static final class NotByJpa extends AnyNestedCondition {

		NotByJpa() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnMissingBean(type = "jakarta.persistence.EntityManagerFactory")
		static final class WithoutUnit {

		}

		@Conditional(OnMarkedDataSource.class)
		static final class InAnotherDatabase {

		}

	}

}
