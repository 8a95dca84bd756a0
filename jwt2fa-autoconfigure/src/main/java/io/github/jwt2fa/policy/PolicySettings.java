package io.github.jwt2fa.policy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;
import org.jspecify.annotations.Nullable;

/**
 * What is required of users who have an authority.
 *
 * @param required the methods of which one completes a login, by the authority; no entry
 * is empty
 * @param from when that begins, or {@code null} for at once
 */
public record PolicySettings(Map<String, Set<TwoFactorMethod>> required, @Nullable Instant from) {

	public PolicySettings {
		required = Map.copyOf(required);
	}

}
