package io.github.jwt2fa.interleaving;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Requests that were run to their end in one of the orders.
 */
final class Execution {

	/** Of a record, which may hold a long text. */
	private static final int MOST_BYTES = 64;

	private final Scenario scenario;

	private final State end;

	Execution(Scenario scenario, State end) {
		this.scenario = scenario;
		this.end = end;
	}

	/**
	 * What the requests answered, in the order in which they were added.
	 */
	List<String> answers() {
		return Arrays.stream(this.end.progress).map((progress) -> progress.outcome().answer()).toList();
	}

	/**
	 * How many answered this.
	 */
	long count(String answer) {
		return answers().stream().filter(answer::equals).count();
	}

	/**
	 * How many events of this name there were.
	 */
	long countEvents(String name) {
		return Arrays.stream(this.end.progress)
			.flatMap((progress) -> progress.outcome().events().stream())
			.filter(name::equals)
			.count();
	}

	/**
	 * Whether a request had answered before another began, where that is observed.
	 */
	boolean hasAnsweredBefore(int one, int other) {
		return this.end.hasAnsweredBefore(one, other);
	}

	/**
	 * The moment that a request began at: 0 is before the first step of the clock.
	 */
	int begunAt(int request) {
		return this.end.begunAt(request);
	}

	/**
	 * The moment that a request answered at.
	 */
	int answeredAt(int request) {
		return this.end.answeredAt(request);
	}

	/**
	 * What is left.
	 */
	Memory memory() {
		return this.end.memory;
	}

	State end() {
		return this.end;
	}

	/**
	 * What was done, in one of the orders that lead here.
	 */
	List<Event> events() {
		Deque<State> states = new ArrayDeque<>();
		for (State state = this.end; state != null; state = state.origin) {
			states.push(state);
		}
		List<Event> events = new ArrayList<>();
		State from = states.pop();
		for (State to : states) {
			addEvents(from, to, events);
			from = to;
		}
		return events;
	}

	private void addEvents(State from, State to, List<Event> events) {
		List<Event> later = new ArrayList<>();
		for (Request request : this.scenario.requests()) {
			int index = request.index();
			List<Progress.Step> steps = to.progress[index].steps();
			for (Progress.Step step : steps.subList(from.progress[index].steps().size(), steps.size())) {
				boolean afterStep = to.time > from.time
						&& !step.result().equals(this.scenario.timeOf(index, from.time));
				(afterStep ? later : events)
					.add(new Event(index, request.name(), step.operation().name(), step.result()));
			}
		}
		if (to.time > from.time) {
			Scenario.Moment moment = this.scenario.moments().get(to.time);
			events.add(new Event(-1, "the clock", "steps to", moment.time() + ", " + moment.name()));
		}
		events.addAll(later);
	}

	/**
	 * Which request did what, and where the clock stepped.
	 */
	@Override
	public String toString() {
		List<String> lines = new ArrayList<>(events().stream().map(Event::toString).toList());
		for (Request request : this.scenario.requests()) {
			lines.add("\"" + request.name() + "\" answers " + this.end.progress[request.index()].outcome());
		}
		return String.join("\n", lines);
	}

	/**
	 * Something that was done.
	 *
	 * @param request the index of the request, or -1 for the clock
	 * @param who its name
	 * @param what the operation
	 * @param result what it answered
	 */
	record Event(int request, String who, String what, Object result) {

		@Override
		public String toString() {
			String words = (this.result instanceof ByteBuffer bytes)
					? HexFormat.of().formatHex(bytes.array(), 0, Math.min(bytes.capacity(), MOST_BYTES))
					: Objects.requireNonNullElse(this.result, "nothing").toString();
			return "\"" + this.who + "\" " + this.what + ": " + words;
		}

	}

}
