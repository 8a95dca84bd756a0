package io.github.jwt2fa.security.rule;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;

/**
 * Remembers which rule of the application refused, since Spring's exception tells what it
 * said and not which it was. Thread-safe.
 */
public final class DeniedRules {

	private static final String ATTRIBUTE = DeniedRules.class.getName();

	/**
	 * A method can be called off the request's thread. Nothing outlives its exception.
	 */
	private final Map<AuthorizationDeniedException, DeniedRule<?>> ofMethods = Collections
		.synchronizedMap(new WeakHashMap<>());

	/**
	 * A rule for methods that is remembered when it refuses.
	 * @param <T> what it judges
	 * @param rule the rule
	 * @return the same rule
	 */
	public <T> AuthorizationManager<T> remembering(AuthorizationManager<T> rule) {
		return new RememberedMethodRule<>(rule, this);
	}

	/**
	 * A rule for requests that is remembered when it refuses.
	 * @param rule the rule
	 * @return the same rule
	 */
	public AuthorizationManager<HttpServletRequest> rememberingInRequest(
			AuthorizationManager<HttpServletRequest> rule) {
		return (authentication, request) -> {
			AuthorizationResult result = rule.authorize(authentication, request);
			if (result != null && !result.isGranted()) {
				request.setAttribute(ATTRIBUTE, new DeniedRule<>(rule, request, result));
			}
			return result;
		};
	}

	void remember(AuthorizationDeniedException denied, DeniedRule<?> rule) {
		this.ofMethods.putIfAbsent(denied, rule);
	}

	/**
	 * The rule that refused a request, or a method that it came to.
	 * @param denied the refusal
	 * @param request the request
	 * @return the rule, or {@code null} if it is not known
	 */
	public @Nullable DeniedRule<?> of(AuthorizationDeniedException denied, HttpServletRequest request) {
		DeniedRule<?> ofMethod = this.ofMethods.get(denied);
		if (ofMethod != null) {
			return ofMethod;
		}
		return (request.getAttribute(ATTRIBUTE) instanceof DeniedRule<?> rule
				&& Objects.equals(rule.result(), denied.getAuthorizationResult())) ? rule : null;
	}

}
