package io.github.jwt2fa.state;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of the store that logins need.
 */
@AutoConfiguration(after = StateAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(StateStore.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnEnabledHealthIndicator("jwt2fa-state")
final class StateHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "jwt2faStateHealthIndicator")
	HealthIndicator jwt2faStateHealthIndicator(StateStore store) {
		return new StateHealth(store);
	}

	/**
	 * Asks the store for a record that nobody writes.
	 */
	private static final class StateHealth extends AbstractHealthIndicator {

		private static final StateKey PROBE = new StateKey("health", "probe");

		private final StateStore store;

		private StateHealth(StateStore store) {
			super("The state of logins can't be asked for");
			this.store = store;
		}

		@Override
		protected void doHealthCheck(Health.Builder builder) {
			builder.withDetail("store", this.store.getClass().getSimpleName());
			this.store.get(PROBE);
			builder.up();
		}

	}

}
