package io.github.jwt2fa.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

import io.github.jwt2fa.benchmarks.application.StateApplication;
import io.github.jwt2fa.benchmarks.harness.Call;
import io.github.jwt2fa.benchmarks.harness.Callers;
import io.github.jwt2fa.benchmarks.harness.LocalServers;
import io.github.jwt2fa.benchmarks.harness.PlainOperation;
import io.github.jwt2fa.benchmarks.harness.RedisIncrement;
import io.github.jwt2fa.benchmarks.harness.RowUpdate;
import io.github.jwt2fa.benchmarks.harness.Row;
import io.github.jwt2fa.benchmarks.harness.Samples;
import io.github.jwt2fa.benchmarks.harness.StateCalls;
import io.github.jwt2fa.state.StateStore;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The operations a second of the state stores on a server, by threads side by side,
 * against those of the same client's plain operation, in the same process and the same
 * run, in turns.
 */
public final class StateOperations {

	/** As many rows for the store and for the plain operation. */
	private static final int ROWS = 64_000;

	private final StateCalls calls;

	private final PlainOperation plain;

	private final Callers callers;

	private final Duration time;

	private final Map<Operation, Turns> turns = new EnumMap<>(Operation.class);

	private StateOperations(StateCalls calls, PlainOperation plain, Callers callers, Duration time) {
		this.calls = calls;
		this.plain = plain;
		this.callers = callers;
		this.time = time;
	}

	/**
	 * Runs it.
	 * @param args seconds of each measurement and rounds, 3 and 7 unless given
	 * @throws Exception if a store does not do what it is asked
	 */
	public static void main(String[] args) throws Exception {
		Duration time = Duration.ofSeconds((args.length > 0) ? Long.parseLong(args[0]) : 3);
		int rounds = (args.length > 1) ? Integer.parseInt(args[1]) : 7;
		System.out.printf("%d threads, %d rows, %d rounds of %d s; medians, for the ratio the least and the most%n",
				Callers.COUNT, ROWS, rounds, time.toSeconds());
		System.out.println("Store   Operation        A second    Plain operation     Ratio");
		run("redis", time, rounds);
		run("jdbc", time, rounds);
	}

	private static void run(String store, Duration time, int rounds) throws Exception {
		try (LocalServers servers = LocalServers.start();
				ConfigurableApplicationContext context = StateApplication.start(servers.properties(store));
				Callers callers = new Callers()) {
			PlainOperation plain = store.equals("redis") ? new RedisIncrement(context, ROWS)
					: new RowUpdate(context, ROWS);
			StateCalls calls = new StateCalls(context.getBean(StateStore.class), ROWS);
			plain.fill(callers);
			calls.fill(callers);
			StateOperations operations = new StateOperations(calls, plain, callers, time);
			// the first round compiles
			for (int round = 0; round <= rounds; round++) {
				operations.round(round % 2 == 0, round > 0);
			}
			operations.print(store);
		}
	}

	private void round(boolean plainFirst, boolean counts) throws Exception {
		for (Operation operation : Operation.values()) {
			double before = plainFirst ? perSecond(this.plain::call) : 0;
			double own = operation.weight * perSecond((caller) -> operation.call.apply(this.calls, caller));
			double other = plainFirst ? before : perSecond(this.plain::call);
			this.plain.tidy();
			if (counts) {
				this.turns.computeIfAbsent(operation, (key) -> new Turns()).add(own, other);
			}
		}
	}

	private double perSecond(IntFunction<Call> calls) throws Exception {
		return this.callers.perSecond(this.time, calls);
	}

	private void print(String store) {
		this.turns.forEach((operation, turns) -> System.out.printf("%-6s  %-13s  %10.0f  %10.0f %-6s  %s%n", store,
				operation.text, Samples.of(turns.own).median(), Samples.of(turns.plain).median(), this.plain.name(),
				Samples.of(turns.ratios).summary(2)));
		String name = store.equals("redis") ? "Redis" : "PostgreSQL";
		this.turns.forEach(
				(operation, turns) -> Row
					.of(name + ", state: " + operation.text, "%.0f a second", turns.own, "`" + this.plain.name() + "`",
							turns.plain)
					.print());
	}

	/**
	 * What a store does.
	 */
	private enum Operation {

		GET("get", 1, StateCalls::get),

		CREATE("create", 1, StateCalls::create),

		REPLACE("replace", 1, StateCalls::replace),

		/** As a login does it. */
		GET_AND_REPLACE("get + replace", 2, StateCalls::getAndReplace);

		private final String text;

		private final int weight;

		private final BiFunction<StateCalls, Integer, Call> call;

		Operation(String text, int weight, BiFunction<StateCalls, Integer, Call> call) {
			this.text = text;
			this.weight = weight;
			this.call = call;
		}

	}

	/**
	 * What came out of the turns of an operation.
	 */
	private static final class Turns {

		private final List<Double> own = new ArrayList<>();

		private final List<Double> plain = new ArrayList<>();

		private final List<Double> ratios = new ArrayList<>();

		private void add(double own, double plain) {
			this.own.add(own);
			this.plain.add(plain);
			this.ratios.add(own / plain);
		}

	}

}
