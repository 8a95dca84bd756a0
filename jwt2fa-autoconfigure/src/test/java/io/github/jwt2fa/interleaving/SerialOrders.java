package io.github.jwt2fa.interleaving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the requests answer and leave one after the other, each as a whole, with the clock
 * stepping between them.
 */
final class SerialOrders implements Consumer<Execution> {

	private final Scenario scenario;

	private final Function<Memory, Object> view;

	private final List<State> orders = new ArrayList<>();

	private final Map<Object, Boolean> known = new HashMap<>();

	/**
	 * All orders.
	 * @param scenario the requests
	 * @param view what of the memory counts
	 */
	SerialOrders(Scenario scenario, Function<Memory, Object> view) {
		this.scenario = scenario;
		this.view = view;
		collect(scenario.beginning());
	}

	private void collect(State state) {
		if (state.isOver()) {
			this.orders.add(state);
			return;
		}
		if (this.scenario.clockCanStep(state)) {
			collect(this.scenario.stepped(state));
		}
		for (int i = 0; i < state.progress.length; i++) {
			if (!state.hasBegun(i)) {
				collect(whole(i, state.beginning(i, state)));
			}
		}
	}

	private State whole(int request, State from) {
		Progress progress = from.progress[request];
		Memory memory = from.memory;
		while (!progress.hasEnded()) {
			Progress.Effect effect = this.scenario.perform(progress, request, memory, from.time);
			memory = effect.memory();
			progress = effect.progress();
		}
		return from.with(request, progress, memory);
	}

	/**
	 * Demands that one of the orders explains an execution: with the same answers and the
	 * same memory at the end, each request at a moment between its begin and its answer,
	 * and behind those that had answered when it began (linearizability).
	 */
	@Override
	public void accept(Execution execution) {
		State end = execution.end();
		List<Object> essence = new ArrayList<>(List.of(execution.answers(), end.order()));
		essence.add(this.view.apply(end.memory));
		assertThat(this.known.computeIfAbsent(essence,
				(same) -> this.orders.stream().anyMatch((order) -> explains(order, end))))
			.as("whether one after the other the requests could answer and leave the same")
			.isTrue();
	}

	private boolean explains(State order, State end) {
		for (int i = 0; i < order.progress.length; i++) {
			boolean inTime = order.begunAt(i) >= end.begunAt(i) && order.begunAt(i) <= end.answeredAt(i);
			if (!inTime || !answer(order, i).equals(answer(end, i))) {
				return false;
			}
			for (int k = 0; k < order.progress.length; k++) {
				if (end.hasAnsweredBefore(i, k) && !order.hasAnsweredBefore(i, k)) {
					return false;
				}
			}
		}
		return Objects.equals(this.view.apply(order.memory), this.view.apply(end.memory));
	}

	private static String answer(State state, int request) {
		return state.progress[request].outcome().answer();
	}

}
