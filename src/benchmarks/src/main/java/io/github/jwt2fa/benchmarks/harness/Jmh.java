package io.github.jwt2fa.benchmarks.harness;

import java.util.Collection;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks of one class.
 */
public final class Jmh {

	private Jmh() {
	}

	/**
	 * Runs benchmarks.
	 * @param type the class
	 * @param args options of JMH; patterns among them choose from the class
	 * @return what came out
	 * @throws Exception if it fails
	 */
	public static Collection<RunResult> run(Class<?> type, String... args) throws Exception {
		CommandLineOptions given = new CommandLineOptions(args);
		ChainedOptionsBuilder options = new OptionsBuilder().parent(given);
		if (given.getIncludes().isEmpty()) {
			options.include(type.getName() + "\\.");
		}
		return new Runner(options.build()).run();
	}

}
