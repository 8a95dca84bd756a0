package io.github.jwt2fa.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.jwt2fa.measure.CacheStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * What the memory of verified tokens tells of itself, under names of our own: those of
 * Micrometer's caches have other tags in an application with caches, and of one name
 * Prometheus takes one set of tags alone. The meters go with the application: a registry
 * that outlives it would refuse those of the next one.
 */
final class CacheMeters implements SmartInitializingSingleton, DisposableBean {

	private final CacheStatistics statistics;

	private final MeterRegistry registry;

	private final List<Meter> meters = new CopyOnWriteArrayList<>();

	/**
	 * Meters.
	 * @param statistics what they tell
	 * @param registry where they are
	 */
	CacheMeters(CacheStatistics statistics, MeterRegistry registry) {
		this.statistics = statistics;
		this.registry = registry;
	}

	@Override
	public void afterSingletonsInstantiated() {
		new Unharmed().run(this::register);
	}

	private void register() {
		this.meters.add(Gauge.builder("jwt2fa.verification.cache.size", this.statistics, CacheStatistics::size)
			.description("Verified tokens that are remembered")
			.register(this.registry));
		this.meters.add(FunctionCounter
			.builder("jwt2fa.verification.cache.gets", this.statistics, (statistics) -> statistics.counts().hitCount())
			.description("Tokens that were looked for among those that are remembered")
			.tag("result", "hit")
			.register(this.registry));
		this.meters.add(FunctionCounter
			.builder("jwt2fa.verification.cache.gets", this.statistics, (statistics) -> statistics.counts().missCount())
			.description("Tokens that were looked for among those that are remembered")
			.tag("result", "miss")
			.register(this.registry));
		this.meters.add(FunctionCounter
			.builder("jwt2fa.verification.cache.evictions", this.statistics,
					(statistics) -> statistics.counts().evictionCount())
			.description("Tokens that were forgotten: for their end, or for want of room")
			.register(this.registry));
	}

	@Override
	public void destroy() {
		this.meters.forEach((meter) -> new Unharmed().run(() -> this.registry.remove(meter)));
	}

}
