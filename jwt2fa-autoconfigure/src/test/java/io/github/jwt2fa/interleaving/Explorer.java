package io.github.jwt2fa.interleaving;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.jwt2fa.interleaving.Scenario.Moment;

/**
 * Runs requests in every order that their operations can have, with the clock stepping
 * from one moment to the next wherever it can: before and after each operation, and
 * between two looks at the clock.
 *
 * <p>
 * Nothing is left out, but nothing is done twice: what a request does follows from the
 * results of its operations, so that states with equal memory, equal progress and equal
 * time are one.
 */
final class Explorer {

	private static final int MOST_STATES = 2_000_000;

	private final Scenario scenario;

	private boolean ordered;

	private boolean merging;

	Explorer(World world) {
		this.scenario = new Scenario(world);
	}

	/**
	 * Adds a request.
	 * @param name its name
	 * @param code what it does, and what it answers in words
	 */
	Explorer request(String name, Supplier<String> code) {
		return request(name, Duration.ZERO, code);
	}

	/**
	 * Adds a request to a host whose clock differs from that of the store.
	 */
	Explorer request(String name, Duration clockAhead, Supplier<String> code) {
		int index = this.scenario.requests().size();
		this.scenario.requests().add(new Request(index, index, name, clockAhead, code));
		return this;
	}

	/**
	 * Adds requests that do the very same, and leave nothing that tells them apart.
	 */
	Explorer requests(String name, int count, Supplier<String> code) {
		int first = this.scenario.requests().size();
		for (int i = 0; i < count; i++) {
			this.scenario.requests().add(new Request(first + i, first, name + " " + (i + 1), Duration.ZERO, code));
		}
		return this;
	}

	/**
	 * Adds a moment that the clock steps to, later than all before.
	 * @param name what happens then, in words
	 * @param time the moment
	 */
	Explorer clockStepsTo(String name, Instant time) {
		this.scenario.moments().add(new Moment(name, time));
		return this;
	}

	/**
	 * Also tells apart who answered before whom began, and when.
	 */
	Explorer observeOrder() {
		this.ordered = true;
		return this;
	}

	/**
	 * Demands that each execution answers and leaves what the requests could answer and
	 * leave one after the other (linearizability).
	 * @param view what of the memory is to be the same
	 */
	Consumer<Execution> asOneAfterTheOther(Function<Memory, Object> view) {
		observeOrder();
		return new SerialOrders(this.scenario, view);
	}

	/**
	 * Runs the requests in every order.
	 * @param invariant throws an {@link AssertionError} for what must not happen
	 */
	Exploration explore(Consumer<Execution> invariant) {
		this.merging = this.scenario.hasTwins() && !this.ordered;
		try {
			return exploreLayers(invariant);
		}
		catch (AssertionError ex) {
			if (this.merging) {
				// once more with names, to tell who did what
				this.merging = false;
				exploreLayers(invariant);
			}
			throw ex;
		}
	}

	/**
	 * Each state is so many operations and steps away from the beginning, whatever way
	 * leads to it: one layer of them follows from the one before.
	 */
	private Exploration exploreLayers(Consumer<Execution> invariant) {
		long interleavings = 0;
		int states = 0;
		Set<List<String>> answers = new HashSet<>();
		Collection<State> layer = List.of(this.scenario.beginning());
		while (!layer.isEmpty()) {
			// in the order of the finding, so that the same schedule is told each time
			Map<State, State> next = new LinkedHashMap<>();
			for (State state : layer) {
				if (++states > MOST_STATES) {
					throw new IllegalStateException("Too many states: let fewer requests or moments meet");
				}
				if (state.isOver()) {
					Execution execution = new Execution(this.scenario, state);
					require(execution, invariant);
					interleavings = sum(interleavings, state.ways);
					answers.add(execution.answers());
				}
				else {
					new Expansion(this.scenario, state, (reached) -> add(kept(reached), state, next)).expand();
				}
			}
			layer = next.values();
		}
		return new Exploration(interleavings, states, answers);
	}

	private State kept(State state) {
		if (this.ordered) {
			return state;
		}
		return this.merging ? state.ofTwins(this.scenario.requests()) : state.withoutOrder();
	}

	private static void add(State state, State origin, Map<State, State> next) {
		State known = next.putIfAbsent(state, state);
		if (known == null) {
			state.origin = origin;
			state.ways = origin.ways;
		}
		else {
			known.ways = sum(known.ways, origin.ways);
		}
	}

	private void require(Execution execution, Consumer<Execution> invariant) {
		try {
			invariant.accept(execution);
		}
		catch (AssertionError ex) {
			throw this.merging ? ex : new AssertionError(ex.getMessage().strip() + "\n" + execution, ex);
		}
	}

	private static long sum(long one, long other) {
		return (one > Long.MAX_VALUE - other) ? Long.MAX_VALUE : one + other;
	}

}
