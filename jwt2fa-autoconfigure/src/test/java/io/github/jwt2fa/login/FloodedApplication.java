package io.github.jwt2fa.login;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

import io.github.jwt2fa.test.TestApplication;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * An application with many users and then a flood of addresses, in a process of its own.
 * It prints a line for each fact that it finds; what should be, says {@link FloodIT}.
 */
final class FloodedApplication {

	/** What a line with a fact begins with. */
	static final String FACT = "fact ";

	private final long start = System.nanoTime();

	private final TestApplication app;

	private final ManyUsers users;

	private final ManyAddresses addresses;

	private final FewClients clients;

	private FloodedApplication(TestApplication app) {
		TwoFactorLoginService login = app.bean(TwoFactorLoginService.class);
		this.app = app;
		this.users = new ManyUsers((LoginLimits) ReflectionTestUtils.getField(login, "limits"), app.clock());
		this.addresses = new ManyAddresses(login);
		this.clients = new FewClients(app);
	}

	public static void main(String[] args) throws Exception {
		// a property without a value: addresses have the default rate
		try (TestApplication app = TestApplication.with(List.of(App.class), "jwt2fa.code-token-throttle-rate",
				"server.forward-headers-strategy=native")) {
			new FloodedApplication(app).run();
		}
		System.exit(0);
	}

	static void report(String name, Object value) {
		System.out.println(FACT + name + "=" + value);
	}

	private void run() throws Exception {
		this.users.spendBudgets();
		long application = heap("heap-of-application");
		this.users.askForCodeTokens();
		long asked = heap("heap-with-users");
		this.users.tryCodeTokens();
		this.clients.comeBefore();
		long tried = heap("heap-with-code-tokens");
		this.addresses.comeBefore();
		reportTime("seconds-before-flood");
		long admitted = this.addresses.flood();
		reportTime("seconds-after-flood");
		long full = heap("heap-when-full");
		this.addresses.comeAfter();
		this.clients.comeAfter();
		this.users.comeMore();
		this.users.comeAfter();
		this.clients.comeWhenUsersAreFull();
		heap("heap-when-users-are-full");
		this.app.clock().advance(Duration.ofMinutes(15).plusSeconds(2));
		this.addresses.comeWhenThereIsRoom();
		report("bytes-per-user", (asked - application) / ManyUsers.COUNT);
		report("bytes-per-tried-code-token", (tried - asked) / ManyUsers.TRIED);
		report("bytes-per-address", (full - tried) / (admitted + ManyAddresses.SPENT + ManyAddresses.UNSPENT));
		reportTime("seconds");
	}

	private static long heap(String name) {
		ManagementFactory.getMemoryMXBean().gc();
		long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		report(name, used);
		return used;
	}

	private void reportTime(String name) {
		report(name, Duration.ofNanos(System.nanoTime() - this.start).toSeconds());
	}

	/**
	 * The application. Nothing but the library remembers anything in it.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class App {

	}

}
