package io.github.jwt2fa.device;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.jdbc.OwnTable;
import io.github.jwt2fa.wiring.Housekeeping;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of the trusted devices, in memory where nothing else keeps them.
 */
@AutoConfiguration(afterName = "io.github.jwt2fa.device.jdbc.JdbcTrustedDeviceAutoConfiguration")
final class TrustedDeviceAutoConfiguration {

	private static final Log logger = LogFactory.getLog(TrustedDeviceAutoConfiguration.class);

	private static final Duration HOUSEKEEPING = Duration.ofMinutes(5);

	/**
	 * Where no device is trusted, a repository of the application is not asked either.
	 */
	@Bean
	TrustedDevices jwt2faTrustedDevices(TrustedDeviceSettings settings,
			ObjectProvider<TrustedDeviceRepository> repositories, TwoFactorEventPublisher events,
			@Qualifier("jwt2faClock") Clock clock, @Qualifier("jwt2faSecureRandom") SecureRandom random) {
		TrustedDeviceRepository repository = settings.maxAge().isZero() ? null : repositories.getObject();
		return new TrustedDevices(repository, settings.maxAge(), events, new RandomIds(random), clock);
	}

	/**
	 * Where there are any.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(TrustedDevicesAreOn.class)
	static class KeptConfiguration {

		@Bean
		@ConditionalOnMissingBean
		TrustedDeviceRepository jwt2faInMemoryTrustedDeviceRepository() {
			logger.warn("Trusted devices are kept in memory: after a restart all users are asked for their second "
					+ "factor, and several instances don't know each other's. Configure a database "
					+ "(spring.datasource.url), or define a TrustedDeviceRepository bean.");
			return new InMemoryTrustedDeviceRepository();
		}

		@Bean
		@Lazy(false) // nobody asks for it
		Housekeeping jwt2faTrustedDeviceHousekeeping(TrustedDevices devices, ObjectProvider<OwnTable> tables) {
			// without a tenant there is nothing to be found
			boolean tenanted = OwnTable.isTenanted(tables.stream(), OwnTable.TRUSTED_DEVICES);
			return new Housekeeping("trusted devices", HOUSEKEEPING, tenanted ? (limit) -> 0 : devices::forget);
		}

	}

}
