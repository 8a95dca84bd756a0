package io.github.jwt2fa.benchmarks.harness;

import java.util.SplittableRandom;

/**
 * The numbers of one of several callers, in random order: no two callers meet at one row.
 */
final class OwnNumbers {

	private final SplittableRandom random = new SplittableRandom();

	private final int caller;

	private final int share;

	/**
	 * The numbers of a caller.
	 * @param caller which of the {@link Callers}
	 * @param count how many numbers there are for all of them
	 */
	OwnNumbers(int caller, int count) {
		this.caller = caller;
		this.share = count / Callers.COUNT;
	}

	int next() {
		return this.caller + Callers.COUNT * this.random.nextInt(this.share);
	}

}
