package io.github.jwt2fa.policy;

import java.time.Instant;
import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;
import org.jspecify.annotations.Nullable;

/**
 * What is required of a user.
 *
 * @param anyOf the methods of which one completes a login, as far as they are among
 * {@code jwt2fa.trusted-2fa-methods}; empty for whatever is trusted. {@code no-2fa} among
 * them counts for nothing. If none of them completes a login, there is no login at all
 * @param from when that begins, or {@code null} for at once. Until then the user logs in
 * as before, and is told
 * @param trustedDevices whether a device that is trusted may stand in for the second
 * factor
 * @since 0.1.0
 */
public record Requirement(Set<TwoFactorMethod> anyOf, @Nullable Instant from, boolean trustedDevices) {

	private static final Requirement NONE = new Requirement(Set.of(), null, true);

	public Requirement {
		anyOf = Set.copyOf(anyOf);
	}

	/**
	 * No more than of everybody.
	 * @return a requirement that whatever is trusted meets
	 */
	public static Requirement none() {
		return NONE;
	}

	/**
	 * Whether there is nothing in it that would ever hold anybody.
	 */
	boolean isNone() {
		return this.anyOf.isEmpty() && this.trustedDevices;
	}

	/**
	 * Whether it holds already.
	 */
	boolean isInForce(Instant now) {
		return this.from == null || !now.isBefore(this.from);
	}

}
