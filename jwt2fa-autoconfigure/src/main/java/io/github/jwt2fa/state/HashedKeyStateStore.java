package io.github.jwt2fa.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

import io.github.jwt2fa.crypto.HmacSha256;
import org.jspecify.annotations.Nullable;

/**
 * Another store, which sees no id in clear. A plain hash would hide little: there are
 * four billion IPv4 addresses, and names can be guessed. Thread-safe, as the other store
 * is.
 */
final class HashedKeyStateStore implements StateStore {

	private static final int ID_BYTES = 16;

	private final StateStore store;

	private final HmacSha256 hmac;

	/**
	 * A store.
	 * @param store where the records live
	 * @param hmac makes the keys: an id there is the first 128 bits of the HMAC of the id
	 * here
	 */
	HashedKeyStateStore(StateStore store, HmacSha256 hmac) {
		this.store = store;
		this.hmac = hmac;
	}

	@Override
	public byte @Nullable [] get(StateKey key) {
		return this.store.get(hashed(key));
	}

	@Override
	public boolean compareAndSet(StateKey key, byte @Nullable [] expected, byte @Nullable [] update, Duration ttl) {
		return this.store.compareAndSet(hashed(key), expected, update, ttl);
	}

	@Override
	public Instant remembersSince() {
		return this.store.remembersSince();
	}

	private StateKey hashed(StateKey key) {
		byte[] id = Arrays.copyOf(this.hmac.sign(key.id()), ID_BYTES);
		return new StateKey(key.kind(), Base64.getUrlEncoder().withoutPadding().encodeToString(id));
	}

}
