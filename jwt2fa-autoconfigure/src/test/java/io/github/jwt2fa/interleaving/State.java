package io.github.jwt2fa.interleaving;

import java.util.Arrays;
import java.util.List;

/**
 * A moment while requests run: what they share, how far each has come, and who had
 * answered before whom began.
 */
final class State {

	/** For each request: who had answered when it began, and the times of both. */
	private static final int BITS = 16;

	private static final int TIME_BITS = 4;

	private static final int TIME = (1 << TIME_BITS) - 1;

	private static final int BEGAN = 1 << 15;

	private static final long BEGUN_BITS = 0x8000_8000_8000_8000L;

	final Memory memory;

	final int time;

	final Progress[] progress;

	private final long order;

	private final int hash;

	/** From where it was reached first. */
	State origin;

	/** In how many ways it is reached; the greatest number for more than that. */
	long ways;

	State(Memory memory, int time, Progress[] progress, long order) {
		this.memory = memory;
		this.time = time;
		this.progress = progress;
		this.order = order;
		int code = 31 * (31 * System.identityHashCode(memory) + time) + Long.hashCode(order);
		for (Progress each : progress) {
			code = 31 * code + each.number();
		}
		this.hash = code;
	}

	boolean hasBegun(int request) {
		return (this.order >>> (request * BITS) & BEGAN) != 0;
	}

	boolean hasAnsweredBefore(int one, int other) {
		return (this.order >>> (other * BITS) & 1L << one) != 0;
	}

	int begunAt(int request) {
		return (int) (this.order >>> (request * BITS + TIME_BITS)) & TIME;
	}

	int answeredAt(int request) {
		return (int) (this.order >>> (request * BITS + 2 * TIME_BITS)) & TIME;
	}

	long order() {
		return this.order;
	}

	boolean isOver() {
		return Arrays.stream(this.progress).allMatch(Progress::hasEnded);
	}

	/**
	 * The same without who answered before whom.
	 */
	State withoutOrder() {
		long begun = this.order & BEGUN_BITS;
		return (begun != this.order) ? new State(this.memory, this.time, this.progress, begun) : this;
	}

	/**
	 * The one that stands for all states in which requests that do the very same have
	 * changed their places.
	 */
	State ofTwins(List<Request> requests) {
		Progress[] sorted = this.progress.clone();
		long begun = this.order & BEGUN_BITS;
		for (int i = 1; i < sorted.length; i++) {
			for (int k = i; k > 0 && requests.get(k).twin() == requests.get(k - 1).twin()
					&& sorted[k].number() < sorted[k - 1].number(); k--) {
				Progress other = sorted[k - 1];
				sorted[k - 1] = sorted[k];
				sorted[k] = other;
				begun = swapped(begun, k - 1);
			}
		}
		return new State(this.memory, this.time, sorted, begun);
	}

	private static long swapped(long begun, int first) {
		long one = begun >>> (first * BITS) & BEGAN;
		long two = begun >>> ((first + 1) * BITS) & BEGAN;
		long others = begun & ~((long) BEGAN << (first * BITS) | (long) BEGAN << ((first + 1) * BITS));
		return others | two << (first * BITS) | one << ((first + 1) * BITS);
	}

	/**
	 * After a request has begun at the present time.
	 */
	State beginning(int request, State at) {
		long facts = BEGAN | (long) at.time << TIME_BITS;
		for (int i = 0; i < at.progress.length; i++) {
			if (at.progress[i].hasEnded()) {
				facts |= 1L << i;
			}
		}
		return new State(this.memory, this.time, this.progress, this.order | facts << (request * BITS));
	}

	/**
	 * With a request that has come further.
	 */
	State with(int request, Progress further, Memory changed) {
		Progress[] all = this.progress.clone();
		all[request] = further;
		long answered = further.hasEnded() ? (long) this.time << (request * BITS + 2 * TIME_BITS) : 0;
		return new State(changed, this.time, all, this.order | answered);
	}

	@Override
	public boolean equals(Object other) {
		if (!(other instanceof State state) || this.hash != state.hash || this.memory != state.memory
				|| this.time != state.time || this.order != state.order) {
			return false;
		}
		for (int i = 0; i < this.progress.length; i++) {
			if (this.progress[i].number() != state.progress[i].number()) {
				return false;
			}
		}
		return true;
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

}
