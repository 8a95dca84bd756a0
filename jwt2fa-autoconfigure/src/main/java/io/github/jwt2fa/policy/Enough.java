package io.github.jwt2fa.policy;

import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;

/**
 * What is enough for a login of a user.
 *
 * @param methods the methods that complete it
 * @param required whether a policy says which these are; if not, all that are trusted do
 * @param trustedDevices whether a device that is trusted may stand in for them
 */
public record Enough(Set<TwoFactorMethod> methods, boolean required, boolean trustedDevices) {

	public Enough {
		methods = Set.copyOf(methods);
	}

	/**
	 * Whether a method completes the login.
	 * @param method the method
	 * @return whether it is enough
	 */
	public boolean includes(TwoFactorMethod method) {
		return this.methods.contains(method);
	}

	/**
	 * Whether there is no way to log in.
	 * @return whether what is required can't be met
	 */
	public boolean isImpossible() {
		return this.required && this.methods.isEmpty();
	}

}
