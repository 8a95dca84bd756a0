package io.github.jwt2fa.device.jdbc;

import javax.sql.DataSource;

import io.github.jwt2fa.device.TrustedDeviceRepository;
import io.github.jwt2fa.device.TrustedDevicesAreOn;
import io.github.jwt2fa.jdbc.OwnDatabase;
import io.github.jwt2fa.jdbc.OwnTable;
import io.github.jwt2fa.jdbc.TableSettings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Auto-configuration of the trusted devices in the application's database.
 */
@AutoConfiguration(afterName = "io.github.jwt2fa.jdbc.DatabaseAutoConfiguration")
@ConditionalOnClass({ DataSource.class, JdbcOperations.class })
@ConditionalOnBean(OwnDatabase.class)
@ConditionalOnMissingBean(TrustedDeviceRepository.class)
@Conditional(TrustedDevicesAreOn.class)
final class JdbcTrustedDeviceAutoConfiguration {

	@Bean
	JdbcTrustedDeviceRepository jwt2faTrustedDeviceRepository(OwnDatabase database, TableSettings settings) {
		return new JdbcTrustedDeviceRepository(database.dataSource(), database.transactionManager(), settings.schema());
	}

	@Bean
	OwnTable jwt2faTrustedDeviceTable(ObjectProvider<JdbcTrustedDeviceRepository> repository, OwnDatabase database) {
		return new OwnTable(OwnTable.TRUSTED_DEVICES, () -> repository.getObject().tableName(),
				() -> repository.getObject().requireTable(), database::isTenanted, false);
	}

}
