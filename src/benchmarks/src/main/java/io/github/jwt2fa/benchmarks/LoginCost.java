package io.github.jwt2fa.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CPU time of a whole login by e-mailed code (both requests over HTTP, without SMTP)
 * against that of one BCrypt check of Spring's encoder, in the same process and the same
 * run, in turns.
 */
public final class LoginCost {

	private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Child server;

	private final String base;

	private int users;

	private LoginCost(Child server, String port) {
		this.server = server;
		this.base = "http://127.0.0.1:" + port;
	}

	/**
	 * Runs it.
	 * @param args rounds and logins for each, 7 and 200 unless given
	 * @throws Exception if the application does not answer as it should
	 */
	public static void main(String[] args) throws Exception {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 7;
		int logins = (args.length > 1) ? Integer.parseInt(args[1]) : 200;
		try (Child server = Child.start(LoginServer.class, (entry) -> true,
				"--jwt2fa.secret-key=a secret key for the benchmark alone", "--jwt2fa.code-token-throttle-rate=none")) {
			LoginCost cost = new LoginCost(server, server.await("port"));
			server.await("ready");
			cost.run(rounds, logins);
		}
	}

	private void run(int rounds, int logins) throws Exception {
		measure(logins, this::login);
		measure(logins, this::password);
		measure(20 * logins, this::nothing);
		List<Double> ratios = new ArrayList<>();
		for (int round = 0; round < rounds; round++) {
			double password = measure(logins, this::password);
			double login = measure(logins, this::login);
			double nothing = measure(20 * logins, this::nothing);
			// the login asks for the code by a request that is no part of it; the check
			// of the
			// password comes in a request of its own
			double net = (login - nothing) / (password - nothing);
			ratios.add(net);
			System.out.printf("login %.2f ms, BCrypt check %.2f ms, empty request %.3f ms: ratio %.4f%n",
					login - nothing, password - nothing, nothing, net);
		}
		Collections.sort(ratios);
		System.out.printf("ratio: median %.4f, least %.4f, most %.4f%n", ratios.get(rounds / 2), ratios.get(0),
				ratios.get(rounds - 1));
	}

	/**
	 * The CPU time of the application for each call, in milliseconds.
	 */
	private double measure(int calls, Call call) throws Exception {
		long before = this.server.cpu().toMillis();
		for (int i = 0; i < calls; i++) {
			call.run();
		}
		return (double) (this.server.cpu().toMillis() - before) / calls;
	}

	private void login() throws Exception {
		String user = "user" + this.users++;
		Matcher token = TOKEN
			.matcher(post("/auth/get-code/", "{\"username\":\"" + user + "\",\"password\":\"password\"}"));
		if (!token.find()) {
			throw new IllegalStateException("No code token");
		}
		String code = post("/open/code", user);
		String answer = post("/auth/auth/", "{\"code_token\":\"" + token.group(1) + "\",\"code\":\"" + code + "\"}");
		if (!answer.contains("access")) {
			throw new IllegalStateException("No login");
		}
	}

	private void password() throws Exception {
		post("/open/password", "x");
	}

	private void nothing() throws Exception {
		post("/open/nothing", "x");
	}

	private String post(String path, String body) throws Exception {
		HttpResponse<String> response = this.http.send(HttpRequest.newBuilder(URI.create(this.base + path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build(), HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() != 200) {
			throw new IllegalStateException(path + " answered " + response.statusCode());
		}
		return response.body();
	}

	/**
	 * What is measured.
	 */
	private interface Call {

		void run() throws Exception;

	}

}
