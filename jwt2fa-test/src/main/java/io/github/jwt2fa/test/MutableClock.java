package io.github.jwt2fa.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until a test moves it, or {@linkplain #ticking() goes on} by
 * itself besides. As the bean {@code jwt2faClock} it is the time of everything in jwt2fa:
 * codes, tokens, limits and events. Spring Security's own rules, such as those with a
 * {@code validDuration}, go by the clock of the system, which one that stands still falls
 * behind. Thread-safe.
 *
 * @since 0.1.0
 */
public final class MutableClock extends Clock {

	private final Clock base;

	private volatile Duration ahead = Duration.ZERO;

	/**
	 * A clock at ten o'clock on some day, UTC.
	 */
	public MutableClock() {
		this(Instant.parse("2026-11-24T10:00:00Z"));
	}

	/**
	 * A clock at some time.
	 * @param start the time
	 */
	public MutableClock(Instant start) {
		this(Clock.fixed(start, ZoneOffset.UTC));
	}

	private MutableClock(Clock base) {
		this.base = base;
	}

	/**
	 * A clock that goes as that of the system does, and jumps where a test would have to
	 * wait: for a client with a clock of its own, such as a browser.
	 * @return the clock
	 */
	public static MutableClock ticking() {
		return new MutableClock(Clock.systemUTC());
	}

	/**
	 * Moves the clock.
	 * @param duration how far; backwards if negative
	 */
	public synchronized void advance(Duration duration) {
		this.ahead = this.ahead.plus(duration);
	}

	@Override
	public Instant instant() {
		return this.base.instant().plus(this.ahead);
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	/**
	 * The same time in another zone: this clock moves that one too.
	 */
	@Override
	public Clock withZone(ZoneId zone) {
		return new InZone(this, zone);
	}

	/**
	 * Tells the time of a clock in a zone.
	 */
	private static final class InZone extends Clock {

		private final MutableClock clock;

		private final ZoneId zone;

		InZone(MutableClock clock, ZoneId zone) {
			this.clock = clock;
			this.zone = zone;
		}

		@Override
		public Instant instant() {
			return this.clock.instant();
		}

		@Override
		public ZoneId getZone() {
			return this.zone;
		}

		@Override
		public Clock withZone(ZoneId other) {
			return new InZone(this.clock, other);
		}

	}

}
