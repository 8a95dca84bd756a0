package io.github.jwt2fa.measure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import org.jspecify.annotations.Nullable;

/**
 * What a cache tells of itself. Where there is a bean of it, the cache counts.
 * Thread-safe.
 */
public final class CacheStatistics {

	private volatile @Nullable Cache<?, ?> cache;

	/**
	 * Asks a cache from now on.
	 * @param counting the cache, which counts
	 * @param <C> its type
	 * @return the cache
	 */
	public <C extends Cache<?, ?>> C of(C counting) {
		this.cache = counting;
		return counting;
	}

	/**
	 * How much is in the cache, of which some may have expired.
	 * @return the number
	 */
	public long size() {
		Cache<?, ?> asked = this.cache;
		return (asked != null) ? asked.estimatedSize() : 0;
	}

	/**
	 * What was counted.
	 * @return all of it since the start
	 */
	public CacheStats counts() {
		Cache<?, ?> asked = this.cache;
		return (asked != null) ? asked.stats() : CacheStats.empty();
	}

}
