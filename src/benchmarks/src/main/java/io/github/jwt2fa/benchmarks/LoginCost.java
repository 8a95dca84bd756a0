package io.github.jwt2fa.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.benchmarks.application.LoginServer;
import io.github.jwt2fa.benchmarks.application.PlainApplication;
import io.github.jwt2fa.benchmarks.application.PlainSessionServer;
import io.github.jwt2fa.benchmarks.application.QuickFactors;
import io.github.jwt2fa.benchmarks.harness.AuthenticatorApp;
import io.github.jwt2fa.benchmarks.harness.Call;
import io.github.jwt2fa.benchmarks.harness.Child;
import io.github.jwt2fa.benchmarks.harness.LoginClient;
import io.github.jwt2fa.benchmarks.harness.Pace;
import io.github.jwt2fa.benchmarks.harness.PasskeyDevice;
import io.github.jwt2fa.benchmarks.harness.Row;

/**
 * The CPU time of a whole login (both requests over HTTP, without SMTP) against that of
 * one BCrypt check of Spring's encoder, in the same process, and against that of the
 * plain login by a form, with the same password and a session, in a process beside it.
 * All of it in the same run, in turns.
 */
public final class LoginCost {

	private static final int WARM_UP = 15_000;

	private static final int QUICK_LOGINS = 1_000;

	private final AuthenticatorApp app = new AuthenticatorApp();

	private final Child server;

	private final LoginClient client;

	private final Child plain;

	private final LoginClient plainClient;

	private final PasskeyDevice device = new PasskeyDevice();

	private final Map<String, String> recoveryCodes = new HashMap<>();

	private final Factor factor;

	private int users;

	private int quickUsers;

	private int plainUsers;

	private LoginCost(Child server, Child plain, Factor factor) throws Exception {
		this.server = server;
		this.client = new LoginClient(server);
		this.plain = plain;
		this.plainClient = new LoginClient(plain);
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
		try (Child server = Child.start(LoginServer.class, Child.WITH_STARTER, properties.toArray(String[]::new));
				Child plain = Child.start(PlainSessionServer.class, Child.WITHOUT_STARTER.and(Child.WITH_STARTER))) {
			new LoginCost(server, plain, factor).run(rounds, logins);
		}
	}

	private void run(int rounds, int logins) throws Exception {
		if (this.factor == Factor.TOTP) {
			this.app.awaitNextCode();
		}
		// a login is so slow that the compiler would never get to what is around the hash
		warmUp();
		measure(logins / 4 + 1, this::password);
		List<Double> checks = new ArrayList<>();
		List<Double> all = new ArrayList<>();
		List<Double> plains = new ArrayList<>();
		List<Double> rests = new ArrayList<>();
		List<Double> plainRests = new ArrayList<>();
		for (int round = 0; round < rounds; round++) {
			enroll(logins);
			double password = measure(logins, this::password);
			double login = measure(logins, this::login);
			double session = measure(this.plain, logins, this::session);
			double nothing = measure(10 * logins, this::nothing);
			// a login asks for its code by a request that is no part of it, and the check
			// of the password comes in a request of its own
			all.add(login - ((this.factor == Factor.MAIL) ? nothing : 0));
			checks.add(password - nothing);
			plains.add(session);
			rests.add(withoutTheHash(password - nothing));
			plainRests.add(plainWithoutTheHash(password - nothing));
			System.out.printf(
					"login %.2f ms, BCrypt check %.2f ms, empty request %.3f ms, plain session login %.2f ms; "
							+ "without the hash, after many without a pause: %.2f ms and %.2f ms%n",
					all.get(round), password - nothing, nothing, session, rests.get(round), plainRests.get(round));
		}
		Row.of(this.factor.text, "%.1f ms", all, "one check of a BCrypt hash of strength 10", checks).print();
		Row.of(this.factor.text, "%.1f ms", all, "a plain session login, with the same hash", plains).print();
		Row.of(this.factor.text + ", without the hash", "%.2f ms", rests, "a plain session login without it",
				plainRests)
			.print();
	}

	/**
	 * What a login costs beside its hash, by many with a hash that is quick: the slow one
	 * differs from round to round by more than all the rest.
	 * @param password the CPU time of a check of the slow hash, in milliseconds
	 */
	private double withoutTheHash(double password) throws Exception {
		int first = this.quickUsers;
		int count = Pace.warmUp(QUICK_LOGINS);
		for (int i = first; i < first + count; i++) {
			setUp(PlainApplication.QUICK + i);
		}
		double login = measure(count, () -> login(PlainApplication.QUICK + this.quickUsers++));
		return login - ((this.factor == Factor.MAIL) ? measure(count, this::nothing) : 0) - quick(password);
	}

	private double plainWithoutTheHash(double password) throws Exception {
		return measure(this.plain, Pace.warmUp(QUICK_LOGINS),
				() -> this.plainClient.session(PlainApplication.QUICK + this.plainUsers++, "password"))
				- quick(password);
	}

	/**
	 * The CPU time of the quick hash.
	 */
	private static double quick(double password) {
		return password / (1 << (PlainApplication.STRENGTH - PlainApplication.QUICK_STRENGTH));
	}

	/**
	 * The CPU time of the application for each call, in milliseconds.
	 */
	private double measure(int calls, Call call) throws Exception {
		return measure(this.server, calls, call);
	}

	private static double measure(Child application, int calls, Call call) throws Exception {
		long before = application.cpu().toMillis();
		for (int i = 0; i < calls; i++) {
			call.run();
		}
		return (double) (application.cpu().toMillis() - before) / calls;
	}

	private void warmUp() throws Exception {
		for (int i = 0; i < Pace.warmUp(WARM_UP); i++) {
			String user = PlainApplication.QUICK + this.quickUsers++;
			setUp(user);
			login(user);
			nothing();
			this.plainClient.session(user, "password");
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

	private void session() throws Exception {
		this.plainClient.session("user" + this.plainUsers++, "password");
	}

	private void nothing() throws Exception {
		this.client.post("/open/nothing", "x");
	}

	private enum Factor {

		MAIL("a login by a code that is sent"), TOTP("a login by TOTP"), RECOVERY("a login by a recovery code"),

		PASSKEY("a login by a passkey (ES256)");

		private final String text;

		Factor(String text) {
			this.text = text;
		}

	}

}
