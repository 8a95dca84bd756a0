package io.github.jwt2fa.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jwt2fa.benchmarks.application.AccessTokenServer;
import io.github.jwt2fa.benchmarks.application.QuickFactors;
import io.github.jwt2fa.benchmarks.application.StoredSessionServer;
import io.github.jwt2fa.benchmarks.harness.Call;
import io.github.jwt2fa.benchmarks.harness.Callers;
import io.github.jwt2fa.benchmarks.harness.Child;
import io.github.jwt2fa.benchmarks.harness.LoadedLogins;
import io.github.jwt2fa.benchmarks.harness.LocalServers;
import io.github.jwt2fa.benchmarks.harness.LoginClient;
import io.github.jwt2fa.benchmarks.harness.Pace;
import io.github.jwt2fa.benchmarks.harness.Row;

/**
 * Whole logins by TOTP a second over HTTP, with passwords that are checked quickly,
 * against plain session logins of the same users, in turns. The users are in one
 * PostgreSQL, and so are our sessions; those of the plain login are in its memory.
 */
public final class SessionLoad {

	private static final int WARM_UP = 30;

	private final Callers callers;

	private final List<Double> perSecond = new ArrayList<>();

	private final List<Double> cpuMillis = new ArrayList<>();

	private SessionLoad(Callers callers) {
		this.callers = callers;
	}

	/**
	 * Runs it.
	 * @param args seconds of each measurement and rounds, 10 and 5 unless given
	 * @throws Exception if a login fails
	 */
	public static void main(String[] args) throws Exception {
		Duration time = Duration.ofSeconds((args.length > 0) ? Long.parseLong(args[0]) : 10);
		int rounds = (args.length > 1) ? Integer.parseInt(args[1]) : 5;
		Duration warmUp = Duration.ofSeconds(Pace.warmUp(WARM_UP));
		try (LocalServers servers = LocalServers.start();
				Child tokens = Child.start(AccessTokenServer.class, Child.WITH_STORES,
						servers.properties("memory", "--benchmark.users=1", "--benchmark.users-by=jdbc",
								"--server.tomcat.max-keep-alive-requests=-1"))) {
			// one after the other: the first makes the tables
			LoginClient login = new LoginClient(tokens);
			login.post(QuickFactors.TOTP, AccessTokenServer.USER + 0);
			int known = servers.multiplyUser(warmUp.plus(time.multipliedBy(rounds)));
			try (Child sessions = Child.start(StoredSessionServer.class, Child.WITH_STORES.and(Child.NOT_OURS),
					servers.properties("memory", "--benchmark.users=1", "--benchmark.users-by=jdbc",
							"--server.tomcat.max-keep-alive-requests=-1"));
					Callers callers = new Callers()) {
				LoadedLogins logins = LoadedLogins.at(List.of(login));
				LoginClient form = new LoginClient(sessions);
				AtomicInteger users = new AtomicInteger();
				// from the first one again after the last: nothing is good for one login
				// only
				Call session = () -> form.session(AccessTokenServer.USER + (1 + users.getAndIncrement() % known),
						AccessTokenServer.PASSWORD);
				SessionLoad ours = new SessionLoad(callers);
				SessionLoad plain = new SessionLoad(callers);
				callers.perSecond(warmUp, (caller) -> logins::login);
				callers.perSecond(warmUp, (caller) -> session);
				for (int round = 0; round < rounds; round++) {
					ours.measure(tokens, time, logins::login);
					plain.measure(sessions, time, session);
					System.out.printf("round %d: logins by TOTP %.0f a second, plain session logins %.0f%n", round + 1,
							ours.perSecond.get(round), plain.perSecond.get(round));
				}
				print(ours, plain);
			}
		}
	}

	private void measure(Child application, Duration time, Call login) throws Exception {
		Duration before = application.cpu();
		double rate = this.callers.perSecond(time, (caller) -> login);
		this.perSecond.add(rate);
		this.cpuMillis.add(application.cpu().minus(before).toMillis() / (rate * time.toSeconds()));
	}

	private static void print(SessionLoad ours, SessionLoad plain) {
		String other = "a plain session login";
		Row.of("logins by TOTP under load, a quick hash", "%.0f a second", ours.perSecond, other, plain.perSecond)
			.print();
		Row.of("the same, CPU time of each", "%.2f ms", ours.cpuMillis, other, plain.cpuMillis).print();
	}

}
