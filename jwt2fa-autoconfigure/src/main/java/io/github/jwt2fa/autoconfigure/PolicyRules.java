package io.github.jwt2fa.autoconfigure;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.policy.PolicySettings;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;

/**
 * What may be written for the properties of the policy.
 */
final class PolicyRules {

	private PolicyRules() {
	}

	static PolicySettings settings(Jwt2faProperties properties) {
		Map<String, Set<TwoFactorMethod>> required = properties.policy().required();
		Property.POLICY_FROM.require(properties.policy().from() == null || !required.isEmpty(),
				"is set, and " + Property.POLICY_REQUIRED + " is not");
		Set<TwoFactorMethod> trusted = PasskeyRules.trusted(properties);
		required.forEach((authority, methods) -> requireFit(authority, methods, trusted));
		return new PolicySettings(required, properties.policy().from());
	}

	private static void requireFit(String authority, Set<TwoFactorMethod> methods, Set<TwoFactorMethod> trusted) {
		if (authority.startsWith("role.")) {
			throw new Jwt2faConfigurationException(
					"The property " + nameFor(authority) + " names the authority as an environment variable does.",
					"Set " + nameFor("ROLE_ADMIN") + " to the methods of ROLE_ADMIN, say, in a file, on the command "
							+ "line or in SPRING_APPLICATION_JSON: the name of an environment variable loses capital "
							+ "letters and underscores.");
		}
		require(!methods.isEmpty(), authority, "names no method", trusted);
		for (TwoFactorMethod method : methods) {
			require(!method.equals(TwoFactorMethod.NO_2FA), authority, "names no-2fa, which is no second factor",
					trusted);
			require(trusted.contains(method), authority, "names the method \"" + method + "\", which is not among "
					+ Property.TRUSTED_2FA_METHODS + ": it completes no login", trusted);
		}
	}

	private static void require(boolean condition, String authority, String fault, Set<TwoFactorMethod> trusted) {
		if (!condition) {
			String choice = trusted.stream()
				.filter((method) -> !method.equals(TwoFactorMethod.NO_2FA))
				.map(TwoFactorMethod::value)
				.sorted()
				.collect(Collectors.joining(", "));
			throw new Jwt2faConfigurationException("The property " + nameFor(authority) + " " + fault + ".",
					"Set " + nameFor(authority) + " to one or more of " + choice + ", separated by commas.");
		}
	}

	private static String nameFor(String authority) {
		return Property.POLICY_REQUIRED + "." + authority;
	}

}
