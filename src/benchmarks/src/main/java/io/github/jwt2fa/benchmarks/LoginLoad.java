package io.github.jwt2fa.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jwt2fa.benchmarks.application.AccessTokenServer;
import io.github.jwt2fa.benchmarks.application.QuickFactors;
import io.github.jwt2fa.benchmarks.harness.Callers;
import io.github.jwt2fa.benchmarks.harness.Child;
import io.github.jwt2fa.benchmarks.harness.LoadedLogins;
import io.github.jwt2fa.benchmarks.harness.LocalServers;
import io.github.jwt2fa.benchmarks.harness.LoginClient;
import io.github.jwt2fa.benchmarks.harness.Pace;
import io.github.jwt2fa.benchmarks.harness.Samples;

/**
 * Whole logins a second over HTTP, by TOTP and with passwords that are checked quickly,
 * for each store of the state and for one and two instances of the application. All else
 * is the same: users and sessions are in one PostgreSQL.
 */
public final class LoginLoad {

	/** Seconds for each instance: a compiler takes its time. */
	private static final int WARM_UP = 30;

	private static final List<String> STORES = List.of("memory", "redis", "jdbc");

	private final String store;

	private final int instances;

	private final Duration time;

	private final Duration warmUp;

	private LoginLoad(String store, int instances, Duration time) {
		this.store = store;
		this.instances = instances;
		this.time = time;
		this.warmUp = Duration.ofSeconds((long) Pace.warmUp(WARM_UP) * instances);
	}

	/**
	 * Runs it.
	 * @param args the stores, all unless given; how many instances of the application, 1
	 * and then 2 unless given (of {@code memory} always 1: two would not share what they
	 * count); seconds of each measurement, 30 unless given
	 * @throws Exception if a login fails
	 */
	public static void main(String[] args) throws Exception {
		List<String> stores = new ArrayList<>(List.of(args));
		stores.retainAll(STORES);
		int[] numbers = List.of(args)
			.subList(stores.size(), args.length)
			.stream()
			.mapToInt(Integer::parseInt)
			.toArray();
		Duration time = Duration.ofSeconds((numbers.length > 1) ? numbers[1] : 30);
		System.out.printf("%d callers, %d s each%n", Callers.COUNT, time.toSeconds());
		System.out
			.println("Store   Instances  Logins a second   get-code ms, 99 %   auth ms, 99 %   CPU ms each login");
		for (String store : stores.isEmpty() ? STORES : stores) {
			int[] given = (numbers.length > 0) ? new int[] { numbers[0] } : new int[] { 1, 2 };
			for (int instances : store.equals("memory") ? new int[] { 1 } : given) {
				new LoginLoad(store, instances, time).run();
			}
		}
	}

	private void run() throws Exception {
		List<Child> applications = new ArrayList<>();
		try (LocalServers servers = LocalServers.start()) {
			try {
				List<LoginClient> clients = new ArrayList<>();
				for (int i = 0; i < this.instances; i++) {
					Child application = Child.start(AccessTokenServer.class, Child.WITH_STORES,
							servers.properties(this.store, "--benchmark.users=1", "--benchmark.users-by=jdbc",
									"--server.tomcat.max-keep-alive-requests=-1"));
					applications.add(application);
					// one after the other: the first makes the tables
					clients.add(new LoginClient(application));
				}
				clients.get(0).post(QuickFactors.TOTP, AccessTokenServer.USER + 0);
				servers.multiplyUser(this.warmUp.plus(this.time));
				measure(applications, LoadedLogins.at(clients));
			}
			finally {
				applications.forEach(Child::close);
			}
		}
	}

	private void measure(List<Child> applications, LoadedLogins logins) throws Exception {
		try (Callers callers = new Callers()) {
			callers.perSecond(this.warmUp, (caller) -> logins::login);
			logins.forgetTimes();
			Duration before = cpu(applications);
			double perSecond = callers.perSecond(this.time, (caller) -> logins::login);
			double cpu = (double) cpu(applications).minus(before).toMillis() / logins.count();
			Samples code = logins.codeMillis();
			Samples auth = logins.authMillis();
			System.out.printf("%-6s  %9d  %15.0f   %11.1f, %4.1f   %7.1f, %4.1f   %17.2f%n", this.store, this.instances,
					perSecond, code.median(), code.at(0.99), auth.median(), auth.at(0.99), cpu);
		}
	}

	private static Duration cpu(List<Child> applications) {
		return applications.stream().map(Child::cpu).reduce(Duration.ZERO, Duration::plus);
	}

}
