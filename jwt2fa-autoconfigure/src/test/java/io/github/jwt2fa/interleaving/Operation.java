package io.github.jwt2fa.interleaving;

import java.time.Instant;

/**
 * One step of a request that others can see or that sees what others did. It happens as a
 * whole.
 *
 * @param name what it does, in words
 * @param action how it does it
 */
record Operation(String name, Action action) {

	/**
	 * The one operation that nobody sees.
	 */
	static final Operation READ_CLOCK = new Operation("reads the clock", (memory, now) -> new Effect(memory, now));

	boolean readsClock() {
		return this == READ_CLOCK;
	}

	/**
	 * A pure function of what is shared and the time of the store.
	 */
	@FunctionalInterface
	interface Action {

		Effect apply(Memory memory, Instant now);

	}

	/**
	 * What an operation does.
	 *
	 * @param memory what is shared after it
	 * @param result what it answers: immutable, compared by its value, or {@code null}
	 */
	record Effect(Memory memory, Object result) {
	}

}
