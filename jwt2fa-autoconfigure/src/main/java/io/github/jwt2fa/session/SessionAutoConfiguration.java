package io.github.jwt2fa.session;

import java.time.Clock;
import java.time.Duration;

import io.github.jwt2fa.device.TrustedDevices;
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
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of the sessions, in memory where nothing else keeps them.
 */
@AutoConfiguration(afterName = "io.github.jwt2fa.session.jdbc.JdbcSessionAutoConfiguration")
final class SessionAutoConfiguration {

	private static final Log logger = LogFactory.getLog(SessionAutoConfiguration.class);

	/**
	 * Sessions in memory, each of some 600 bytes: whoever can log in may begin many, and
	 * the heap has to hold.
	 */
	private static final int MEMORY_CAPACITY = 200_000;

	private static final Duration HOUSEKEEPING = Duration.ofMinutes(5);

	@Bean
	@ConditionalOnMissingBean
	LoginSessionRepository jwt2faInMemoryLoginSessionRepository(@Qualifier("jwt2faClock") Clock clock) {
		logger.warn("Sessions are kept in memory: a restart logs everyone out, and several instances don't know each "
				+ "other's. Configure a database (spring.datasource.url), or define a LoginSessionRepository "
				+ "bean.");
		return new InMemoryLoginSessionRepository(clock, MEMORY_CAPACITY);
	}

	@Bean
	LoginSessions jwt2faLoginSessions(LoginSessionSettings settings, LoginSessionRepository repository,
			TrustedDevices devices, TwoFactorEventPublisher events, @Qualifier("jwt2faClock") Clock clock) {
		return new LoginSessions(settings, repository, devices, events, clock);
	}

	@Bean
	@Lazy(false) // nobody asks for it
	Housekeeping jwt2faSessionHousekeeping(LoginSessions sessions, ObjectProvider<OwnTable> tables) {
		// without a tenant there is nothing to be found
		boolean tenanted = OwnTable.isTenanted(tables.stream(), OwnTable.SESSIONS);
		return new Housekeeping("sessions", HOUSEKEEPING, tenanted ? (limit) -> 0 : sessions::forget);
	}

}
