package io.github.jwt2fa.benchmarks;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks of one class.
 */
final class Jmh {

	private Jmh() {
	}

	/**
	 * Runs benchmarks.
	 * @param type the class
	 * @param args options of JMH; patterns among them choose from the class
	 */
	static void run(Class<?> type, String... args) throws Exception {
		CommandLineOptions given = new CommandLineOptions(args);
		ChainedOptionsBuilder options = new OptionsBuilder().parent(given);
		if (given.getIncludes().isEmpty()) {
			options.include(type.getName() + "\\.");
		}
		new Runner(options.build()).run();
	}

}
