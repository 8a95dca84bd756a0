package io.github.jwt2fa.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.jwt2fa.benchmarks.application.PlainApplication;
import io.github.jwt2fa.benchmarks.harness.Child;
import io.github.jwt2fa.benchmarks.harness.Row;
import io.github.jwt2fa.benchmarks.harness.Samples;

/**
 * The CPU time until an application is ready, with the starter and without: the same
 * application, in turns, and the medians.
 */
public final class StartUpCost {

	private static final Pattern OURS = Pattern
		.compile("jwt2fa-(starter|autoconfigure)|nimbus|caffeine|oauth2|webauthn4j");

	private StartUpCost() {
	}

	/**
	 * Runs it.
	 * @param args the number of rounds, 9 unless given; then {@code passkey} for an
	 * application with passkeys
	 * @throws Exception if an application does not start
	 */
	public static void main(String[] args) throws Exception {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 9;
		String[] passkeys = (args.length > 1 && args[1].equals("passkey"))
				? new String[] { "--jwt2fa.passkey.rp-id=shop.example", "--jwt2fa.passkey.login=true" } : new String[0];
		List<Double> without = new ArrayList<>();
		List<Double> with = new ArrayList<>();
		for (int round = 0; round < rounds; round++) {
			without.add(start(Child.ORDINARY.and((entry) -> !OURS.matcher(entry).find())));
			with.add(start(Child.WITH_STARTER, passkeys));
		}
		System.out.printf("without the starter: %s ms of CPU%n", Samples.of(without).summary(0));
		System.out.printf("with the starter:    %s ms of CPU%n", Samples.of(with).summary(0));
		Row.of((passkeys.length > 0) ? "the start, with passkeys" : "the start", "%.0f ms", with,
				"the same application without the starter", without)
			.print();
	}

	private static double start(Predicate<String> onClassPath, String... more) throws Exception {
		List<String> properties = new ArrayList<>(List.of("--jwt2fa.secret-key=a secret key for the benchmark alone",
				"--jwt2fa.email-sender-from-address=login@example.com"));
		properties.addAll(List.of(more));
		try (Child child = Child.start(PlainApplication.class, onClassPath, properties.toArray(String[]::new))) {
			return Double.parseDouble(child.await("ready"));
		}
	}

}
