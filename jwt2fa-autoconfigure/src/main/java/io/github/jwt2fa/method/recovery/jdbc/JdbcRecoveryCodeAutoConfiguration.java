package io.github.jwt2fa.method.recovery.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.jdbc.OwnDatabase;
import io.github.jwt2fa.jdbc.OwnTable;
import io.github.jwt2fa.jdbc.TableSettings;
import io.github.jwt2fa.method.recovery.RecoveryCodeRepository;
import io.github.jwt2fa.method.recovery.RecoveryCodesAreOn;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Auto-configuration of the recovery codes in the application's database.
 */
@AutoConfiguration(afterName = "io.github.jwt2fa.jdbc.DatabaseAutoConfiguration")
@ConditionalOnClass({ DataSource.class, JdbcOperations.class })
@ConditionalOnBean(OwnDatabase.class)
@ConditionalOnMissingBean(RecoveryCodeRepository.class)
@Conditional(RecoveryCodesAreOn.class)
final class JdbcRecoveryCodeAutoConfiguration {

	@Bean
	JdbcRecoveryCodeRepository jwt2faRecoveryCodeRepository(OwnDatabase database, TableSettings settings) {
		return new JdbcRecoveryCodeRepository(database.dataSource(), database.transactionManager(), settings.schema());
	}

	@Bean
	OwnTable jwt2faRecoveryCodeTable(ObjectProvider<JdbcRecoveryCodeRepository> repository, OwnDatabase database) {
		return new OwnTable("jwt2fa_recovery_codes", () -> repository.getObject().tableName(),
				() -> repository.getObject().requireTable(), database::isTenanted, false);
	}

}
