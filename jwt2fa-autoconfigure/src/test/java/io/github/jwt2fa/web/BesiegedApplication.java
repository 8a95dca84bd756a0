package io.github.jwt2fa.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.jwt2fa.host.NoDatabase;
import io.github.jwt2fa.test.TestApplication;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * An application that gets odd requests, in a process of its own. It prints a line for
 * each fact that it finds; what should be, says {@link OddRequestsIT}.
 */
final class BesiegedApplication {

	/** What a line with a fact begins with. */
	static final String FACT = "fact ";

	private static final int CLIENTS = 2;

	private BesiegedApplication() {
	}

	public static void main(String[] args) throws Exception {
		try (TestApplication app = TestApplication.with(
				List.of(TestApplication.App.class, NoDatabase.class, CheapPasswords.class),
				"spring.messages.basename=io.github.jwt2fa.web.odd-messages", "server.tomcat.threads.max=4",
				"server.tomcat.max-keep-alive-requests=-1")) {
			// what is loaded with the first requests is not what they leave behind
			for (OddRequest kind : OddRequest.values()) {
				send(app.port(), kind, 0, 50);
			}
			for (OddRequest kind : OddRequest.values()) {
				long start = System.nanoTime();
				app.events().clear();
				report(kind + "-heap-before", heap());
				report(kind + "-statuses", sendAll(app.port(), kind));
				app.events().clear();
				report(kind + "-heap-after", heap());
				report(kind + "-millis", Duration.ofNanos(System.nanoTime() - start).toMillis());
			}
		}
		System.exit(0);
	}

	private static void report(String name, Object value) {
		System.out.println(FACT + name + "=" + value);
	}

	private static long heap() {
		ManagementFactory.getMemoryMXBean().gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static Map<Integer, Integer> sendAll(int port, OddRequest kind) throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		List<Callable<Map<Integer, Integer>>> calls = new ArrayList<>();
		int share = kind.count() / CLIENTS;
		for (int i = 0; i < CLIENTS; i++) {
			int from = 50 + i * share;
			calls.add(() -> send(port, kind, from, share));
		}
		Map<Integer, Integer> statuses = new TreeMap<>();
		for (Future<Map<Integer, Integer>> call : clients.invokeAll(calls)) {
			call.get().forEach((status, count) -> statuses.merge(status, count, Integer::sum));
		}
		clients.shutdown();
		return statuses;
	}

	private static Map<Integer, Integer> send(int port, OddRequest kind, int from, int count) throws IOException {
		Map<Integer, Integer> statuses = new TreeMap<>();
		Connection connection = new Connection(port);
		try {
			for (int i = from; i < from + count; i++) {
				int status = connection.tryToExchange(kind.number(i));
				statuses.merge(status, 1, Integer::sum);
				if (!connection.isOpen()) {
					connection.socket.close();
					connection = new Connection(port);
				}
			}
		}
		finally {
			connection.socket.close();
		}
		return statuses;
	}

	/**
	 * A connection that is kept, with no more of HTTP than the answers need.
	 */
	private static final class Connection {

		private final Socket socket;

		private final InputStream in;

		private boolean open = true;

		private Connection(int port) throws IOException {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
			this.socket.setTcpNoDelay(true);
			this.socket.setSoTimeout(30_000);
			this.in = new BufferedInputStream(this.socket.getInputStream());
		}

		boolean isOpen() {
			return this.open;
		}

		/**
		 * The status of the answer, or zero if there was none.
		 */
		int tryToExchange(String request) {
			try {
				return exchange(request);
			}
			catch (IOException ex) {
				this.open = false;
				return 0;
			}
		}

		private int exchange(String request) throws IOException {
			this.socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			String status = line();
			int length = 0;
			boolean chunked = false;
			for (String header = line(); !header.isEmpty(); header = line()) {
				String lower = header.toLowerCase(Locale.ROOT);
				if (lower.startsWith("content-length:")) {
					length = Integer.parseInt(lower.substring(15).strip());
				}
				chunked |= lower.startsWith("transfer-encoding:");
				this.open &= !lower.equals("connection: close");
			}
			this.in.skipNBytes(length);
			while (chunked) {
				int size = Integer.parseInt(line(), 16);
				this.in.skipNBytes(size + 2L);
				chunked = size > 0;
			}
			return Integer.parseInt(status.substring(9, 12));
		}

		private String line() throws IOException {
			StringBuilder line = new StringBuilder();
			for (int c = this.in.read(); c != '\n'; c = this.in.read()) {
				if (c < 0) {
					throw new IOException("The answer ended early: " + line);
				}
				line.append((char) c);
			}
			return line.toString().strip();
		}

	}

	/**
	 * Passwords that cost nothing: it is not they that are looked at.
	 */
	@Configuration(proxyBeanMethods = false)
	static class CheapPasswords {

		@Bean
		PasswordEncoder passwordEncoder() {
			return new PasswordEncoder() {

				@Override
				public String encode(CharSequence password) {
					return "stored " + password;
				}

				@Override
				public boolean matches(CharSequence password, String stored) {
					return stored.equals(encode(password));
				}

			};
		}

	}

}
