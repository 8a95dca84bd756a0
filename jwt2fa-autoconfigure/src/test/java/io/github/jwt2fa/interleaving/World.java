package io.github.jwt2fa.interleaving;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.github.jwt2fa.TwoFactorException;

/**
 * What the code under test is built upon in place of store, database, clock and chance.
 * It works at once, which prepares a test, unless a request is run: that gets the results
 * that it is given, and is left where they end. One thread at a time.
 */
final class World {

	private Memory memory = Memory.EMPTY;

	private Instant now;

	private SplittableRandom random = new SplittableRandom(0);

	private Run run;

	private final Map<Object, Integer> numbers = new HashMap<>();

	World(Instant start) {
		this.now = start;
	}

	/**
	 * Performs an operation.
	 */
	synchronized Object perform(Operation operation) {
		if (this.run != null) {
			return this.run.perform(operation);
		}
		Operation.Effect effect = operation.action().apply(this.memory, this.now);
		this.memory = effect.memory();
		return effect.result();
	}

	/**
	 * Lets time pass while the test is prepared.
	 */
	void moveTo(Instant time) {
		this.now = time;
		this.memory = this.memory.at(time);
	}

	Memory memory() {
		return this.memory;
	}

	Instant now() {
		return this.now;
	}

	Clock clock() {
		return new ControlledClock();
	}

	/**
	 * Chance that is the same whenever a request is run again.
	 */
	SecureRandom random() {
		return new ControlledRandom();
	}

	/**
	 * Hears of an event.
	 */
	void tell(Object event) {
		if (this.run != null) {
			this.run.events.add(event.getClass().getSimpleName());
		}
	}

	/**
	 * A number for something that has to be told apart from what does not equal it.
	 */
	int numberOf(Object something) {
		return this.numbers.computeIfAbsent(something, (key) -> this.numbers.size());
	}

	/**
	 * Runs a request with the results of its first operations.
	 * @return the operation that comes after them, or the {@link Outcome}
	 */
	Object run(Request request, List<Progress.Step> steps) {
		this.run = new Run(steps);
		this.random = new SplittableRandom(request.twin() + 1L);
		try {
			String answer = request.code().get();
			return new Outcome(answer, List.copyOf(this.run.events));
		}
		catch (TwoFactorException ex) {
			return new Outcome(ex.error().code(), List.copyOf(this.run.events));
		}
		catch (Suspension suspension) {
			return suspension.operation;
		}
		finally {
			this.run = null;
		}
	}

	/**
	 * A request that is run.
	 */
	private static final class Run {

		private final List<Progress.Step> steps;

		private final List<String> events = new ArrayList<>();

		private int next;

		private Run(List<Progress.Step> steps) {
			this.steps = steps;
		}

		private Object perform(Operation operation) {
			if (this.next == this.steps.size()) {
				throw new Suspension(operation);
			}
			Progress.Step step = this.steps.get(this.next++);
			if (!step.operation().name().equals(operation.name())) {
				throw new IllegalStateException("A request has to do the same whenever it sees the same, but it first "
						+ step.operation().name() + " and then " + operation.name());
			}
			return step.result();
		}

	}

	/**
	 * Leaves a request where it is. An error, since the code under test may catch
	 * exceptions.
	 */
	private static final class Suspension extends Error {

		private final transient Operation operation;

		private Suspension(Operation operation) {
			super(null, null, false, false);
			this.operation = operation;
		}

	}

	private final class ControlledClock extends Clock {

		@Override
		public Instant instant() {
			return (Instant) perform(Operation.READ_CLOCK);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

	private final class ControlledRandom extends SecureRandom {

		private ControlledRandom() {
			super(null, null);
		}

		@Override
		public void nextBytes(byte[] bytes) {
			World.this.random.nextBytes(bytes);
		}

	}

}
