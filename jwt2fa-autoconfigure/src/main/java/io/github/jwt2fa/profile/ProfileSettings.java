package io.github.jwt2fa.profile;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What the settings are held against.
 *
 * @param profile the standard, or {@code null} for none
 * @param exceptions whole names of the properties that may depart from it
 */
public record ProfileSettings(@Nullable Profile profile, Set<String> exceptions) {

	public ProfileSettings {
		exceptions = Set.copyOf(exceptions);
	}

}
