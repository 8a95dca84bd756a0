package io.github.jwt2fa.benchmarks.harness;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An application in a process of its own, whose CPU time is nobody else's.
 */
public final class Child implements AutoCloseable {

	/**
	 * The class path of an ordinary application: the clients of Redis and PostgreSQL are
	 * for the benchmarks of state.
	 */
	public static final Predicate<String> ORDINARY = Pattern
		.compile(
				"(redis|lettuce|jedis|netty|react|postgres|spring-data-keyvalue|spring-oxm|spring-messaging)[^/\\\\]*$")
		.asPredicate()
		.negate();

	/**
	 * The class path of an ordinary application with the starter: Spring's resource
	 * server is for comparison.
	 */
	public static final Predicate<String> WITH_STARTER = ORDINARY.and((entry) -> !entry.contains("oauth2"));

	/** What is left of a class path without the starter. */
	public static final Predicate<String> NOT_OURS = Pattern.compile("jwt2fa-(starter|autoconfigure)")
		.asPredicate()
		.negate();

	/**
	 * The class path of an ordinary application that takes Spring Security as it is.
	 */
	public static final Predicate<String> WITHOUT_STARTER = ORDINARY.and(NOT_OURS);

	/**
	 * The class path of an application with the starter whose state may be anywhere.
	 */
	public static final Predicate<String> WITH_STORES = Pattern.compile("embedded-[^/\\\\]*$|oauth2")
		.asPredicate()
		.negate();

	/** By the core: the more there are, the more sessions are begun, and they stay. */
	private static final String HEAP = "-Xmx" + 256 * Math.max(2, Runtime.getRuntime().availableProcessors()) + "m";

	private static final List<String> DEFAULTS = List.of("--server.port=0", "--server.address=127.0.0.1",
			"--spring.main.banner-mode=off", "--logging.level.root=warn", "--spring.jpa.open-in-view=false",
			"--spring.datasource.url=jdbc:h2:mem:benchmark", "--spring.jpa.hibernate.ddl-auto=create-drop",
			"--spring.mail.host=127.0.0.1");

	private final Process process;

	private final BufferedReader output;

	private Child(Process process) {
		this.process = process;
		// a benchmark that is told to end takes its applications along
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	/**
	 * Starts an application.
	 * @param main its class
	 * @param onClassPath which entries of this program's class path it gets
	 * @param args its properties, before those of every application
	 * @return its process, to be closed
	 * @throws IOException if it can't be started
	 */
	public static Child start(Class<?> main, Predicate<String> onClassPath, String... args) throws IOException {
		String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(onClassPath)
			.collect(Collectors.joining(File.pathSeparator));
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), HEAP,
				"-cp", classPath, main.getName()));
		// given twice, Spring would take both values for one list
		Map<String, String> properties = new LinkedHashMap<>();
		Stream.concat(DEFAULTS.stream(), Arrays.stream(args))
			.forEach((arg) -> properties.put(arg.substring(0, arg.indexOf('=')), arg));
		command.addAll(properties.values());
		return new Child(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
	}

	/**
	 * Waits for a line that begins with a word.
	 * @param word the word
	 * @return the rest of the line
	 * @throws IOException if its output can't be read
	 */
	public String await(String word) throws IOException {
		for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
			if (line.startsWith(word + " ")) {
				return line.substring(word.length() + 1);
			}
		}
		throw new IllegalStateException("The application ended without saying \"" + word + "\"");
	}

	/**
	 * The CPU time of the process so far.
	 * @return the time of all its threads
	 */
	public Duration cpu() {
		return this.process.info().totalCpuDuration().orElseThrow();
	}

	@Override
	public void close() {
		this.process.destroy();
		this.process.onExit().join();
	}

}
