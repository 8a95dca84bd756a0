package io.github.jwt2fa.ratelimit;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Times as one number: nanoseconds of the epoch, which last until the year 2262.
 */
public final class EpochNanos {

	private EpochNanos() {
	}

	/**
	 * A time as a number.
	 * @param time the time
	 * @return its nanoseconds of the epoch
	 */
	public static long of(Instant time) {
		return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
	}

	/**
	 * A number as a time.
	 * @param nanos nanoseconds of the epoch
	 * @return the time
	 */
	public static Instant toInstant(long nanos) {
		return Instant.ofEpochSecond(0, nanos);
	}

}
