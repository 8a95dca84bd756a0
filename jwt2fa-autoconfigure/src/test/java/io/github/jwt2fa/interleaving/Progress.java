package io.github.jwt2fa.interleaving;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How far a request has come: it follows from the results of its operations alone, so
 * that each sequence of results has to be run once only.
 */
final class Progress {

	private static final int MOST_STEPS = 500;

	private final World world;

	private final Request request;

	private final List<Step> steps;

	private final Operation next;

	private final Outcome outcome;

	private final Map<Object, Progress> successors = new HashMap<>(4);

	private final List<Map<Memory, Effect>> effects = new ArrayList<>(2);

	private final int number;

	private Progress(World world, Request request, List<Step> steps) {
		this.world = world;
		this.request = request;
		this.steps = steps;
		if (steps.size() > MOST_STEPS) {
			throw new IllegalStateException("A request that never ends");
		}
		Object found = world.run(request, steps);
		this.next = (found instanceof Operation operation) ? operation : null;
		this.outcome = (found instanceof Outcome ended) ? ended : null;
		this.number = world.numberOf((this.outcome != null) ? this.outcome : this);
	}

	static Progress beginning(World world, Request request) {
		return new Progress(world, request, List.of());
	}

	boolean hasEnded() {
		return this.outcome != null;
	}

	/**
	 * How the request ended.
	 */
	Outcome outcome() {
		return this.outcome;
	}

	/**
	 * What comes next, if the request has not ended.
	 */
	Operation next() {
		return this.next;
	}

	boolean readsClock() {
		return this.next != null && this.next.readsClock();
	}

	/**
	 * What was done so far.
	 */
	List<Step> steps() {
		return this.steps;
	}

	Progress after(Object result) {
		Progress known = this.successors.get(result);
		if (known == null) {
			List<Step> longer = new ArrayList<>(this.steps);
			longer.add(new Step(this.next, result));
			known = new Progress(this.world, this.request, longer);
			this.successors.put(result, known);
		}
		return known;
	}

	/**
	 * After all that is to be read off the clock before anything else.
	 */
	Progress afterReading(Instant time) {
		Progress progress = this;
		while (progress.readsClock()) {
			progress = progress.after(time);
		}
		return progress;
	}

	/**
	 * Performs what comes next, once for each memory and time.
	 */
	Effect perform(Memory memory, int time, Function<Operation, Operation.Effect> performing) {
		while (this.effects.size() <= time) {
			this.effects.add(new IdentityHashMap<>(4));
		}
		Effect known = this.effects.get(time).get(memory);
		if (known == null) {
			Operation.Effect effect = performing.apply(this.next);
			known = new Effect(effect.memory(), after(effect.result()));
			this.effects.get(time).put(memory, known);
		}
		return known;
	}

	/**
	 * A number that is equal where the rest of the request is the same.
	 */
	int number() {
		return this.number;
	}

	/**
	 * What comes after an operation.
	 *
	 * @param memory what is shared
	 * @param progress how far the request is
	 */
	record Effect(Memory memory, Progress progress) {
	}

	/**
	 * An operation that was performed.
	 *
	 * @param operation the operation
	 * @param result its result
	 */
	record Step(Operation operation, Object result) {
	}

}
