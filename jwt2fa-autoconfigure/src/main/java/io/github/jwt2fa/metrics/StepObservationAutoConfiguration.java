package io.github.jwt2fa.metrics;

import io.github.jwt2fa.measure.StepObserver;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of the observations, where the application has a registry of them.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnSingleCandidate(ObservationRegistry.class)
final class StepObservationAutoConfiguration {

	/**
	 * Asks late: what is observed may be made before Boot has completed the registry.
	 */
	@Bean
	StepObserver jwt2faStepObserver(ObjectProvider<ObservationRegistry> registries) {
		return new ObservedSteps(SingletonSupplier.of(registries::getObject));
	}

}
