package io.github.jwt2fa.benchmarks.harness;

import java.util.List;
import java.util.Locale;

/**
 * What was measured again and again.
 *
 * @param sorted the values, the least first
 */
public record Samples(List<Double> sorted) {

	/**
	 * Some values.
	 * @param values the values, at least one, in any order
	 * @return the values, sorted
	 */
	public static Samples of(List<Double> values) {
		return new Samples(values.stream().sorted().toList());
	}

	/**
	 * The value in the middle.
	 * @return the value
	 */
	public double median() {
		return at(0.5);
	}

	/**
	 * The value that a part of all values does not reach.
	 * @param part the part, less than 1
	 * @return the value
	 */
	public double at(double part) {
		return this.sorted.get((int) (this.sorted.size() * part));
	}

	/**
	 * The median, with the least and the most.
	 * @param digits how many after the point
	 * @return as in {@code 1.0 (0.9..1.2)}
	 */
	public String summary(int digits) {
		String number = "%." + digits + "f";
		return summary(number + " (" + number + ".." + number + ")");
	}

	/**
	 * The median, with the least and the most.
	 * @param format how the three are written
	 * @return the text
	 */
	String summary(String format) {
		return String.format(Locale.ROOT, format, median(), this.sorted.get(0),
				this.sorted.get(this.sorted.size() - 1));
	}

}
