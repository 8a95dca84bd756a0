package io.github.jwt2fa.security.rule;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/**
 * A rule of the application that refused something, so that it can be asked again.
 *
 * @param <T> what it judges
 * @param rule the rule
 * @param object what it judged
 * @param result what it said
 */
public record DeniedRule<T>(AuthorizationManager<T> rule, T object, @Nullable AuthorizationResult result) {

	/**
	 * Whether the rule would let another authentication pass. One that abstains or fails
	 * does not.
	 * @param authentication the other authentication
	 * @return whether it would
	 */
	public boolean grants(Authentication authentication) {
		try {
			AuthorizationResult result = this.rule.authorize(() -> authentication, this.object);
			return result != null && result.isGranted();
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

}
