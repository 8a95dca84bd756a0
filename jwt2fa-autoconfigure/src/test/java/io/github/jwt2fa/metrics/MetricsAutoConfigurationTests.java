package io.github.jwt2fa.metrics;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.measure.CacheStatistics;
import io.github.jwt2fa.measure.StepObserver;
import io.github.jwt2fa.state.StateStoreDecorator;
import io.github.jwt2fa.test.AutoConfigured;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whether anything is measured.
 */
class MetricsAutoConfigurationTests {

	private static WebApplicationContextRunner web(String... settings) {
		return AutoConfigured.web(settings).withBean(InMemoryData.class);
	}

	@Test
	void metricsWhenThereAreNoRegistriesThenNothingIsThere() {
		web().run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(StepObserver.class)
			.doesNotHaveBean(EventCounters.class)
			.doesNotHaveBean(StateStoreDecorator.class)
			.doesNotHaveBean(CacheStatistics.class)
			.doesNotHaveBean(CacheMeters.class)
			.doesNotHaveBean(LiveSessions.class));
	}

	@Test
	void metricsWhenMicrometerIsNotOnTheClassPathThenStarts() {
		web().withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EventCounters.class));
	}

	@Test
	void metricsWhenThereAreRegistriesThenAllButTheSessions() {
		web().withBean(SimpleMeterRegistry.class)
			.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.run((context) -> {
				assertThat(context).hasSingleBean(StepObserver.class)
					.hasSingleBean(EventCounters.class)
					.hasSingleBean(StateStoreDecorator.class)
					.hasSingleBean(CacheStatistics.class)
					.hasSingleBean(CacheMeters.class);
				assertThat(context.getBeansOfType(LiveSessions.class)).isEmpty();
				assertThat(context.getBean(MeterRegistry.class).getMeters())
					.noneSatisfy((meter) -> assertThat(meter.getId().getName()).isEqualTo("jwt2fa.sessions"));
			});
	}

	@Test
	void metricsWhenThereIsNoCacheThenNoneOfIt() {
		web("jwt2fa.token.verification-cache-size=0").withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).getMeters()).isNotEmpty()
				.noneSatisfy((meter) -> assertThat(meter.getId().getName()).contains("cache")));
	}

	@Test
	void metricsWhenThereAreSeveralRegistriesAndNoPrimaryThenNothingIsThere() {
		web().withBean("first", SimpleMeterRegistry.class)
			.withBean("second", SimpleMeterRegistry.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EventCounters.class));
	}

	@Test
	void sessionsWhenTheyCantBeCountedThenTheNumberIsNotKnown() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		AtomicReference<Supplier<OptionalLong>> table = new AtomicReference<>(() -> OptionalLong.of(3));
		LiveSessions sessions = new LiveSessions(() -> table.get().get(), registry, Duration.ofHours(1));
		sessions.start();
		try {
			// by the thread of its own, which then waits for an hour
			await().untilAsserted(() -> assertThat(registry.get("jwt2fa.sessions").gauge().value()).isEqualTo(3));
			table.set(() -> {
				throw new IllegalStateException("The database is down");
			});
			sessions.run();
			assertThat(registry.get("jwt2fa.sessions").gauge().value()).isNaN();
			table.set(() -> OptionalLong.of(4));
			sessions.run();
			assertThat(registry.get("jwt2fa.sessions").gauge().value()).isEqualTo(4);
			table.set(OptionalLong::empty);
			sessions.run();
			assertThat(registry.get("jwt2fa.sessions").gauge().value()).isNaN();
		}
		finally {
			sessions.stop();
		}
	}

	/**
	 * As one of a parent context does, or one that is static.
	 */
	@Test
	void gaugesWhenTheRegistryOutlivesTheApplicationThenAreThoseOfTheOneThatRuns() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		for (int application = 1; application <= 2; application++) {
			OptionalLong number = OptionalLong.of(application);
			LiveSessions sessions = new LiveSessions(() -> number, registry, Duration.ofHours(1));
			CacheMeters cache = new CacheMeters(new CacheStatistics(), registry);
			sessions.start();
			cache.afterSingletonsInstantiated();
			sessions.run();
			assertThat(registry.get("jwt2fa.sessions").gauge().value()).isEqualTo(application);
			assertThat(registry.getMeters()).hasSize(5);
			sessions.stop();
			cache.destroy();
			assertThat(registry.getMeters()).isEmpty();
		}
	}

}
