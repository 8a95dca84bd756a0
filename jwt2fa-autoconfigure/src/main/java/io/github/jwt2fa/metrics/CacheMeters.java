package io.github.jwt2fa.metrics;

import io.github.jwt2fa.measure.CacheStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * What the memory of verified tokens tells of itself, under names of our own: those of
 * Micrometer's caches have other tags in an application with caches, and of one name
 * Prometheus takes one set of tags alone.
 */
record CacheMeters(CacheStatistics statistics, MeterRegistry registry) implements SmartInitializingSingleton {

	@Override
	public void afterSingletonsInstantiated() {
		new Unharmed().run(this::register);
	}

	private void register() {
		Gauge.builder("jwt2fa.verification.cache.size", this.statistics, CacheStatistics::size)
			.description("Verified tokens that are remembered")
			.register(this.registry);
		FunctionCounter
			.builder("jwt2fa.verification.cache.gets", this.statistics, (statistics) -> statistics.counts().hitCount())
			.description("Tokens that were looked for among those that are remembered")
			.tag("result", "hit")
			.register(this.registry);
		FunctionCounter
			.builder("jwt2fa.verification.cache.gets", this.statistics, (statistics) -> statistics.counts().missCount())
			.description("Tokens that were looked for among those that are remembered")
			.tag("result", "miss")
			.register(this.registry);
		FunctionCounter
			.builder("jwt2fa.verification.cache.evictions", this.statistics,
					(statistics) -> statistics.counts().evictionCount())
			.description("Tokens that were forgotten: for their end, or for want of room")
			.register(this.registry);
	}

}
