package io.github.jwt2fa.metrics;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

import io.github.jwt2fa.wiring.RecurringTask;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * How many sessions go on, counted now and then in the background: to read a whole table
 * is nothing for each scrape of each instance, and a database that hangs must not take
 * the other metrics with it. The gauge goes with the application: a registry that
 * outlives it would refuse that of the next one. Thread-safe.
 */
final class LiveSessions extends RecurringTask {

	private static final Log logger = LogFactory.getLog(LiveSessions.class);

	private final Supplier<OptionalLong> counting;

	private final MeterRegistry registry;

	private volatile double number = Double.NaN;

	private volatile @Nullable Gauge gauge;

	/**
	 * The sessions.
	 * @param counting counts them; empty where nothing does
	 * @param registry where the number goes
	 * @param interval the time between two counts
	 */
	LiveSessions(Supplier<OptionalLong> counting, MeterRegistry registry, Duration interval) {
		super("session-count", Duration.ZERO, interval);
		this.counting = counting;
		this.registry = registry;
	}

	@Override
	public void start() {
		new Unharmed().run(() -> this.gauge = Gauge.builder("jwt2fa.sessions", this, (sessions) -> sessions.number)
			.description("Sessions that go on, of all instances that keep them in the same place")
			.register(this.registry));
		super.start();
	}

	/**
	 * Counts. A number that is not known is none.
	 */
	@Override
	public void run() {
		try {
			OptionalLong counted = this.counting.get();
			this.number = counted.isPresent() ? counted.getAsLong() : Double.NaN;
		}
		catch (RuntimeException ex) {
			this.number = Double.NaN;
			logger.warn("The sessions could not be counted; they are next time", ex);
		}
	}

	@Override
	public void stop() {
		super.stop();
		Gauge shown = this.gauge;
		if (shown != null) {
			new Unharmed().run(() -> this.registry.remove(shown));
			this.gauge = null;
		}
	}

}
