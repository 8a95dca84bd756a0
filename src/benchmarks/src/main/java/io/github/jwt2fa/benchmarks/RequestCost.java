package io.github.jwt2fa.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.benchmarks.application.AccessTokenServer;
import io.github.jwt2fa.benchmarks.application.SpringResourceServer;
import io.github.jwt2fa.benchmarks.application.StoredSessionServer;
import io.github.jwt2fa.benchmarks.harness.Child;
import io.github.jwt2fa.benchmarks.harness.LoginClient;
import io.github.jwt2fa.benchmarks.harness.RequestLoad;
import io.github.jwt2fa.benchmarks.harness.Row;
import io.github.jwt2fa.benchmarks.harness.Wrk;

/**
 * The CPU time of a request to a protected endpoint against that of one to an open
 * endpoint of the same application, both under load. The applications are processes of
 * their own and take turns in one run.
 */
public final class RequestCost {

	private static final String KEY = "a secret key for the benchmark alone";

	private RequestCost() {
	}

	/**
	 * Runs it.
	 * @param args seconds of each measurement, rounds, and how many tokens are sent in
	 * turns, each of a user of its own: 5, 9 and 1 unless given; then the applications:
	 * {@code none} (users are not asked for), {@code jdbc} and {@code jpa} (one select),
	 * {@code spring} (its own resource server), {@code session} (a plain login's, in the
	 * server's memory), all but {@code jpa} unless given
	 * @throws Exception if an application does not answer as it should
	 */
	public static void main(String[] args) throws Exception {
		Wrk.require();
		int seconds = (args.length > 0) ? Integer.parseInt(args[0]) : 5;
		int rounds = (args.length > 1) ? Integer.parseInt(args[1]) : 9;
		int users = (args.length > 2) ? Integer.parseInt(args[2]) : 1;
		List<String> names = (args.length > 3) ? Arrays.asList(args).subList(3, args.length)
				: List.of("none", "jdbc", "spring", "session");
		List<String> tokens;
		try (Child login = start("jdbc", users)) {
			tokens = tokens(new LoginClient(login), users);
		}
		Map<String, RequestLoad> applications = new LinkedHashMap<>();
		try {
			for (String name : names) {
				applications.put(name, load(name, users, tokens));
			}
			run(applications, seconds, rounds);
		}
		finally {
			applications.values().forEach(RequestLoad::close);
		}
		System.out.printf("%d rounds of %d s, %d token(s) of %d characters; medians, least, most%n", rounds, seconds,
				users, tokens.get(0).length());
		applications.forEach((name, application) -> System.out.printf("%-7s  %s%n", name, application));
		rows(applications, "none", "a request with an access token, `user-lookup=none`");
		rows(applications, "jdbc", "a request with an access token, its user by JDBC");
	}

	private static void rows(Map<String, RequestLoad> applications, String name, String what) {
		RequestLoad ours = applications.get(name);
		if (ours == null) {
			return;
		}
		row(what, ours, "an open request", ours.openCosts());
		RequestLoad spring = applications.get("spring");
		if (spring != null) {
			row(what, ours, "Spring's resource server, which asks for no user", spring.protectedCosts());
		}
		RequestLoad session = applications.get("session");
		if (session != null) {
			row(what, ours, "a session in the server's memory", session.protectedCosts());
		}
	}

	private static void row(String what, RequestLoad ours, String name, List<Double> others) {
		Row.of(what, "%.1f µs", ours.protectedCosts(), name, others).print();
	}

	private static RequestLoad load(String name, int users, List<String> tokens) throws Exception {
		Child application = start(name, users);
		LoginClient client = new LoginClient(application);
		if (!name.equals("session")) {
			return new RequestLoad(application, client.base(), "Authorization",
					tokens.stream().map((token) -> "Bearer " + token).toList());
		}
		List<String> cookies = new ArrayList<>();
		for (int i = 0; i < users; i++) {
			cookies.add(client.session(AccessTokenServer.USER + i, AccessTokenServer.PASSWORD));
		}
		return new RequestLoad(application, client.base(), "Cookie", cookies);
	}

	/**
	 * The access tokens of some users.
	 */
	private static List<String> tokens(LoginClient client, int users) throws Exception {
		List<String> tokens = new ArrayList<>();
		for (int i = 0; i < users; i++) {
			String user = AccessTokenServer.USER + i;
			String codeToken = client.codeToken(user, AccessTokenServer.PASSWORD);
			tokens.add(client.accessToken(codeToken, client.post("/open/code", user)));
		}
		return tokens;
	}

	private static void run(Map<String, RequestLoad> applications, int seconds, int rounds) throws Exception {
		for (RequestLoad application : applications.values()) {
			application.warmUp();
		}
		for (int round = 0; round < rounds; round++) {
			for (Map.Entry<String, RequestLoad> application : applications.entrySet()) {
				double ratio = application.getValue().measure(seconds, round % 2 == 0);
				System.out.printf("round %d: %s %.3f%n", round + 1, application.getKey(), ratio);
			}
		}
	}

	private static Child start(String name, int users) throws IOException {
		List<String> args = new ArrayList<>(List.of("--server.tomcat.max-keep-alive-requests=-1",
				"--benchmark.key=" + KEY, "--benchmark.users=" + users));
		if (name.equals("spring")) {
			return Child.start(SpringResourceServer.class, Child.WITHOUT_STARTER, args.toArray(String[]::new));
		}
		if (name.equals("session")) {
			args.add("--benchmark.users-by=jdbc");
			return Child.start(StoredSessionServer.class, Child.WITHOUT_STARTER.and(Child.WITH_STARTER),
					args.toArray(String[]::new));
		}
		args.addAll(List.of("--jwt2fa.secret-key=" + KEY, "--jwt2fa.token.access-token-lifetime=1h",
				"--jwt2fa.code-token-throttle-rate=none"));
		args.addAll(switch (name) {
			case "none" -> List.of("--benchmark.users-by=jdbc", "--jwt2fa.token.user-lookup=none");
			case "jdbc", "jpa" -> List.of("--benchmark.users-by=" + name);
			default -> throw new IllegalArgumentException("No application is called " + name);
		});
		return Child.start(AccessTokenServer.class, Child.WITH_STARTER, args.toArray(String[]::new));
	}

}
