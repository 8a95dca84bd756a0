package io.github.jwt2fa.ratelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateStoreFullException;

/**
 * A rate for each client address. When the store has no room for another address, all
 * unknown ones share one bucket: a flood of addresses gains nobody a new quota.
 */
public final class ClientRateLimiter {

	private static final StateKey SHARED = new StateKey("client-overflow", "shared");

	private final Rate rate;

	private final StateStoreProxyManager buckets;

	private final Supplier<BucketConfiguration> configuration;

	/**
	 * A limiter.
	 * @param rate the rate of each address
	 * @param store where the buckets live
	 * @param clock the time
	 */
	public ClientRateLimiter(Rate rate, StateStore store, Clock clock) {
		this.rate = rate;
		this.buckets = new StateStoreProxyManager(store,
				ClientSideConfig.getDefault().withClientClock(new ClockTimeMeter(clock)));
		BucketConfiguration bucket = rate.isUnlimited() ? null
				: BucketConfiguration.builder()
					.addLimit((limit) -> limit.capacity(rate.burst()).refillGreedy(rate.burst(), rate.period()))
					.build();
		this.configuration = () -> bucket;
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
		try {
			return tryAcquire(StateKey.hashed("client", client.value()));
		}
		catch (StateStoreFullException ex) {
			return tryAcquire(SHARED);
		}
	}

	private Duration tryAcquire(StateKey key) {
		ConsumptionProbe probe = this.buckets.getProxy(key, this.configuration).tryConsumeAndReturnRemaining(1);
		return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
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
