package io.github.jwt2fa.method;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a user has set up of a method: a secret in an app, a device, a phone number.
 *
 * @param id tells it from others of the same method, or {@code null} where there can be
 * no other
 * @param members what a settings page shows of it; no secret
 * @since 0.1.0
 */
public record Factor(@Nullable String id, Map<String, Object> members) {

	public Factor {
		members = Map.copyOf(members);
	}

	/**
	 * The one factor of a method that has nothing to show.
	 * @return a factor without id and members
	 */
	public static Factor single() {
		return new Factor(null, Map.of());
	}

}
