package io.github.jwt2fa.policy;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.TwoFactorUser;

import org.springframework.security.core.GrantedAuthority;

/**
 * Goes by the authorities of a user. Who has several has to meet what is required for
 * each. Thread-safe.
 */
final class RolePolicy implements TwoFactorPolicy {

	/** What nothing meets: the password is no second factor. */
	private static final Set<TwoFactorMethod> NOTHING = Set.of(TwoFactorMethod.NO_2FA);

	private final PolicySettings settings;

	/**
	 * A policy.
	 * @param settings what is required
	 */
	RolePolicy(PolicySettings settings) {
		this.settings = settings;
	}

	@Override
	public Requirement of(TwoFactorUser user) {
		if (this.settings.required().isEmpty()) {
			return Requirement.none();
		}
		Map<String, Set<TwoFactorMethod>> asked = askedOf(user);
		if (asked.isEmpty()) {
			return Requirement.none();
		}
		Set<TwoFactorMethod> common = new LinkedHashSet<>(asked.values().iterator().next());
		asked.values().forEach(common::retainAll);
		return new Requirement(common.isEmpty() ? NOTHING : common, this.settings.from(), true);
	}

	private Map<String, Set<TwoFactorMethod>> askedOf(TwoFactorUser user) {
		Map<String, Set<TwoFactorMethod>> asked = new TreeMap<>();
		for (GrantedAuthority authority : user.authorities()) {
			String name = authority.getAuthority();
			Set<TwoFactorMethod> methods = (name != null) ? this.settings.required().get(name) : null;
			if (name != null && methods != null) {
				asked.put(name, methods);
			}
		}
		return asked;
	}

	/**
	 * Why a user can't meet what is required.
	 * @return the same text for all users who have the same of the authorities
	 */
	String faultFor(TwoFactorUser user) {
		StringBuilder fault = new StringBuilder("No method is in all of");
		askedOf(user).forEach((authority, methods) -> fault.append(" jwt2fa.policy.required.")
			.append(LogText.of(authority))
			.append('=')
			.append(namesOf(methods)));
		return fault.toString();
	}

	/**
	 * Methods for a log, in an order that is always the same.
	 */
	static String namesOf(Set<TwoFactorMethod> methods) {
		Set<String> names = new TreeSet<>();
		methods.forEach((method) -> names.add(LogText.of(method)));
		return String.join(",", names);
	}

}
