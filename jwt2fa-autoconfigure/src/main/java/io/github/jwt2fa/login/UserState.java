package io.github.jwt2fa.login;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.jwt2fa.ratelimit.Budget;
import io.github.jwt2fa.ratelimit.EpochNanos;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.state.StateReader;
import io.github.jwt2fa.state.StateRecords;
import io.github.jwt2fa.state.StateRecords.Transition;
import io.github.jwt2fa.state.StateWriter;
import org.jspecify.annotations.Nullable;

/**
 * What counts for a user over all logins.
 *
 * @param liveTokens the code tokens that are neither expired nor used, or one that stands
 * for all of them
 * @param codesFullAt when the user may be sent a full burst of codes again
 * ({@link io.github.jwt2fa.ratelimit.Rate})
 * @param failures the use of each rate of second-factor failures, in the order of the
 * settings; a rate without one is full
 */
record UserState(List<LiveToken> liveTokens, long codesFullAt, List<Budget> failures) {

	private static final UserState FRESH = new UserState(List.of(), 0, List.of());

	UserState {
		liveTokens = List.copyOf(liveTokens);
		failures = List.copyOf(failures);
	}

	/**
	 * Takes a slot for a code token, and counts a code that is about to be sent. A token
	 * that follows on another has the slot of that one, for longer.
	 */
	Transition<UserState, Reservation> reserve(CodeToken token, boolean sendsCode, Instant now,
			LoginSettings settings) {
		long time = EpochNanos.of(now);
		List<LiveToken> live = liveAt(now);
		if (token.chain() != null) {
			remove(token, live);
		}
		if (live.size() >= settings.maxActiveCodeTokens()) {
			long firstEnd = Collections.min(live.stream().map(LiveToken::end).toList());
			return new Transition<>(this,
					new Reservation.TooManyTokens(Duration.between(now, Instant.ofEpochSecond(firstEnd))));
		}
		long wait = sendsCode ? settings.codesSent().nanosBeforeNext(this.codesFullAt, time) : 0;
		if (wait > 0) {
			return new Transition<>(this, new Reservation.TooManyCodes(Duration.ofNanos(wait)));
		}
		if (settings.maxActiveCodeTokens() < Integer.MAX_VALUE) {
			live.add(LiveToken.of(token));
		}
		else if (!settings.secondFactorFailures().isEmpty()) {
			live = List.of(LiveToken.uncounted(token));
		}
		long codes = sendsCode ? settings.codesSent().fullAtAfterOne(this.codesFullAt, time) : this.codesFullAt;
		return new Transition<>(new UserState(live, codes, this.failures), new Reservation.Granted());
	}

	/**
	 * Gives the slot of a code token back.
	 */
	Transition<UserState, Boolean> release(CodeToken token, Instant now) {
		List<LiveToken> live = liveAt(now);
		boolean released = remove(token, live);
		return new Transition<>(released ? new UserState(live, this.codesFullAt, this.failures) : this, released);
	}

	/**
	 * Tokens of a chain have one slot, whose end is that of the last one.
	 */
	private static boolean remove(CodeToken token, List<LiveToken> live) {
		int id = LiveToken.of(token).id();
		return live.stream().filter((other) -> other.id() == id).findFirst().filter(live::remove).isPresent();
	}

	/**
	 * A right code: gives the slot of its token back. A budget that was spent meanwhile
	 * refuses it, and the slot stays taken.
	 * @return also how long the user has to wait; zero if the code is good
	 */
	Transition<UserState, Duration> use(CodeToken token, Instant now, LoginSettings settings) {
		Duration wait = spentFor(now, settings);
		return new Transition<>(wait.isZero() ? release(token, now).next() : this, wait);
	}

	/**
	 * How long the user has to wait because a rate of failures is spent: until all allow
	 * another one.
	 */
	Duration spentFor(Instant now, LoginSettings settings) {
		long wait = 0;
		for (int i = 0; i < settings.secondFactorFailures().size(); i++) {
			wait = Math.max(wait,
					budget(i).nanosBeforeNext(settings.secondFactorFailures().get(i), EpochNanos.of(now)));
		}
		return Duration.ofNanos(wait);
	}

	/**
	 * Counts a failure of the second factor.
	 */
	Transition<UserState, Failure> fail(Instant now, LoginSettings settings) {
		Duration wait = spentFor(now, settings);
		if (!wait.isZero()) {
			return new Transition<>(this, new Failure(wait, false));
		}
		long time = EpochNanos.of(now);
		boolean news = false;
		List<Budget> next = new ArrayList<>();
		for (int i = 0; i < settings.secondFactorFailures().size(); i++) {
			Rate rate = settings.secondFactorFailures().get(i);
			Budget after = budget(i).afterOne(rate, time);
			boolean spent = after.nanosBeforeNext(rate, time) > 0 && !after.isSilent(time);
			news |= spent;
			next.add(spent ? after.silenced() : after);
		}
		return new Transition<>(new UserState(this.liveTokens, this.codesFullAt, next),
				new Failure(Duration.ZERO, news));
	}

	private Budget budget(int index) {
		return (index < this.failures.size()) ? this.failures.get(index) : Budget.FULL;
	}

	private List<LiveToken> liveAt(Instant now) {
		List<LiveToken> live = new ArrayList<>(this.liveTokens);
		live.removeIf((token) -> token.end() <= now.getEpochSecond());
		return live;
	}

	/**
	 * A code token that takes a slot, with all of its chain.
	 *
	 * @param id a hash of the chain's id
	 * @param end the end of the last one in seconds of the epoch
	 */
	record LiveToken(int id, long end) {

		static LiveToken of(CodeToken token) {
			return new LiveToken(token.chainId().hashCode(), token.expiresAt().getEpochSecond());
		}

		/**
		 * Stands for all tokens of a user where they are not counted, so that the user's
		 * record is there as long as a token: a wrong code that a full store could not
		 * count would leave the right one to be guessed.
		 */
		static LiveToken uncounted(CodeToken last) {
			return new LiveToken(0, last.expiresAt().getEpochSecond());
		}

	}

	/**
	 * What became of asking for a slot.
	 */
	sealed interface Reservation {

		/** The slot is taken. */
		record Granted() implements Reservation {
		}

		/** All slots are taken until one expires. */
		record TooManyTokens(Duration retryAfter) implements Reservation {
		}

		/** The user was sent as many codes as may be. */
		record TooManyCodes(Duration retryAfter) implements Reservation {
		}

	}

	/**
	 * What a failure of the second factor does.
	 *
	 * @param throttledFor how long the budget has been spent for already; zero if the
	 * failure was counted
	 * @param spent whether this failure spent a rate, for the first time in a while
	 */
	record Failure(Duration throttledFor, boolean spent) {
	}

	/**
	 * Kept until every part of it says no more than a fresh one.
	 */
	record Format() implements StateRecords.Format<UserState> {

		private static final int VERSION = 1;

		@Override
		public UserState none() {
			return FRESH;
		}

		@Override
		public @Nullable UserState read(StateReader record) {
			if (record.version() != VERSION) {
				return null;
			}
			long codes = record.readLong();
			int budgets = record.readByte();
			List<Budget> failures = new ArrayList<>(budgets);
			for (int i = 0; i < budgets; i++) {
				failures.add(new Budget(record.readLong(), record.readLong()));
			}
			List<LiveToken> live = new ArrayList<>();
			while (record.hasMore()) {
				live.add(new LiveToken(record.readInt(), record.readLong()));
			}
			return new UserState(live, codes, failures);
		}

		@Override
		public byte[] write(UserState state) {
			StateWriter record = new StateWriter(VERSION).writeLong(state.codesFullAt).writeByte(state.failures.size());
			state.failures.forEach((budget) -> record.writeLong(budget.fullAt()).writeLong(budget.silentUntil()));
			state.liveTokens.forEach((token) -> record.writeInt(token.id()).writeLong(token.end()));
			return record.toBytes();
		}

		@Override
		public Instant endOf(UserState state) {
			long end = state.codesFullAt;
			for (Budget budget : state.failures) {
				end = Math.max(end, budget.end());
			}
			for (LiveToken token : state.liveTokens) {
				end = Math.max(end, TimeUnit.SECONDS.toNanos(token.end()));
			}
			return EpochNanos.toInstant(end);
		}

	}

}
