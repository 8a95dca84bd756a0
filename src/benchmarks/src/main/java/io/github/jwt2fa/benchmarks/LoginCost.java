package io.github.jwt2fa.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.benchmarks.application.LoginServer;
import io.github.jwt2fa.benchmarks.application.PlainApplication;
import io.github.jwt2fa.benchmarks.application.QuickFactors;
import io.github.jwt2fa.benchmarks.harness.AuthenticatorApp;
import io.github.jwt2fa.benchmarks.harness.Call;
import io.github.jwt2fa.benchmarks.harness.Child;
import io.github.jwt2fa.benchmarks.harness.LoginClient;
import io.github.jwt2fa.benchmarks.harness.PasskeyDevice;
import io.github.jwt2fa.benchmarks.harness.Samples;

/**
 * The CPU time of a whole login (both requests over HTTP, without SMTP) against that of
 * one BCrypt check of Spring's encoder, in the same process and the same run, in turns.
 */
public final class LoginCost {

	private static final int WARM_UP = 15_000;

	private static final int QUICK_LOGINS = 3_000;

	private static final Duration TOTP_STEP = Duration.ofSeconds(30);

	private final AuthenticatorApp app = new AuthenticatorApp();

	private final Child server;

	private final LoginClient client;

	private final PasskeyDevice device = new PasskeyDevice();

	private final Map<String, String> recoveryCodes = new HashMap<>();

	private final Factor factor;

	private int users;

	private int quickUsers;

	private LoginCost(Child server, Factor factor) throws Exception {
		this.server = server;
		this.client = new LoginClient(server);
		this.factor = factor;
	}

	/**
	 * Runs it.
	 * @param args {@code totp}, {@code recovery} or {@code passkey} for logins by these,
	 * and by e-mail without; rounds and logins for each, 7 and 300 unless given
	 * @throws Exception if the application does not answer as it should
	 */
	public static void main(String[] args) throws Exception {
		Factor factor = Arrays.stream(Factor.values())
			.filter((other) -> args.length > 0 && other.name().equalsIgnoreCase(args[0]))
			.findFirst()
			.orElse(Factor.MAIL);
		int first = (args.length > 0 && factor.name().equalsIgnoreCase(args[0])) ? 1 : 0;
		int rounds = (args.length > first) ? Integer.parseInt(args[first]) : 7;
		int logins = (args.length > first + 1) ? Integer.parseInt(args[first + 1]) : 300;
		List<String> properties = new ArrayList<>(List.of("--jwt2fa.secret-key=a secret key for the benchmark alone",
				"--jwt2fa.code-token-throttle-rate=none"));
		if (factor == Factor.PASSKEY) {
			properties.add("--jwt2fa.passkey.rp-id=" + PasskeyDevice.RP_ID);
		}
		try (Child server = Child.start(LoginServer.class, Child.WITH_STARTER, properties.toArray(String[]::new))) {
			new LoginCost(server, factor).run(rounds, logins);
		}
	}

	private void run(int rounds, int logins) throws Exception {
		if (this.factor == Factor.TOTP) {
			// codes from before the server started count as used
			Thread.sleep(TOTP_STEP.toMillis());
		}
		// a login is so slow that the compiler would never get to what is around the hash
		warmUp();
		measure(logins / 4, this::password);
		double rest = withoutTheHash(measure(logins, this::password));
		List<Double> ratios = new ArrayList<>();
		for (int round = 0; round < rounds; round++) {
			enroll(logins);
			double password = measure(logins, this::password);
			double login = measure(logins, this::login);
			double nothing = measure(10 * logins, this::nothing);
			// a login asks for its code by a request that is no part of it, and the check
			// of the
			// password comes in a request of its own
			double net = (login - ((this.factor == Factor.MAIL) ? nothing : 0)) / (password - nothing);
			ratios.add(net);
			System.out.printf("login %.2f ms, BCrypt check %.2f ms, empty request %.3f ms: ratio %.4f%n",
					login - ((this.factor == Factor.MAIL) ? nothing : 0), password - nothing, nothing, net);
		}
		System.out.println("ratio: median (least..most) " + Samples.of(ratios).summary(4));
		System.out.printf("a login without its hash, after many without a pause: %.2f ms%n", rest);
	}

	/**
	 * What a login costs beside its hash, by many with a hash that is quick: the slow one
	 * differs from round to round by more than all the rest.
	 * @param password the CPU time of a check of the slow hash, in milliseconds
	 */
	private double withoutTheHash(double password) throws Exception {
		for (int i = WARM_UP; i < WARM_UP + QUICK_LOGINS; i++) {
			setUp(PlainApplication.QUICK + i);
		}
		this.quickUsers = WARM_UP;
		double login = measure(QUICK_LOGINS, () -> login(PlainApplication.QUICK + this.quickUsers++));
		return login - ((this.factor == Factor.MAIL) ? measure(QUICK_LOGINS, this::nothing) : 0)
				- password / (1 << (PlainApplication.STRENGTH - PlainApplication.QUICK_STRENGTH));
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
			setUp(user);
			login(user);
			nothing();
		}
	}

	/**
	 * Sets the factor up for the users who log in next.
	 */
	private void enroll(int logins) throws Exception {
		for (int i = 0; i < logins; i++) {
			setUp("user" + (this.users + i));
		}
	}

	private void setUp(String user) throws Exception {
		switch (this.factor) {
			case TOTP -> this.client.post(QuickFactors.TOTP, user);
			case RECOVERY -> this.recoveryCodes.put(user, this.client.post(QuickFactors.RECOVERY, user));
			case PASSKEY -> this.client.post(QuickFactors.PASSKEY, this.device.registration(user));
			case MAIL -> {
				// everybody has an address
			}
		}
	}

	private void login() throws Exception {
		login("user" + this.users++);
	}

	private void login(String user) throws Exception {
		if (this.factor == Factor.PASSKEY) {
			String begun = this.client.beginPasskey(user, "password");
			this.client.showPasskey(begun, this.device.credential(user, begun));
			return;
		}
		String codeToken = this.client.codeToken(user, "password");
		this.client.accessToken(codeToken, switch (this.factor) {
			case TOTP -> this.app.code();
			case RECOVERY -> String.valueOf(this.recoveryCodes.remove(user));
			default -> this.client.post("/open/code", user);
		});
	}

	private void password() throws Exception {
		this.client.post("/open/password", "x");
	}

	private void nothing() throws Exception {
		this.client.post("/open/nothing", "x");
	}

	private enum Factor {

		MAIL, TOTP, RECOVERY, PASSKEY

	}

}
