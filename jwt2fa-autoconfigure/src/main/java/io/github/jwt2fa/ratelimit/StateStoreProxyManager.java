package io.github.jwt2fa.ratelimit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.jwt2fa.state.StateKey;
import io.github.jwt2fa.state.StateStore;
import org.jspecify.annotations.Nullable;

/**
 * Bucket4j's buckets over a {@link StateStore}. A bucket is kept until it is full again,
 * from when on it tells no more than a missing one.
 */
final class StateStoreProxyManager extends AbstractCompareAndSwapBasedProxyManager<StateKey> {

	private final StateStore store;

	private final ClientSideConfig config;

	StateStoreProxyManager(StateStore store, ClientSideConfig config) {
		super(config);
		this.store = store;
		this.config = config;
	}

	@Override
	protected CompareAndSwapOperation beginCompareAndSwapOperation(StateKey key) {
		return new CompareAndSwapOperation() {

			@Override
			public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
				return Optional.ofNullable(StateStoreProxyManager.this.store.get(key));
			}

			@Override
			public boolean compareAndSwap(byte @Nullable [] originalData, byte[] newData, RemoteBucketState newState,
					Optional<Long> timeoutNanos) {
				return StateStoreProxyManager.this.store.compareAndSet(key, originalData, newData,
						timeToRefill(newState));
			}

		};
	}

	private Duration timeToRefill(RemoteBucketState state) {
		long now = this.config.getClientSideClock().orElseThrow().currentTimeNanos();
		return Duration.ofNanos(state.calculateFullRefillingTime(now)).plusMillis(1);
	}

	@Override
	public void removeProxy(StateKey key) {
		byte[] current = this.store.get(key);
		if (current != null) {
			this.store.compareAndSet(key, current, null, Duration.ZERO);
		}
	}

	@Override
	protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(StateKey key) {
		throw new UnsupportedOperationException("Buckets over a state store are synchronous");
	}

	@Override
	protected CompletableFuture<Void> removeAsync(StateKey key) {
		throw new UnsupportedOperationException("Buckets over a state store are synchronous");
	}

	@Override
	public boolean isAsyncModeSupported() {
		return false;
	}

}
