package io.github.jwt2fa.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Holds the settings against a standard when all beans are there: what departs from it
 * stops the start, all of it at once, unless it may; and a start that goes on says so in
 * one sentence.
 */
final class ProfileCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ProfileCheck.class);

	private static final String SEEN = " as far as a library can see";

	private final Configured configured;

	private final Set<String> exceptions;

	/**
	 * A check.
	 * @param configured what is checked
	 * @param exceptions whole names of the properties that may depart
	 */
	ProfileCheck(Configured configured, Set<String> exceptions) {
		this.configured = configured;
		this.exceptions = exceptions;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<Departure> departures = Requirements.ALL.stream()
			.map((requirement) -> requirement.departure(this.configured))
			.filter(Objects::nonNull)
			.toList();
		List<Departure> faults = departures.stream()
			.filter((departure) -> !this.exceptions.contains(departure.property()))
			.toList();
		if (!faults.isEmpty()) {
			throw broken(faults);
		}
		tellOfNeedless(departures);
		if (departures.isEmpty()) {
			logger.info("This configuration meets " + title() + SEEN + ": " + String.join(", ", numbers()) + lifetimes()
					+ unseen());
		}
		else {
			logger.warn("This configuration departs from " + title() + " where jwt2fa.profile-exceptions lets it: "
					+ join(departures, "; ") + "; it meets the rest" + SEEN + lifetimes() + unseen());
		}
	}

	private Jwt2faConfigurationException broken(List<Departure> faults) {
		String line = "\n    ";
		Set<String> mends = new LinkedHashSet<>();
		faults.forEach((fault) -> mends.add(fault.mend()));
		return new Jwt2faConfigurationException(
				"The configuration departs from " + title() + ", which jwt2fa.profile=" + this.configured.profile()
						+ " asks for:\n" + line + join(faults, line),
				"Type what the standard asks for:\n" + line + String.join(line, mends)
						+ "\n\nOr let a setting depart, which each start logs, by its name among these:\n" + line
						+ "jwt2fa.profile-exceptions=" + exceptionsFor(faults));
	}

	private String exceptionsFor(List<Departure> faults) {
		return Stream.concat(this.exceptions.stream().sorted(), faults.stream().map(Departure::property))
			.distinct()
			.collect(Collectors.joining(","));
	}

	/**
	 * One that is needless now would let something pass one day that nobody has looked
	 * at.
	 */
	private void tellOfNeedless(List<Departure> departures) {
		Set<String> needless = new TreeSet<>(this.exceptions);
		departures.forEach((departure) -> needless.remove(departure.property()));
		if (!needless.isEmpty()) {
			logger.warn("jwt2fa.profile-exceptions names " + String.join(", ", needless)
					+ ", which does not depart from " + title() + ": leave it out.");
		}
	}

	private String title() {
		return this.configured.profile().title();
	}

	private List<String> numbers() {
		return Requirements.ALL.stream()
			.flatMap((requirement) -> requirement.numbersOf(this.configured.profile()).stream())
			.distinct()
			.sorted(byNumber())
			.toList();
	}

	private static Comparator<String> byNumber() {
		return Comparator.comparing(
				(number) -> Arrays.stream(number.split("\\.")).mapToInt(Integer::parseInt).toArray(), Arrays::compare);
	}

	/**
	 * ASVS leaves the figures to the application, which has to justify them.
	 */
	private String lifetimes() {
		if (this.configured.profile() != Profile.ASVS_L2) {
			return "";
		}
		return "; a session ends after " + Requirements.text(this.configured.inactive())
				+ " without a refresh (7.3.1) and " + Requirements.text(this.configured.overall())
				+ " after the login (7.3.2), which the application's documentation has to justify (7.1.1)";
	}

	private String unseen() {
		List<String> unseen = new ArrayList<>(List.of("TLS", "passwords", "identity proofing"));
		List<String> beans = this.configured.ownBeans();
		if (!beans.isEmpty()) {
			unseen.add("what its own beans do (" + String.join(", ", beans) + ")");
		}
		return "; left to the application: " + String.join(", ", unseen);
	}

	private static String join(List<Departure> departures, String separator) {
		return departures.stream().map(Departure::toString).collect(Collectors.joining(separator));
	}

}
