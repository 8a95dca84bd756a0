package io.github.jwt2fa.ratelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateStoreFullException;

/**
 * A rate for each client address, and before that sixteen times as much for the larger
 * network around it: a customer who has 65,536 addresses is no crowd of clients. When the
 * store has no room for another address, all unknown ones share one bucket: a flood of
 * addresses gains nobody a new quota.
 */
public final class ClientRateLimiter {

	/** Addresses and networks together: both have no more room than one. */
	private static final String KIND = "client";

	private static final StateKey SHARED = new StateKey("client-overflow", "shared");

	private static final int ADDRESSES_OF_A_NETWORK = 16;

	private final Rate rate;

	private final StateStore store;

	private final StateStoreProxyManager buckets;

	private final BucketConfiguration ofAddress;

	private final BucketConfiguration ofNetwork;

	/**
	 * A limiter.
	 * @param rate the rate of each address
	 * @param store where the buckets live
	 * @param clock the time
	 */
	public ClientRateLimiter(Rate rate, StateStore store, Clock clock) {
		this.rate = rate;
		this.store = store;
		this.buckets = new StateStoreProxyManager(store,
				ClientSideConfig.getDefault().withClientClock(new ClockTimeMeter(clock)));
		// without a limit neither is asked
		long burst = rate.isUnlimited() ? 1 : rate.burst();
		this.ofAddress = configuration(burst, rate.period());
		this.ofNetwork = configuration(burstOfNetwork(burst, rate.period()), rate.period());
	}

	/**
	 * Bucket4j knows no rate above one a nanosecond.
	 */
	private static long burstOfNetwork(long burst, Duration period) {
		long most = Math.max(burst, period.toNanos());
		return (burst > most / ADDRESSES_OF_A_NETWORK) ? most : burst * ADDRESSES_OF_A_NETWORK;
	}

	private static BucketConfiguration configuration(long burst, Duration period) {
		return BucketConfiguration.builder()
			.addLimit((limit) -> limit.capacity(burst).refillGreedy(burst, period))
			.build();
	}

	/**
	 * Counts one request of a client.
	 * @param client the client's address
	 * @return {@link Duration#ZERO} if it is within the rate, else how long to wait
	 */
	public Duration tryAcquire(ClientAddress client) {
		if (this.rate.isUnlimited()) {
			return Duration.ZERO;
		}
		String network = client.widerNetwork();
		Duration wait = (network != null) ? ofKnownAddress(client) : Duration.ZERO;
		if (!wait.isZero()) {
			return wait;
		}
		wait = (network != null) ? ofNetwork(network) : Duration.ZERO;
		if (!wait.isZero()) {
			return wait;
		}
		wait = ofAddress(client);
		if (!wait.isZero() && network != null) {
			giveBack(network);
		}
		return wait;
	}

	/**
	 * An address that goes on after it was refused writes nothing: the bucket of its
	 * network is everybody's there.
	 */
	private Duration ofKnownAddress(ClientAddress client) {
		StateKey key = new StateKey(KIND, client.value());
		if (this.store.get(key) == null) {
			return Duration.ZERO;
		}
		EstimationProbe probe = bucket(key, this.ofAddress).estimateAbilityToConsume(1);
		return probe.canBeConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
	}

	private Duration ofNetwork(String network) {
		try {
			return tryAcquire(new StateKey(KIND, network), this.ofNetwork);
		}
		catch (StateStoreFullException ex) {
			// nor is there room for an address of it that is not known
			return Duration.ZERO;
		}
	}

	/**
	 * An address that goes on after it was refused must not spend what its neighbours
	 * have.
	 */
	private void giveBack(String network) {
		try {
			bucket(new StateKey(KIND, network), this.ofNetwork).addTokens(1);
		}
		catch (StateStoreFullException ex) {
			// nothing was taken
		}
	}

	private Duration ofAddress(ClientAddress client) {
		try {
			return tryAcquire(new StateKey(KIND, client.value()), this.ofAddress);
		}
		catch (StateStoreFullException ex) {
			return tryAcquire(SHARED, this.ofAddress);
		}
	}

	private Duration tryAcquire(StateKey key, BucketConfiguration configuration) {
		ConsumptionProbe probe = bucket(key, configuration).tryConsumeAndReturnRemaining(1);
		return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
	}

	private BucketProxy bucket(StateKey key, BucketConfiguration configuration) {
		return this.buckets.getProxy(key, () -> configuration);
	}

	private record ClockTimeMeter(Clock clock) implements TimeMeter {

		@Override
		public long currentTimeNanos() {
			Instant now = this.clock.instant();
			return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
		}

		@Override
		public boolean isWallClockBased() {
			return true;
		}

	}

}
