package io.github.jwt2fa.method.recovery;

import java.security.SecureRandom;
import java.time.Clock;

import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.TwoFactorMethods;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of recovery codes.
 */
@AutoConfiguration(afterName = "io.github.jwt2fa.method.recovery.jdbc.JdbcRecoveryCodeAutoConfiguration")
@Conditional(RecoveryCodesAreOn.class)
final class RecoveryCodeAutoConfiguration {

	private static final Log logger = LogFactory.getLog(RecoveryCodeAutoConfiguration.class);

	/**
	 * Where there is a place for them.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(RecoveryCodeRepository.class)
	static class KeptConfiguration {

		/** After all other methods. */
		private static final int PREFERENCE = Ordered.LOWEST_PRECEDENCE;

		@Bean
		@Order(PREFERENCE)
		RecoveryCodeHandler jwt2faRecoveryCodeHandler(RecoveryCodeRepository repository, TwoFactorEventPublisher events,
				@Qualifier("jwt2faClock") Clock clock) {
			return new RecoveryCodeHandler(repository, events, clock);
		}

		@Bean
		RecoveryCodeService jwt2faRecoveryCodeService(RecoveryCodeRepository repository, TwoFactorMethods methods,
				RecoveryCodeSettings settings, TwoFactorEventPublisher events, @Qualifier("jwt2faClock") Clock clock,
				@Qualifier("jwt2faSecureRandom") SecureRandom random) {
			return new RecoveryCodeService(repository, methods, settings.count(), events, clock, random);
		}

	}

	/**
	 * Where there is none.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(RecoveryCodeRepository.class)
	static class UnkeptConfiguration {

		@Bean
		SmartInitializingSingleton jwt2faRecoveryCodesAreOff() {
			return () -> logger.warn("There are no recovery codes: nothing could keep them. Configure a database "
					+ "(spring.datasource.url), or define a RecoveryCodeRepository bean, or say so by "
					+ "jwt2fa.recovery-code-count=0.");
		}

	}

}
