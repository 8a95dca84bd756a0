package io.github.jwt2fa.benchmarks.harness;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;

/**
 * The operations of a state store on records as a login writes them.
 */
public final class StateCalls {

	/** A kind of its own, so that these records can be found and removed. */
	static final String CREATED = "created";

	/** A user's record with one live code token. */
	private static final int RECORD_BYTES = 36;

	/** Longer than the benchmark: what has expired would have to be removed, too. */
	private static final Duration TTL = Duration.ofHours(3);

	private final AtomicInteger created = new AtomicInteger();

	private final StateStore store;

	private final StateKey[] keys;

	/** The number in each record, which is changed by the one caller that owns it. */
	private final long[] written;

	/**
	 * Calls of a store.
	 * @param store the store
	 * @param records how many records it holds
	 */
	public StateCalls(StateStore store, int records) {
		this.store = store;
		this.keys = new StateKey[records];
		for (int i = 0; i < records; i++) {
			this.keys[i] = key("user", i);
		}
		this.written = new long[records];
	}

	/**
	 * Writes all records.
	 * @param callers who writes them
	 * @throws Exception if it fails
	 */
	public void fill(Callers callers) throws Exception {
		callers.forEach(this.keys.length,
				(number) -> require(this.store.compareAndSet(this.keys[number], null, record(0), TTL)));
	}

	/**
	 * Reads a record.
	 * @param caller the caller's number
	 * @return the call
	 */
	public Call get(int caller) {
		OwnNumbers numbers = new OwnNumbers(caller, this.keys.length);
		return () -> require(this.store.get(this.keys[numbers.next()]) != null);
	}

	/**
	 * Writes a record that was not there.
	 * @param caller the caller's number
	 * @return the call
	 */
	public Call create(int caller) {
		return () -> {
			StateKey key = key(CREATED, this.created.incrementAndGet());
			require(this.store.compareAndSet(key, null, record(0), TTL));
		};
	}

	/**
	 * Overwrites a record whose content is known.
	 * @param caller the caller's number
	 * @return the call
	 */
	public Call replace(int caller) {
		OwnNumbers numbers = new OwnNumbers(caller, this.keys.length);
		return () -> {
			int number = numbers.next();
			replace(number, record(this.written[number]));
		};
	}

	/**
	 * What a login does with a record: two operations.
	 * @param caller the caller's number
	 * @return the call
	 */
	public Call getAndReplace(int caller) {
		OwnNumbers numbers = new OwnNumbers(caller, this.keys.length);
		return () -> {
			int number = numbers.next();
			replace(number, Objects.requireNonNull(this.store.get(this.keys[number])));
		};
	}

	private void replace(int number, byte[] expected) {
		this.written[number]++;
		require(this.store.compareAndSet(this.keys[number], expected, record(this.written[number]), TTL));
	}

	/**
	 * As long as the keys of a login.
	 */
	private static StateKey key(String kind, int number) {
		return new StateKey(kind, "%022d".formatted(number));
	}

	private static byte[] record(long number) {
		return ByteBuffer.allocate(RECORD_BYTES).putLong(number).array();
	}

	private static void require(boolean done) {
		if (!done) {
			throw new IllegalStateException("The store did not do what it was asked");
		}
	}

}
