package io.github.jwt2fa.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.state.StateReader;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * How many notices of one kind a user gets. Each kind counts by itself: one that somebody
 * brings about at will hides no other.
 */
public final class NoticeLimit {

	/** What it takes to notice what goes on; more only fills a mailbox. */
	static final Rate RATE = new Rate(5, Duration.ofHours(1));

	private final StateRecords<Sent> records;

	private final Clock clock;

	/**
	 * A limit.
	 * @param store where the counting is kept
	 * @param clock the time
	 */
	public NoticeLimit(StateStore store, Clock clock) {
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
		Instant now = this.clock.instant();
		long time = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
		return this.records.update(notice + " " + userId, (sent) -> sent.count(time));
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

	/**
	 * How many were sent.
	 *
	 * @param fullAt when as many may be sent again as ever (see {@link Rate}), in
	 * nanoseconds of the epoch
	 * @param silentUntil until when it is no news that one is not sent, likewise
	 */
	record Sent(long fullAt, long silentUntil) {

		private static final Sent NONE = new Sent(0, 0);

		Transition<Sent, Verdict> count(long now) {
			if (RATE.nanosBeforeNext(this.fullAt, now) == 0) {
				return new Transition<>(new Sent(RATE.fullAtAfterOne(this.fullAt, now), this.silentUntil),
						Verdict.SEND);
			}
			return (now < this.silentUntil) ? new Transition<>(this, Verdict.DROPPED)
					: new Transition<>(new Sent(this.fullAt, this.fullAt), Verdict.FIRST_DROPPED);
		}

	}

	record Format() implements StateRecords.Format<Sent> {

		private static final int VERSION = 1;

		@Override
		public Sent none() {
			return Sent.NONE;
		}

		@Override
		public @Nullable Sent read(StateReader record) {
			return (record.version() == VERSION) ? new Sent(record.readLong(), record.readLong()) : null;
		}

		@Override
		public byte[] write(Sent sent) {
			return new StateWriter(VERSION).writeLong(sent.fullAt).writeLong(sent.silentUntil).toBytes();
		}

		@Override
		public Instant endOf(Sent sent) {
			return Instant.ofEpochSecond(0, Math.max(sent.fullAt, sent.silentUntil));
		}

	}

}
