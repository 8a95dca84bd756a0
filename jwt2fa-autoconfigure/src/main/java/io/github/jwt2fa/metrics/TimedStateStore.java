package io.github.jwt2fa.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateStoreFullException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * A store that tells how long it takes. Thread-safe, as the store is.
 */
final class TimedStateStore implements StateStore {

	private static final String SUCCESS = "success";

	private final StateStore store;

	private final Supplier<MeterRegistry> registry;

	private final Unharmed operations = new Unharmed();

	/**
	 * A store.
	 * @param store where the records live
	 * @param registry where the times go, asked for with the first one
	 */
	TimedStateStore(StateStore store, Supplier<MeterRegistry> registry) {
		this.store = store;
		this.registry = registry;
	}

	@Override
	public byte @Nullable [] get(StateKey key) {
		long start = System.nanoTime();
		String outcome = "error";
		try {
			byte[] bytes = this.store.get(key);
			outcome = SUCCESS;
			return bytes;
		}
		finally {
			record("get", outcome, System.nanoTime() - start);
		}
	}

	@Override
	public boolean compareAndSet(StateKey key, byte @Nullable [] expected, byte @Nullable [] update, Duration ttl) {
		long start = System.nanoTime();
		String outcome = "error";
		try {
			boolean replaced = this.store.compareAndSet(key, expected, update, ttl);
			outcome = replaced ? SUCCESS : "lost";
			return replaced;
		}
		catch (StateStoreFullException ex) {
			outcome = "full";
			throw ex;
		}
		finally {
			record("compare-and-set", outcome, System.nanoTime() - start);
		}
	}

	@Override
	public Instant remembersSince() {
		return this.store.remembersSince();
	}

	private void record(String operation, String outcome, long nanos) {
		this.operations.run(() -> Timer.builder("jwt2fa.state.operations")
			.description("Round trips to the store of the state of logins")
			.tag("operation", operation)
			.tag("outcome", outcome)
			.register(this.registry.get())
			.record(nanos, TimeUnit.NANOSECONDS));
	}

}
