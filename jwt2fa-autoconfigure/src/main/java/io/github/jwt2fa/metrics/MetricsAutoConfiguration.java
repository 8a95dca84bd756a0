package io.github.jwt2fa.metrics;

import java.time.Clock;
import java.time.Duration;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.jdbc.OwnTable;
import io.github.jwt2fa.measure.CacheStatistics;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.state.StateStoreDecorator;
import io.github.jwt2fa.token.AuthTokenSettings;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of the metrics, where the application has a registry of them.
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
@ImportRuntimeHints(MetricsAutoConfiguration.Hints.class)
final class MetricsAutoConfiguration {

	@Bean
	@Lazy(false) // the counters are there from the start, at zero
	EventCounters jwt2faEventCounters(MeterRegistry registry, TwoFactorMethods methods) {
		return new EventCounters(registry, methods);
	}

	/**
	 * Asks late: what needs the store may be made before Boot has completed the registry.
	 */
	@Bean
	StateStoreDecorator jwt2faTimedState(ObjectProvider<MeterRegistry> registries) {
		return (store) -> new TimedStateStore(store, SingletonSupplier.of(registries::getObject));
	}

	@Bean
	CacheStatistics jwt2faVerificationStatistics() {
		return new CacheStatistics();
	}

	@Bean
	@Lazy(false) // nobody asks for it
	@Nullable CacheMeters jwt2faCacheMeters(AuthTokenSettings tokens, CacheStatistics statistics, MeterRegistry registry) {
		return (tokens.cacheSize() > 0) ? new CacheMeters(statistics, registry) : null;
	}

	/**
	 * Without a tenant there is nothing to be found.
	 */
	@Bean
	@Lazy(false) // nobody asks for it
	@Nullable LiveSessions jwt2faLiveSessions(MetricsSettings settings, ObjectProvider<LoginSessionRepository> repositories,
			ObjectProvider<OwnTable> tables, MeterRegistry registry, @Qualifier("jwt2faClock") Clock clock) {
		Duration interval = settings.sessionCountInterval();
		if (interval.isZero() || OwnTable.isTenanted(tables.stream(), OwnTable.SESSIONS)) {
			return null;
		}
		LoginSessionRepository repository = repositories.getObject();
		return new LiveSessions(() -> repository.countAlive(clock.instant()), registry, interval);
	}

	/**
	 * Which events there are is asked by reflection, for a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerType(TwoFactorEvent.class);
		}

	}

}
