package io.github.jwt2fa.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.jwt2fa.benchmarks.application.PlainApplication;
import io.github.jwt2fa.benchmarks.harness.Child;

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
		List<Long> without = new ArrayList<>();
		List<Long> with = new ArrayList<>();
		for (int round = 0; round < rounds; round++) {
			without.add(start(Child.ORDINARY.and((entry) -> !OURS.matcher(entry).find())));
			with.add(start(Child.WITH_STARTER, passkeys));
		}
		Collections.sort(without);
		Collections.sort(with);
		long plain = without.get(rounds / 2);
		long starter = with.get(rounds / 2);
		System.out.printf("without the starter: median %d ms of CPU (%s)%n", plain, without);
		System.out.printf("with the starter:    median %d ms of CPU (%s)%n", starter, with);
		System.out.printf("ratio %.3f%n", (double) starter / plain);
	}

	private static long start(Predicate<String> onClassPath, String... more) throws Exception {
		List<String> properties = new ArrayList<>(List.of("--jwt2fa.secret-key=a secret key for the benchmark alone",
				"--jwt2fa.email-sender-from-address=login@example.com"));
		properties.addAll(List.of(more));
		try (Child child = Child.start(PlainApplication.class, onClassPath, properties.toArray(String[]::new))) {
			return Long.parseLong(child.await("ready"));
		}
	}

}
