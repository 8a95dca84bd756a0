package io.github.jwt2fa.profile;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What standards ask of a setting.
 *
 * @param property the whole name of its property
 * @param numbers where each standard says so; a standard that does not is not there
 * @param check tells whether the setting departs from it
 */
record Requirement(String property, Map<Profile, List<String>> numbers, Check check) {

	/**
	 * The numbers of a standard.
	 * @return none if it does not ask for this
	 */
	List<String> numbersOf(Profile profile) {
		return this.numbers.getOrDefault(profile, List.of());
	}

	/**
	 * How the setting departs from the standard.
	 * @return the departure, or {@code null} if it does not
	 */
	@Nullable Departure departure(Configured configured) {
		List<String> asked = numbersOf(configured.profile());
		Fault fault = asked.isEmpty() ? null : this.check.of(configured);
		return (fault != null)
				? new Departure(this.property, fault.text(), asked, fault.mend().formatted(this.property)) : null;
	}

	/**
	 * Whether a setting departs from what is asked for.
	 */
	@FunctionalInterface
	interface Check {

		/**
		 * What is wrong.
		 * @return the fault, or {@code null} if nothing is
		 */
		@Nullable Fault of(Configured configured);

	}

	/**
	 * What is wrong with a setting.
	 *
	 * @param text what it is, to go on after the name of the property
	 * @param mend what to type, with {@code %s} for the name of the property
	 */
	record Fault(String text, String mend) {

	}

}
