package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.test.AutoConfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The health of the store.
 */
class HealthAutoConfigurationTests {

	private static final String HEALTH = "jwt2faStateHealthIndicator";

	private static WebApplicationContextRunner web(String... settings) {
		return AutoConfigured.web(settings).withBean(InMemoryData.class);
	}

	@Test
	void healthWhenTheStoreAnswersThenIsUp() {
		web().run((context) -> {
			Health health = context.getBean(HEALTH, HealthIndicator.class).health(true);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("store", "InMemoryStateStore");
		});
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "management.health.jwt2fa-state.enabled=false", "management.health.defaults.enabled=false" })
	void healthWhenTurnedOffThenIsNotThere(String setting) {
		web(setting).run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HealthIndicator.class));
	}

	@Test
	void healthWhenTheApplicationTellsItThenOursStepsBack() {
		HealthIndicator own = () -> Health.down().build();
		web().withBean(HEALTH, HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context.getBean(HealthIndicator.class)).isSameAs(own));
	}

	@ParameterizedTest
	@ValueSource(classes = { HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
	void healthWhenNotOnTheClassPathThenStarts(Class<?> missing) {
		web().withClassLoader(new FilteredClassLoader(missing))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HEALTH));
	}

	@Test
	void healthWhenThereIsNoWebThenIsNotThere() {
		AutoConfigured.withoutWeb()
			.withBean(InMemoryData.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(HEALTH));
	}

}
