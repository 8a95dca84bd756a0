package io.github.jwt2fa.method;

import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;

/**
 * Which second factors are asked for.
 *
 * @param fallback the method of users who chose none
 * @param trusted the methods that complete a login
 */
public record TwoFactorMethodSettings(TwoFactorMethod fallback, Set<TwoFactorMethod> trusted) {

	public TwoFactorMethodSettings {
		trusted = Set.copyOf(trusted);
	}

	/**
	 * Whether a method can come up at all.
	 * @param method the method
	 * @return whether it is trusted, or the fallback
	 */
	public boolean names(TwoFactorMethod method) {
		return this.fallback.equals(method) || trusts(method);
	}

	boolean trusts(TwoFactorMethod method) {
		return this.trusted.contains(method);
	}

}
