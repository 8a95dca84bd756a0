package io.github.jwt2fa.login;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.github.jwt2fa.event.TwoFactorEvent.Throttled.Limit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs which limits are reached, each at most once a minute: someone who reaches them all
 * day does not fill the log. Who it was, is in the events. Thread-safe.
 */
final class ReachedLimits {

	private static final Log logger = LogFactory.getLog(ReachedLimits.class);

	private static final long SILENCE = Duration.ofMinutes(1).toMillis();

	private final Map<Limit, AtomicReference<Told>> told = new EnumMap<>(Limit.class);

	private final Clock clock;

	ReachedLimits(Clock clock) {
		for (Limit limit : Limit.values()) {
			this.told.put(limit, new AtomicReference<>(Told.NEVER));
		}
		this.clock = clock;
	}

	/**
	 * Logs that a limit rejected a request.
	 */
	void tell(Limit limit) {
		AtomicReference<Told> reference = Objects.requireNonNull(this.told.get(limit));
		long now = this.clock.millis();
		Told before = reference.getAndUpdate((last) -> last.isNews(now) ? new Told(now, 0) : last.andOneMore());
		if (before.isNews(now)) {
			logger.warn("A request was refused by the limit " + propertyOf(limit)
					+ ((before.since > 0) ? ", as were " + before.since + " since this was last told" : ""));
		}
	}

	private static String propertyOf(Limit limit) {
		return "jwt2fa." + limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * What was logged of a limit.
	 *
	 * @param at when, in milliseconds of the epoch
	 * @param since how many requests it has rejected since
	 */
	private record Told(long at, long since) {

		private static final Told NEVER = new Told(Long.MIN_VALUE, 0);

		boolean isNews(long now) {
			return this.at == NEVER.at || now - this.at >= SILENCE;
		}

		Told andOneMore() {
			return new Told(this.at, this.since + 1);
		}

	}

}
