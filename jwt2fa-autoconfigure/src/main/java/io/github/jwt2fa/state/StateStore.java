package io.github.jwt2fa.state;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Where small expiring records live: attempts, live code tokens, rates. A store knows
 * nothing but bytes, keys and expiry. Each operation is one atomic round trip, and many
 * threads ask at once. An implementation of one's own passes the same contract as the
 * ones that come with the library.
 *
 * @since 0.1.0
 */
public interface StateStore {

	/**
	 * The record under a key.
	 * @param key the key
	 * @return a copy of its bytes, or {@code null} if there is none or it has expired
	 * @throws StateStoreException if the store is down
	 */
	byte @Nullable [] get(StateKey key);

	/**
	 * Replaces the record under a key if it is still the expected one, byte by byte.
	 * @param key the key
	 * @param expected the bytes that were read, or {@code null} for none
	 * @param update the bytes to keep, or {@code null} to remove the record
	 * @param ttl how long to keep it from now on; positive, ignored for a removal
	 * @return whether the record was the expected one and is now replaced
	 * @throws StateStoreFullException if a new record would exceed the store's bound
	 * @throws StateStoreException if the store is down
	 */
	boolean compareAndSet(StateKey key, byte @Nullable [] expected, byte @Nullable [] update, Duration ttl);

	/**
	 * Since when the store remembers. It can't tell whether something older was used
	 * before, so that is rejected: a restart of the application must not make used codes
	 * good again.
	 * @return the time, always the same; {@link Instant#MIN} for a store that outlives
	 * the application's process
	 */
	default Instant remembersSince() {
		return Instant.MIN;
	}

}
