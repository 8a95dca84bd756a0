package io.github.jwt2fa.ratelimit;

/**
 * The use of a rate that is told of when it is spent. Immutable, and so thread-safe.
 *
 * @param fullAt when all of it is there again ({@link Rate})
 * @param silentUntil until when it is no news that it is spent; both in nanoseconds of
 * the epoch ({@link EpochNanos})
 */
public record Budget(long fullAt, long silentUntil) {

	/**
	 * Nothing is used.
	 */
	public static final Budget FULL = new Budget(0, 0);

	/**
	 * How long one more has to wait.
	 * @param rate the rate
	 * @param now the time, in nanoseconds of the epoch
	 * @return nanoseconds to wait; 0 if one more is allowed now
	 */
	public long nanosBeforeNext(Rate rate, long now) {
		return rate.nanosBeforeNext(this.fullAt, now);
	}

	/**
	 * Takes one.
	 * @param rate the rate
	 * @param now the time, in nanoseconds of the epoch
	 * @return what is left
	 */
	public Budget afterOne(Rate rate, long now) {
		return new Budget(rate.fullAtAfterOne(this.fullAt, now), this.silentUntil);
	}

	/**
	 * Whether it was told a while ago that it is spent.
	 * @param now the time, in nanoseconds of the epoch
	 * @return {@code false} if that is news
	 */
	public boolean isSilent(long now) {
		return now < this.silentUntil;
	}

	/**
	 * After it was told that it is spent: one that trickles in and is spent again is no
	 * news until it could be full.
	 * @return the same budget, silent until then
	 */
	public Budget silenced() {
		return new Budget(this.fullAt, this.fullAt);
	}

	/**
	 * When it tells no more than {@link #FULL}.
	 * @return nanoseconds of the epoch
	 */
	public long end() {
		return Math.max(this.fullAt, this.silentUntil);
	}

}
