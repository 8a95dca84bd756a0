package io.github.jwt2fa.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The sample in a process of its own.
 */
final class Instance implements AutoCloseable {

	private static final int SECONDS_TO_START = 120;

	private final Process process;

	private final SampleClient client;

	private Instance(Process process, SampleClient client) {
		this.process = process;
		this.client = client;
	}

	/**
	 * Starts an instance on a random port.
	 */
	static Instance start(List<String> properties) throws Exception {
		// its output would get into that of the test runner
		return start(List.of("-cp", System.getProperty("java.class.path"), SampleApplication.class.getName()),
				properties, ProcessBuilder.Redirect.DISCARD);
	}

	/**
	 * Starts an instance on a random port.
	 * @param application options of Java, and what it runs
	 */
	static Instance start(List<String> application, List<String> properties, ProcessBuilder.Redirect output)
			throws Exception {
		int port = freePort();
		List<String> all = new ArrayList<>(List.of("--server.port=" + port));
		properties.forEach((property) -> all.add("--" + property));
		Process process = new ProcessBuilder(command(application, all)).redirectErrorStream(true)
			.redirectOutput(output)
			.start();
		Instance instance = new Instance(process, new SampleClient(port));
		instance.awaitStart();
		return instance;
	}

	/**
	 * A command that runs this Java.
	 */
	static List<String> command(List<String> application, List<String> arguments) {
		List<String> command = new ArrayList<>(
				List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx256m"));
		command.addAll(application);
		command.addAll(arguments);
		return command;
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitStart() throws InterruptedException {
		for (int i = 0; i < SECONDS_TO_START * 5; i++) {
			if (!this.process.isAlive()) {
				throw new AssertionError("The instance did not start");
			}
			try {
				if (this.client.get("/").statusCode() == 200) {
					return;
				}
			}
			catch (AssertionError ex) {
				// not yet
			}
			Thread.sleep(200);
		}
		close();
		throw new AssertionError("The instance did not start in " + SECONDS_TO_START + " s");
	}

	SampleClient client() {
		return this.client;
	}

	/**
	 * Ends it in the middle of whatever it does.
	 */
	@Override
	public void close() {
		try {
			this.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
