package io.github.jwt2fa.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import org.apache.commons.codec.binary.Base32;

/**
 * The CPU time of a whole login (both requests over HTTP, without SMTP) against that of
 * one BCrypt check of Spring's encoder, in the same process and the same run, in turns.
 */
public final class LoginCost {

	private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

	private static final int WARM_UP = 15_000;

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final TimeBasedOneTimePasswordGenerator app = new TimeBasedOneTimePasswordGenerator();

	private final SecretKeySpec appKey = new SecretKeySpec(new Base32().decode(LoginServer.TOTP_SECRET), "HmacSHA1");

	private final Child server;

	private final String base;

	private final boolean totp;

	private int users;

	private LoginCost(Child server, String port, boolean totp) {
		this.server = server;
		this.base = "http://127.0.0.1:" + port;
		this.totp = totp;
	}

	/**
	 * Runs it.
	 * @param args {@code totp} for logins by TOTP; rounds and logins for each, 7 and 300
	 * unless given
	 * @throws Exception if the application does not answer as it should
	 */
	public static void main(String[] args) throws Exception {
		boolean totp = args.length > 0 && args[0].equals("totp");
		int first = totp ? 1 : 0;
		int rounds = (args.length > first) ? Integer.parseInt(args[first]) : 7;
		int logins = (args.length > first + 1) ? Integer.parseInt(args[first + 1]) : 300;
		try (Child server = Child.start(LoginServer.class, Child.WITH_STARTER,
				"--jwt2fa.secret-key=a secret key for the benchmark alone", "--jwt2fa.code-token-throttle-rate=none")) {
			LoginCost cost = new LoginCost(server, server.await("port"), totp);
			server.await("ready");
			cost.run(rounds, logins);
		}
	}

	private void run(int rounds, int logins) throws Exception {
		// a login is so slow that the compiler would never get to what is around the hash
		warmUp();
		measure(logins / 4, this::password);
		List<Double> ratios = new ArrayList<>();
		for (int round = 0; round < rounds; round++) {
			enroll(logins);
			double password = measure(logins, this::password);
			double login = measure(logins, this::login);
			double nothing = measure(10 * logins, this::nothing);
			// a login asks for its code by a request that is no part of it, and the check
			// of the
			// password comes in a request of its own
			double net = (login - (this.totp ? 0 : nothing)) / (password - nothing);
			ratios.add(net);
			System.out.printf("login %.2f ms, BCrypt check %.2f ms, empty request %.3f ms: ratio %.4f%n",
					login - (this.totp ? 0 : nothing), password - nothing, nothing, net);
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

	private void warmUp() throws Exception {
		for (int i = 0; i < WARM_UP; i++) {
			String user = PlainApplication.QUICK + i;
			if (this.totp) {
				post("/open/totp", user);
			}
			login(user);
			nothing();
		}
	}

	/**
	 * Sets TOTP up for the users who log in next.
	 */
	private void enroll(int logins) throws Exception {
		for (int i = 0; this.totp && i < logins; i++) {
			post("/open/totp", "user" + (this.users + i));
		}
	}

	private void login() throws Exception {
		login("user" + this.users++);
	}

	private void login(String user) throws Exception {
		Matcher token = TOKEN
			.matcher(post("/auth/get-code/", "{\"username\":\"" + user + "\",\"password\":\"password\"}"));
		if (!token.find()) {
			throw new IllegalStateException("No code token");
		}
		String code = this.totp ? this.app.generateOneTimePasswordString(this.appKey, Instant.now(), Locale.ROOT)
				: post("/open/code", user);
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
