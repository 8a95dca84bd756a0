package io.github.jwt2fa.ratelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.jwt2fa.state.StateReader;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Snapshot;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateStoreFullException;
import io.github.jwt2fa.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * A rate for each client address, and before that sixteen times as much for the larger
 * network around it: a customer who has 65,536 addresses is no crowd of clients. When the
 * store has no room for another address, all unknown ones share one bucket: a flood of
 * addresses gains nobody a new quota. Thread-safe, as its store is.
 */
public final class ClientRateLimiter {

	/** Addresses and networks together: both have no more room than one. */
	private static final String KIND = "client";

	private static final String OVERFLOW_KIND = "client-overflow";

	private static final String SHARED = "shared";

	private static final int ADDRESSES_OF_A_NETWORK = 16;

	/**
	 * The least that every store can tell apart. A bucket that is full again tells no
	 * more than a missing one, and in a flood there are a great many of them.
	 */
	private static final Duration MARGIN = Duration.ofMillis(1);

	private final Rate ofAddress;

	private final Rate ofNetwork;

	private final StateRecords<Long> buckets;

	private final StateRecords<Long> overflow;

	private final Clock clock;

	/**
	 * A limiter.
	 * @param rate the rate of each address
	 * @param store where the buckets live
	 * @param clock the time
	 */
	public ClientRateLimiter(Rate rate, StateStore store, Clock clock) {
		this.ofAddress = rate;
		this.ofNetwork = rate.times(ADDRESSES_OF_A_NETWORK);
		this.buckets = new StateRecords<>(store, KIND, new Format(), clock, MARGIN);
		this.overflow = new StateRecords<>(store, OVERFLOW_KIND, new Format(), clock, MARGIN);
		this.clock = clock;
	}

	/**
	 * Counts one request of a client.
	 * @param client the client's address
	 * @return {@link Duration#ZERO} if it is within the rate, else how long to wait
	 */
	public Duration tryAcquire(ClientAddress client) {
		if (this.ofAddress.isUnlimited()) {
			return Duration.ZERO;
		}
		// an address that goes on after it was refused writes nothing: the bucket of its
		// network is everybody's there
		Snapshot<Long> bucket = this.buckets.read(client.value());
		long nanos = this.ofAddress.nanosBeforeNext(bucket.value(), now());
		if (nanos > 0) {
			return Duration.ofNanos(nanos);
		}
		String network = client.widerNetwork();
		if (network == null) {
			return ofAddress(bucket);
		}
		Duration wait = ofNetwork(network);
		if (!wait.isZero()) {
			return wait;
		}
		wait = ofAddress(bucket);
		if (!wait.isZero()) {
			giveBack(network);
		}
		return wait;
	}

	private Duration ofNetwork(String network) {
		try {
			return this.buckets.update(network, (fullAt) -> take(this.ofNetwork, fullAt));
		}
		catch (StateStoreFullException ex) {
			// nor is there room for an address of it that is not known
			return Duration.ZERO;
		}
	}

	private Duration ofAddress(Snapshot<Long> bucket) {
		try {
			return this.buckets.update(bucket, (fullAt) -> take(this.ofAddress, fullAt));
		}
		catch (StateStoreFullException ex) {
			return this.overflow.update(SHARED, (fullAt) -> take(this.ofAddress, fullAt));
		}
	}

	private Transition<Long, Duration> take(Rate rate, long fullAt) {
		long now = now();
		long nanos = rate.nanosBeforeNext(fullAt, now);
		return new Transition<>((nanos > 0) ? fullAt : rate.fullAtAfterOne(fullAt, now), Duration.ofNanos(nanos));
	}

	/**
	 * An address that goes on after it was refused must not spend what its neighbours
	 * have. Of a network for which there was no room nothing was taken, and nothing is
	 * written.
	 */
	private void giveBack(String network) {
		this.buckets.update(network,
				(fullAt) -> new Transition<>(this.ofNetwork.fullAtAfterOneBack(fullAt, now()), network));
	}

	private long now() {
		return EpochNanos.of(this.clock.instant());
	}

	/**
	 * When a bucket is full again; kept until then.
	 */
	record Format() implements StateRecords.Format<Long> {

		private static final int VERSION = 1;

		@Override
		public Long none() {
			return 0L;
		}

		@Override
		public @Nullable Long read(StateReader record) {
			return (record.version() == VERSION) ? record.readLong() : null;
		}

		@Override
		public byte[] write(Long fullAt) {
			return new StateWriter(VERSION).writeLong(fullAt).toBytes();
		}

		@Override
		public Instant endOf(Long fullAt) {
			return EpochNanos.toInstant(fullAt);
		}

	}

}
