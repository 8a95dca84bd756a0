package io.github.jwt2fa.benchmarks.harness;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A row of the table that {@code src/benchmarks/run all} makes: ours beside another's, as
 * both were measured in one run, in turns.
 *
 * @param what what was measured
 * @param ours the median of ours, with its unit
 * @param other whose the other is, and its median
 * @param ratio ours in those of the other, of each turn
 */
public record Row(String what, String ours, String other, Samples ratio) {

	/**
	 * A row of as many turns as there are values.
	 * @param what what was measured
	 * @param unit the unit of both, with the number as {@link String#format} takes it
	 * @param ours what came out for ours in each turn
	 * @param name whose the others are
	 * @param others what came out for the other in each turn
	 * @return the row
	 */
	public static Row of(String what, String unit, List<Double> ours, String name, List<Double> others) {
		List<Double> ratios = IntStream.range(0, ours.size())
			.mapToObj((turn) -> ours.get(turn) / others.get(turn))
			.toList();
		return new Row(what, median(unit, ours), name + ": " + median(unit, others), Samples.of(ratios));
	}

	private static String median(String unit, List<Double> values) {
		return String.format(Locale.ROOT, unit, Samples.of(values).median());
	}

	/**
	 * Prints it, in Markdown and without the command, which is the last column.
	 */
	public void print() {
		System.out.println("| " + this.what + " | " + this.ours + " | " + this.other + " | "
				+ this.ratio.summary((this.ratio.median() < 0.1) ? "%.4f (%.4f to %.4f)" : "%.2f (%.2f to %.2f)")
				+ " |");
	}

}
