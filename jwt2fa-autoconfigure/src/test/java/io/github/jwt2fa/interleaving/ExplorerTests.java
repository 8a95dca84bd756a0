package io.github.jwt2fa.interleaving;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExplorerTests {

	private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

	private static final Instant END = START.plusSeconds(1);

	private final World world = new World(START);

	private final Clock clock = this.world.clock();

	private Integer get(String name) {
		return (Integer) this.world
			.perform(new Operation("reads " + name, (memory, now) -> new Operation.Effect(memory, memory.get(name))));
	}

	private void set(String name, int value) {
		this.world.perform(new Operation("sets " + name + " to " + value,
				(memory, now) -> new Operation.Effect(memory.with(name, value, Instant.MAX), "done")));
	}

	private boolean replace(String name, Integer expected, int value) {
		return (Boolean) this.world.perform(new Operation("replaces " + name + " by " + value,
				(memory, now) -> Objects.equals(memory.get(name), expected)
						? new Operation.Effect(memory.with(name, value, Instant.MAX), true)
						: new Operation.Effect(memory, false)));
	}

	private String operations(String name, int count) {
		for (int i = 0; i < count; i++) {
			set(name, i);
		}
		return "done";
	}

	@Test
	void exploreWhenOperationsAreIndependentThenInEveryOrder() {
		Exploration seen = new Explorer(this.world).request("a", () -> operations("a", 3))
			.request("b", () -> operations("b", 3))
			.request("c", () -> operations("c", 3))
			.explore((execution) -> assertThat(execution.memory().startingWith("")).hasSize(3));
		// 9! / (3! 3! 3!)
		assertThat(seen.interleavings()).isEqualTo(1680);
	}

	@Test
	void exploreWhenOneTakesAnotherNumberOfOperationsThenInEveryOrder() {
		Exploration seen = new Explorer(this.world).request("a", () -> operations("a", 5))
			.request("b", () -> operations("b", 2))
			.explore((execution) -> {
			});
		// 7! / (5! 2!)
		assertThat(seen.interleavings()).isEqualTo(21);
	}

	@Test
	void exploreWhenTheClockStepsThenBeforeAndAfterEachOperation() {
		Exploration seen = new Explorer(this.world).request("a", () -> operations("a", 2))
			.request("b", () -> operations("b", 1))
			.clockStepsTo("the end", END)
			.explore((execution) -> {
			});
		// where it steps after everything, nobody is there to see it
		assertThat(seen.interleavings()).isEqualTo(3 * 3 + 3);
	}

	@Test
	void exploreWhenTheClockIsReadTwiceThenItStepsBetween() {
		Exploration seen = new Explorer(this.world)
			.request("a", () -> this.clock.instant() + " " + this.clock.instant() + " " + this.clock.instant())
			.clockStepsTo("the end", END)
			.explore((execution) -> {
			});
		assertThat(seen.answers()).extracting((answers) -> answers.get(0))
			.containsExactlyInAnyOrder(START + " " + START + " " + START, START + " " + START + " " + END,
					START + " " + END + " " + END, END + " " + END + " " + END);
		assertThat(seen.interleavings()).isEqualTo(4);
	}

	@Test
	void exploreWhenAllReadTheClockThenTheStepIsBetweenAnyOfTheirLooks() {
		Explorer explorer = new Explorer(this.world).clockStepsTo("the end", END);
		for (String name : new String[] { "a", "b" }) {
			explorer.request(name, () -> {
				Instant before = this.clock.instant();
				set(name, 1);
				return (before.equals(END) ? 1 : 0) + "" + (this.clock.instant().equals(END) ? 1 : 0);
			});
		}
		Exploration seen = explorer.explore((execution) -> {
		});
		// each 00, 01 or 11, in all combinations
		assertThat(seen.answers()).hasSize(9);
	}

	@Test
	void exploreWhenARecordEndsThenItIsGoneFromThatMoment() {
		this.world
			.perform(new Operation("keeps", (memory, now) -> new Operation.Effect(memory.with("short", 1, END), null)));
		Exploration seen = new Explorer(this.world).request("a", () -> get("short") + " at " + this.clock.instant())
			.request("b", () -> this.clock.instant() + " before " + get("short"))
			.clockStepsTo("a moment before", END.minusNanos(1))
			.clockStepsTo("the end", END)
			.explore((execution) -> {
				assertThat(execution.answers().get(0)).isNotEqualTo("null at " + END.minusNanos(1));
				assertThat(execution.answers().get(1)).isNotEqualTo(END + " before 1");
			});
		assertThat(seen.answers()).extracting((answers) -> answers.get(0))
			.contains("1 at " + START, "1 at " + END.minusNanos(1), "1 at " + END, "null at " + END);
	}

	@Test
	void exploreWhenRequestsCheckAndThenActThenFound() {
		Explorer explorer = new Explorer(this.world);
		for (String name : new String[] { "first", "second", "third" }) {
			explorer.request(name, () -> {
				if (get("taken") != null) {
					return "refused";
				}
				set("taken", 1);
				return "taken";
			});
		}
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> explorer
				.explore((execution) -> assertThat(execution.count("taken")).as("how often it is taken").isOne()))
			.withMessageContaining("how often it is taken")
			.withMessageContaining("\"second\" reads taken: nothing\n\"first\" sets taken to 1: done");
	}

	@Test
	void exploreWhenRequestsCompareAndSetThenOneWins() {
		Explorer explorer = new Explorer(this.world);
		for (String name : new String[] { "first", "second", "third" }) {
			explorer.request(name, () -> {
				while (true) {
					Integer known = get("count");
					int next = (known != null) ? known + 1 : 1;
					if (replace("count", known, next)) {
						return "number " + next;
					}
				}
			});
		}
		Exploration seen = explorer.explore((execution) -> assertThat(execution.answers())
			.containsExactlyInAnyOrder("number 1", "number 2", "number 3"));
		assertThat(seen.answers()).hasSize(6);
	}

	@Test
	void asOneAfterTheOtherWhenAReadComesTooLateThenFound() {
		// the answer of the one is what the other sees, but only a moment later
		Explorer explorer = new Explorer(this.world).request("writes", () -> {
			set("value", 1);
			return "written";
		}).request("swaps", () -> {
			Integer seen = get("value");
			set("value", 2);
			return "saw " + seen;
		}).request("reads", () -> "read " + get("value"));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> explorer.explore(explorer.asOneAfterTheOther((memory) -> memory.get("value"))))
			.withMessageContaining("one after the other")
			.withMessageContaining("\"swaps\" answers Outcome[answer=saw null");
	}

	@Test
	void asOneAfterTheOtherWhenEachRequestIsOneStepThenNothingFound() {
		Explorer explorer = new Explorer(this.world).clockStepsTo("the end", END);
		for (String name : new String[] { "first", "second", "third" }) {
			explorer.request(name, () -> replace("value", null, 1) ? "won" : "lost");
		}
		assertThat(explorer.explore(explorer.asOneAfterTheOther((memory) -> "")).answers()).hasSize(3);
	}

	@Test
	void hasAnsweredBeforeWhenRequestsMayOverlapThenEachWayIsSeen() {
		Explorer explorer = new Explorer(this.world).request("a", () -> operations("a", 2))
			.request("b", () -> operations("b", 2));
		Set<String> orders = new TreeSet<>();
		Consumer<Execution> known = explorer.asOneAfterTheOther((memory) -> "");
		explorer.explore(known.andThen((execution) -> orders
			.add(execution.hasAnsweredBefore(0, 1) + " " + execution.hasAnsweredBefore(1, 0))));
		assertThat(orders).containsExactly("false false", "false true", "true false");
	}

	@Test
	void requestsWhenTheyDoTheVerySameThenSeenAsOne() {
		Supplier<String> next = () -> {
			Integer known = get("count");
			set("count", (known != null) ? known + 1 : 1);
			return "number " + get("count");
		};
		Exploration apart = new Explorer(this.world).request("a", next)
			.request("b", next)
			.request("c", next)
			.explore((execution) -> {
			});
		Exploration asOne = new Explorer(this.world).requests("request", 3, next).explore((execution) -> {
		});
		assertThat(asOne.interleavings()).isEqualTo(apart.interleavings()).isEqualTo(1680);
		assertThat(asOne.states()).isLessThan(apart.states() / 3);
		assertThat(sorted(asOne)).isEqualTo(sorted(apart));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> new Explorer(this.world).requests("request", 3, next)
				.explore((execution) -> assertThat(execution.count("number 1")).isOne()))
			.withMessageContaining("\"request 3\" sets count to 3");
	}

	private static Set<List<String>> sorted(Exploration seen) {
		return seen.answers().stream().map((answers) -> answers.stream().sorted().toList()).collect(Collectors.toSet());
	}

	@Test
	void requestWhenItDoesNotTheSameAgainThenTold() {
		int[] runs = new int[1];
		Explorer explorer = new Explorer(this.world).request("moody", () -> {
			runs[0]++;
			return operations("number " + runs[0], 2);
		});
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> explorer.explore((execution) -> {
		})).withMessageContaining("has to do the same");
	}

}
