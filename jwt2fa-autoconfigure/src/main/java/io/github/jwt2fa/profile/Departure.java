package io.github.jwt2fa.profile;

import java.util.List;

/**
 * A setting that departs from a standard.
 *
 * @param property the whole name of its property
 * @param fault what it is, and why that is not what the standard asks for
 * @param numbers the numbers of the standard that ask for it
 * @param mend what to type
 */
record Departure(String property, String fault, List<String> numbers, String mend) {

	@Override
	public String toString() {
		return this.property + " " + this.fault + " (" + String.join(", ", this.numbers) + ")";
	}

}
