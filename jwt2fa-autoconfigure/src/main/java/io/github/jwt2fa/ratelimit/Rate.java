package io.github.jwt2fa.ratelimit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token bucket: a burst of so many, refilled evenly over a period. Its use so far can
 * be kept as one number, the moment at which the bucket is full again, so that several
 * limits fit into one record that changes as a whole. Immutable, and so thread-safe.
 *
 * @param burst how many at once; {@link Long#MAX_VALUE} for no limit
 * @param period the time in which an empty bucket fills up; positive
 */
public record Rate(long burst, Duration period) {

	private static final Duration LONGEST_PERIOD = Duration.ofDays(366);

	/**
	 * No limit.
	 */
	public static final Rate UNLIMITED = new Rate(Long.MAX_VALUE, Duration.ofSeconds(1));

	private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})/([0-9]{0,9})([smhd])");

	public Rate {
		if (burst < 1 || period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(LONGEST_PERIOD) > 0) {
			throw new IllegalArgumentException(
					"A rate is at least 1, over a period of at least 1 second and at most 366 days");
		}
	}

	/**
	 * Reads a rate such as {@code 12/3h} or {@code 5/m}; {@code none} is
	 * {@link #UNLIMITED}.
	 * @param text the text
	 * @return the rate
	 * @throws IllegalArgumentException if the text is no rate
	 */
	public static Rate valueOf(String text) {
		String stripped = text.strip();
		if (stripped.equals("none")) {
			return UNLIMITED;
		}
		Matcher matcher = TEXT.matcher(stripped);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("A rate is written N/[n]s, m, h or d, such as 12/3h, or none");
		}
		long units = matcher.group(2).isEmpty() ? 1 : Long.parseLong(matcher.group(2));
		return new Rate(Long.parseLong(matcher.group(1)), Duration.of(units, unit(matcher.group(3))));
	}

	private static ChronoUnit unit(String letter) {
		return switch (letter) {
			case "s" -> ChronoUnit.SECONDS;
			case "m" -> ChronoUnit.MINUTES;
			case "h" -> ChronoUnit.HOURS;
			default -> ChronoUnit.DAYS;
		};
	}

	/**
	 * Whether everything is allowed.
	 * @return whether there is no limit
	 */
	public boolean isUnlimited() {
		return this.burst == Long.MAX_VALUE;
	}

	/**
	 * A rate for several together. One above one a nanosecond is none that the arithmetic
	 * knows, and so counts as that.
	 */
	Rate times(int factor) {
		long most = Math.max(this.burst, this.period.toNanos());
		return new Rate((this.burst > most / factor) ? most : this.burst * factor, this.period);
	}

	/**
	 * How long one more has to wait.
	 * @param fullAt when the bucket is full again, in nanoseconds of the epoch
	 * ({@link EpochNanos}); 0 for a full one
	 * @param now the time, in nanoseconds of the epoch
	 * @return nanoseconds to wait; 0 if one more is allowed now
	 */
	public long nanosBeforeNext(long fullAt, long now) {
		if (isUnlimited()) {
			return 0;
		}
		return Math.max(0, fullFrom(fullAt, now) + nanosForOne() - fullFromEmpty(now));
	}

	/**
	 * Takes one out of the bucket.
	 * @param fullAt when the bucket is full again, in nanoseconds of the epoch
	 * ({@link EpochNanos}); 0 for a full one
	 * @param now the time, in nanoseconds of the epoch
	 * @return when the bucket is full again after that
	 */
	public long fullAtAfterOne(long fullAt, long now) {
		return isUnlimited() ? fullAt : fullFrom(fullAt, now) + nanosForOne();
	}

	/**
	 * Puts one back that was taken for nothing.
	 * @return when the bucket is full again after that; 0 if it is full now
	 */
	long fullAtAfterOneBack(long fullAt, long now) {
		long back = isUnlimited() ? fullAt : fullAt - nanosForOne();
		return (back > now) ? back : 0;
	}

	/**
	 * No bucket is emptier than empty: what was kept may be that of a longer period,
	 * before the application was configured anew, or of a host whose clock is ahead.
	 */
	private long fullFrom(long fullAt, long now) {
		return Math.min(Math.max(fullAt, now), fullFromEmpty(now));
	}

	private long fullFromEmpty(long now) {
		return now + nanosForOne() * this.burst;
	}

	private long nanosForOne() {
		return Math.max(1, this.period.toNanos() / this.burst);
	}

	@Override
	public String toString() {
		return isUnlimited() ? "none" : this.burst + "/" + this.period.toSeconds() + "s";
	}

}
