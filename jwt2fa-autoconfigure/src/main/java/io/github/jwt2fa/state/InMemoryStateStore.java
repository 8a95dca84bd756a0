package io.github.jwt2fa.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Records in the memory of one process: they go with a restart, and another instance of
 * the application does not see them. Bounded, and full it rejects new records instead of
 * dropping live ones. Thread-safe.
 *
 * @since 0.1.0
 */
public final class InMemoryStateStore implements StateStore {

	private final Map<String, Cache<String, Entry>> recordsByKind = new ConcurrentHashMap<>();

	private final Clock clock;

	private final long capacity;

	private final Instant start;

	/**
	 * An empty store.
	 * @param clock tells when a record has expired
	 * @param capacity how many records of each kind are kept at most
	 */
	public InMemoryStateStore(Clock clock, long capacity) {
		Assert.isTrue(capacity > 0, "The capacity has to be positive");
		this.clock = clock;
		this.capacity = capacity;
		this.start = clock.instant();
	}

	@Override
	public Instant remembersSince() {
		return this.start;
	}

	@Override
	public byte @Nullable [] get(StateKey key) {
		Entry entry = recordsOf(key).getIfPresent(key.id());
		return (entry != null) ? entry.bytes.clone() : null;
	}

	@Override
	public boolean compareAndSet(StateKey key, byte @Nullable [] expected, byte @Nullable [] update, Duration ttl) {
		Cache<String, Entry> records = recordsOf(key);
		if (expected == null && update != null) {
			requireRoom(records, key);
		}
		Entry current = records.getIfPresent(key.id());
		if (!Arrays.equals((current != null) ? current.bytes : null, expected)) {
			return false;
		}
		Entry replacement = (update != null) ? new Entry(update.clone(), TimeUnit.NANOSECONDS.convert(ttl)) : null;
		if (current == null) {
			return replacement == null || records.asMap().putIfAbsent(key.id(), replacement) == null;
		}
		return (replacement != null) ? records.asMap().replace(key.id(), current, replacement)
				: records.asMap().remove(key.id(), current);
	}

	private void requireRoom(Cache<String, Entry> records, StateKey key) {
		if (records.estimatedSize() < this.capacity) {
			return;
		}
		records.cleanUp();
		if (records.estimatedSize() >= this.capacity && records.getIfPresent(key.id()) == null) {
			throw new StateStoreFullException(
					"The state in memory holds " + this.capacity + " records of the kind " + key.kind());
		}
	}

	private Cache<String, Entry> recordsOf(StateKey key) {
		return this.recordsByKind.computeIfAbsent(key.kind(), (kind) -> newCache());
	}

	private Cache<String, Entry> newCache() {
		return Caffeine.newBuilder()
			.expireAfter(Expiry.writing((String id, Entry entry) -> Duration.ofNanos(entry.nanos)))
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(this.clock.millis()))
			// expired records leave in the calling thread: no pool is held by the library
			.executor(Runnable::run)
			.build();
	}

	/**
	 * Equal only to itself, so that replacing an entry means replacing the very one that
	 * was read.
	 */
	private static final class Entry {

		private final byte[] bytes;

		/** To be kept for. Not an object more for each of a million records. */
		private final long nanos;

		private Entry(byte[] bytes, long nanos) {
			this.bytes = bytes;
			this.nanos = nanos;
		}

	}

}
