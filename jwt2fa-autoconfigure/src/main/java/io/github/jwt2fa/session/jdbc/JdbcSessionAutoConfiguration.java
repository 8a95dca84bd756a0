package io.github.jwt2fa.session.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.jdbc.OwnDatabase;
import io.github.jwt2fa.jdbc.OwnTable;
import io.github.jwt2fa.jdbc.TableSettings;
import io.github.jwt2fa.session.LoginSessionRepository;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Auto-configuration of the sessions in the application's database.
 */
@AutoConfiguration(afterName = "io.github.jwt2fa.jdbc.DatabaseAutoConfiguration")
@ConditionalOnClass({ DataSource.class, JdbcOperations.class })
@ConditionalOnBean(OwnDatabase.class)
@ConditionalOnMissingBean(LoginSessionRepository.class)
final class JdbcSessionAutoConfiguration {

	@Bean
	JdbcLoginSessionRepository jwt2faLoginSessionRepository(OwnDatabase database, TableSettings settings) {
		return new JdbcLoginSessionRepository(database.dataSource(), database.transactionManager(), settings.schema());
	}

	@Bean
	OwnTable jwt2faLoginSessionTable(ObjectProvider<JdbcLoginSessionRepository> repository, OwnDatabase database) {
		return new OwnTable(OwnTable.SESSIONS, () -> repository.getObject().tableName(),
				() -> repository.getObject().requireTable(), database::isTenanted, false);
	}

}
