package io.github.jwt2fa.interleaving;

import java.util.function.Consumer;

/**
 * All that can happen next: each request's next operation, and a step of the clock.
 *
 * <p>
 * A request reads the clock at the last moment, right before its next operation, since
 * that commutes with all but a step of the clock. A step has as many ways to happen as
 * there are ways for each request to have read the clock some of those times before it.
 */
final class Expansion {

	private final Scenario scenario;

	private final State from;

	private final Consumer<State> next;

	Expansion(Scenario scenario, State from, Consumer<State> next) {
		this.scenario = scenario;
		this.from = from;
		this.next = next;
	}

	void expand() {
		for (int i = 0; i < this.from.progress.length; i++) {
			if (!this.from.progress[i].hasEnded()) {
				perform(i);
			}
		}
		if (this.scenario.clockCanStep(this.from)) {
			step(0, this.scenario.stepped(this.from));
		}
	}

	private void perform(int request) {
		boolean begun = this.from.hasBegun(request);
		State state = begun ? this.from : this.from.beginning(request, this.from);
		Progress ready = afterReading(request, state);
		if (!ready.hasEnded()) {
			Progress.Effect effect = this.scenario.perform(ready, request, state.memory, state.time);
			answerOrNot(request, state.with(request, effect.progress(), effect.memory()), this.next);
		}
		else if (!begun) {
			this.next.accept(state.with(request, ready, state.memory));
		}
		// else it has answered already in another state, or answers after a step
	}

	/**
	 * A request that has only the clock to read answers at once, or the clock steps
	 * before it has read it all.
	 */
	private void answerOrNot(int request, State state, Consumer<State> then) {
		Progress ready = afterReading(request, state);
		if (!ready.hasEnded()) {
			then.accept(state);
			return;
		}
		then.accept(state.with(request, ready, state.memory));
		if (!state.progress[request].hasEnded() && this.scenario.clockCanStep(state)) {
			then.accept(state);
		}
	}

	private void step(int request, State stepped) {
		if (request == stepped.progress.length) {
			this.next.accept(stepped);
			return;
		}
		State state = stepped;
		Progress progress = stepped.progress[request];
		if (progress.hasEnded()) {
			step(request + 1, state);
			return;
		}
		while (!progress.hasEnded()) {
			if (state.hasBegun(request)) {
				answerOrNot(request, state.with(request, progress, state.memory),
						(answered) -> step(request + 1, answered));
			}
			else {
				step(request + 1, state);
			}
			if (!progress.readsClock()) {
				return;
			}
			// once more before the step
			progress = progress.after(this.scenario.timeOf(request, this.from.time));
			state = state.hasBegun(request) ? state : state.beginning(request, this.from);
		}
	}

	private Progress afterReading(int request, State state) {
		return state.progress[request].afterReading(this.scenario.timeOf(request, state.time));
	}

}
