package io.github.jwt2fa.interleaving;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that run at once, and the moments that the clock steps to meanwhile.
 */
final class Scenario {

	private final World world;

	private final List<Request> requests = new ArrayList<>();

	private final List<Moment> moments = new ArrayList<>();

	private final Map<Memory, Memory> memories = new HashMap<>();

	private State beginning;

	Scenario(World world) {
		this.world = world;
		this.moments.add(new Moment("begin", world.now()));
	}

	List<Request> requests() {
		return this.requests;
	}

	List<Moment> moments() {
		return this.moments;
	}

	boolean hasTwins() {
		return this.requests.stream().anyMatch((request) -> request.twin() != request.index());
	}

	/**
	 * The state before anything happens.
	 */
	State beginning() {
		if (this.beginning == null) {
			Map<Integer, Progress> roots = new HashMap<>();
			Progress[] progress = this.requests.stream()
				.map((request) -> roots.computeIfAbsent(request.twin(),
						(twin) -> Progress.beginning(this.world, request)))
				.toArray(Progress[]::new);
			this.beginning = new State(same(this.world.memory()), 0, progress, 0);
			this.beginning.ways = 1;
		}
		return this.beginning;
	}

	boolean clockCanStep(State state) {
		return state.time + 1 < this.moments.size();
	}

	/**
	 * After the clock has stepped, and nothing else has happened.
	 */
	State stepped(State state) {
		int time = state.time + 1;
		return new State(same(state.memory.at(this.moments.get(time).time())), time, state.progress, state.order());
	}

	/**
	 * Performs what comes next in a request, once for each memory and time.
	 */
	Progress.Effect perform(Progress progress, int request, Memory memory, int time) {
		return progress.perform(memory, time, (operation) -> {
			Instant now = operation.readsClock() ? timeOf(request, time) : this.moments.get(time).time();
			Operation.Effect effect = operation.action().apply(memory, now);
			return new Operation.Effect(same(effect.memory()), effect.result());
		});
	}

	/**
	 * What the host of a request has for the time.
	 */
	Instant timeOf(int request, int time) {
		return this.moments.get(time).time().plus(this.requests.get(request).clockAhead());
	}

	/**
	 * One object for equal memories, so that they are compared at once.
	 */
	private Memory same(Memory memory) {
		return this.memories.computeIfAbsent(memory, (same) -> same);
	}

	/**
	 * A moment that the clock steps to.
	 *
	 * @param name what happens then
	 * @param time the moment
	 */
	record Moment(String name, Instant time) {
	}

}
