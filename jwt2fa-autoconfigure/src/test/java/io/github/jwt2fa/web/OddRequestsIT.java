package io.github.jwt2fa.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Twenty thousand requests of each odd kind at an application with a heap of 128 MB:
 * nothing of them stays, and none is a fault of the server.
 */
@Tag("stress")
class OddRequestsIT {

	private static final int MINUTES_TO_END = 5;

	private static final long MEGABYTE = 1024 * 1024;

	/** Caches that have an end, and what the machine compiles. */
	private static final long LEFT_BEHIND = 12 * MEGABYTE;

	private static Map<String, String> facts;

	private static String log;

	@BeforeAll
	static void send(@TempDir Path directory) throws Exception {
		Path output = directory.resolve("output.txt");
		Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx128m",
				"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-cp",
				System.getProperty("java.class.path"), BesiegedApplication.class.getName())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			boolean ended = process.waitFor(MINUTES_TO_END, TimeUnit.MINUTES);
			log = Files.readString(output);
			assertThat(ended).as("ended after %s minutes; %s", MINUTES_TO_END, log).isTrue();
			assertThat(process.exitValue()).as(log).isZero();
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		facts = factsIn(output);
	}

	private static Map<String, String> factsIn(Path output) throws IOException {
		Map<String, String> found = new HashMap<>();
		List<String> lines = Files.readAllLines(output)
			.stream()
			.filter((line) -> line.startsWith(BesiegedApplication.FACT))
			.toList();
		for (String line : lines) {
			int equals = line.indexOf('=');
			found.put(line.substring(BesiegedApplication.FACT.length(), equals), line.substring(equals + 1));
			System.out.println(line);
		}
		return found;
	}

	@ParameterizedTest
	@EnumSource
	void requestsWhenOddThenNothingStaysAndNoneIsAFaultOfTheServer(OddRequest kind) {
		assertThat(facts.get(kind + "-statuses")).as("statuses").matches("\\{(4\\d\\d=\\d+(, )?)+}|\\{200=\\d+}");
		long before = Long.parseLong(facts.get(kind + "-heap-before"));
		assertThat(Long.parseLong(facts.get(kind + "-heap-after"))).isLessThan(before + LEFT_BEHIND);
	}

	@Test
	void logWhenRequestsAreOddThenTellsOfNone() {
		assertThat(log).doesNotContain(" ERROR ");
	}

}
