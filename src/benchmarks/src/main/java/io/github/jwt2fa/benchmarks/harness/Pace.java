package io.github.jwt2fa.benchmarks.harness;

/**
 * How thoroughly a benchmark warms up: {@code -Dbenchmark.smoke=true} is for a run that
 * shows no more than that it runs.
 */
public final class Pace {

	private static final int SMOKE = 100;

	private Pace() {
	}

	/**
	 * How much comes before what is measured.
	 * @param enough as much as the compiler needs
	 * @return that, or a hundredth of it, but never nothing
	 */
	public static int warmUp(int enough) {
		return Boolean.getBoolean("benchmark.smoke") ? Math.max(1, enough / SMOKE) : enough;
	}

}
