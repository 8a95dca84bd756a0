package io.github.jwt2fa.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.jwt2fa.ratelimit.Budget;
import io.github.jwt2fa.ratelimit.EpochNanos;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.state.StateReader;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * How many notices of one kind a user gets. Each kind counts by itself: one that somebody
 * brings about at will hides no other. Thread-safe, as its store is.
 */
final class NoticeLimit {

	/** What it takes to notice what goes on; more only fills a mailbox. */
	static final Rate RATE = new Rate(5, Duration.ofHours(1));

	private final StateRecords<Budget> records;

	private final Clock clock;

	/**
	 * A limit.
	 * @param store where the counting is kept
	 * @param clock the time
	 */
	NoticeLimit(StateStore store, Clock clock) {
		this.records = new StateRecords<>(store, "notice", new Format(), clock);
		this.clock = clock;
	}

	/**
	 * Counts a notice.
	 * @param userId the user
	 * @param notice the kind
	 * @return whether it may be sent
	 */
	Verdict tryAcquire(String userId, String notice) {
		return this.records.update(notice + " " + userId, (sent) -> count(sent, EpochNanos.of(this.clock.instant())));
	}

	private static Transition<Budget, Verdict> count(Budget sent, long now) {
		if (sent.nanosBeforeNext(RATE, now) == 0) {
			return new Transition<>(sent.afterOne(RATE, now), Verdict.SEND);
		}
		return sent.isSilent(now) ? new Transition<>(sent, Verdict.DROPPED)
				: new Transition<>(sent.silenced(), Verdict.FIRST_DROPPED);
	}

	/**
	 * What becomes of a notice.
	 */
	enum Verdict {

		/** It is sent. */
		SEND,

		/** It is the first in a while that is not sent. */
		FIRST_DROPPED,

		/** It is not sent, as the one before. */
		DROPPED

	}

	record Format() implements StateRecords.Format<Budget> {

		private static final int VERSION = 1;

		@Override
		public Budget none() {
			return Budget.FULL;
		}

		@Override
		public @Nullable Budget read(StateReader record) {
			return (record.version() == VERSION) ? new Budget(record.readLong(), record.readLong()) : null;
		}

		@Override
		public byte[] write(Budget sent) {
			return new StateWriter(VERSION).writeLong(sent.fullAt()).writeLong(sent.silentUntil()).toBytes();
		}

		@Override
		public Instant endOf(Budget sent) {
			return EpochNanos.toInstant(sent.end());
		}

	}

}
