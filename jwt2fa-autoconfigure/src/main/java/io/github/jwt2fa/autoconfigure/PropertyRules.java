package io.github.jwt2fa.autoconfigure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Rules that stop the start, each with the property, the fault and the mend.
 */
final class PropertyRules {

	private PropertyRules() {
	}

	static void requirePath(String property, String path) {
		require(path.matches("(/[A-Za-z0-9._~-]+)+"), property, "is \"" + path + "\"");
	}

	static void requireDifferent(Map<String, String> values) {
		Map<String, String> properties = new HashMap<>();
		values.forEach((property, value) -> {
			String other = properties.putIfAbsent(value, property);
			require(other == null, property, "is \"" + value + "\", and so is jwt2fa." + other);
		});
	}

	static int count(String property, Limit limit) {
		require(limit.value() >= 1, property, "is " + limit.value());
		return limit.value();
	}

	static void requireRange(String property, int value, int least, int most) {
		require(value >= least && value <= most, property, "is " + value);
	}

	static void requireDuration(String property, Duration value, Duration least, Duration most) {
		require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, property, "is " + value);
	}

	static void require(boolean condition, String property, String fault) {
		if (!condition) {
			throw broken(property, fault);
		}
	}

	/**
	 * A placeholder that nothing resolves stays as it stands in the application's source,
	 * which is no place for a secret.
	 */
	static void requireResolved(String property, String secret) {
		require(!secret.contains("${"), property, "refers by ${...} to something that is not set");
	}

	static Jwt2faConfigurationException broken(String property, String fault) {
		return new Jwt2faConfigurationException("The property jwt2fa." + property + " " + fault + ".",
				PropertyMends.of(property));
	}

}
