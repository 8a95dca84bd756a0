package io.github.jwt2fa.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jwt2fa.benchmarks.application.LoginServer;
import io.github.jwt2fa.benchmarks.application.PlainApplication;
import io.github.jwt2fa.benchmarks.application.QuickTotp;
import io.github.jwt2fa.benchmarks.harness.AuthenticatorApp;
import io.github.jwt2fa.benchmarks.harness.Call;
import io.github.jwt2fa.benchmarks.harness.Child;
import io.github.jwt2fa.benchmarks.harness.LoginClient;
import io.github.jwt2fa.benchmarks.harness.Samples;

/**
 * The CPU time of a whole login (both requests over HTTP, without SMTP) against that of
 * one BCrypt check of Spring's encoder, in the same process and the same run, in turns.
 */
public final class LoginCost {

	private static final int WARM_UP = 15_000;

	private static final Duration TOTP_STEP = Duration.ofSeconds(30);

	private final AuthenticatorApp app = new AuthenticatorApp();

	private final Child server;

	private final LoginClient client;

	private final boolean totp;

	private int users;

	private LoginCost(Child server, boolean totp) throws IOException {
		this.server = server;
		this.client = new LoginClient(server);
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
			new LoginCost(server, totp).run(rounds, logins);
		}
	}

	private void run(int rounds, int logins) throws Exception {
		if (this.totp) {
			// codes from before the server started count as used
			Thread.sleep(TOTP_STEP.toMillis());
		}
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
		System.out.println("ratio: median (least..most) " + Samples.of(ratios).summary(4));
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
				this.client.post(QuickTotp.PATH, user);
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
			this.client.post(QuickTotp.PATH, "user" + (this.users + i));
		}
	}

	private void login() throws Exception {
		login("user" + this.users++);
	}

	private void login(String user) throws Exception {
		String codeToken = this.client.codeToken(user, "password");
		this.client.accessToken(codeToken, this.totp ? this.app.code() : this.client.post("/open/code", user));
	}

	private void password() throws Exception {
		this.client.post("/open/password", "x");
	}

	private void nothing() throws Exception {
		this.client.post("/open/nothing", "x");
	}

}
