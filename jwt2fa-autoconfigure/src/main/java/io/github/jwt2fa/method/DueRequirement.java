package io.github.jwt2fa.method;

import java.time.Instant;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;

/**
 * What a policy is going to require of a user.
 *
 * @param methods the methods of which one will complete a login, in the order of
 * preference
 * @param from when that begins
 * @since 0.1.0
 */
public record DueRequirement(List<TwoFactorMethod> methods, Instant from) {

	public DueRequirement {
		methods = List.copyOf(methods);
	}

}
