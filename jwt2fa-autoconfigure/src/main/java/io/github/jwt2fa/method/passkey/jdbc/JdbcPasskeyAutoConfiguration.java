package io.github.jwt2fa.method.passkey.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.jdbc.OwnDatabase;
import io.github.jwt2fa.jdbc.OwnTable;
import io.github.jwt2fa.jdbc.TableSettings;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import io.github.jwt2fa.method.passkey.PasskeysAreOn;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Auto-configuration of the passkeys in the application's database.
 */
@AutoConfiguration(afterName = "io.github.jwt2fa.jdbc.DatabaseAutoConfiguration")
@ConditionalOnClass({ DataSource.class, JdbcOperations.class })
@ConditionalOnBean(OwnDatabase.class)
@ConditionalOnMissingBean(PasskeyRepository.class)
@Conditional(PasskeysAreOn.class)
final class JdbcPasskeyAutoConfiguration {

	@Bean
	JdbcPasskeyRepository jwt2faPasskeyRepository(OwnDatabase database, TableSettings settings) {
		return new JdbcPasskeyRepository(database.dataSource(), database.transactionManager(), settings.schema());
	}

	@Bean
	OwnTable jwt2faPasskeyTable(ObjectProvider<JdbcPasskeyRepository> repository, OwnDatabase database) {
		return new OwnTable("jwt2fa_passkey", () -> repository.getObject().tableName(),
				() -> repository.getObject().requireTable(), database::isTenanted, false);
	}

}
