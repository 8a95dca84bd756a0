package io.github.jwt2fa.security.rule;

import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.method.MethodAuthorizationDeniedHandler;
import org.springframework.security.authorization.method.MethodInvocationResult;
import org.springframework.security.authorization.method.ThrowingMethodAuthorizationDeniedHandler;
import org.springframework.security.core.Authentication;

/**
 * A rule for methods that judges as it would by itself, and is remembered when it
 * refuses.
 *
 * @param <T> what it judges, the call of a method or its result
 */
final class RememberedMethodRule<T> implements AuthorizationManager<T>, MethodAuthorizationDeniedHandler {

	private final AuthorizationManager<T> rule;

	private final MethodAuthorizationDeniedHandler handler;

	private final DeniedRules rules;

	RememberedMethodRule(AuthorizationManager<T> rule, DeniedRules rules) {
		this.rule = rule;
		this.handler = (rule instanceof MethodAuthorizationDeniedHandler own) ? own
				: new ThrowingMethodAuthorizationDeniedHandler();
		this.rules = rules;
	}

	@Override
	public @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
			T object) {
		try {
			return this.rule.authorize(authentication, object);
		}
		catch (AuthorizationDeniedException ex) {
			this.rules.remember(ex, new DeniedRule<>(this.rule, object, ex.getAuthorizationResult()));
			throw ex;
		}
	}

	@Override
	public @Nullable Object handleDeniedInvocation(MethodInvocation invocation, AuthorizationResult result) {
		return remembering(() -> this.handler.handleDeniedInvocation(invocation, result), invocation, result);
	}

	@Override
	public @Nullable Object handleDeniedInvocationResult(MethodInvocationResult invocation,
			AuthorizationResult result) {
		return remembering(() -> this.handler.handleDeniedInvocationResult(invocation, result), invocation, result);
	}

	/**
	 * A refusal that is an exception already is of another rule, further in.
	 */
	@SuppressWarnings("unchecked")
	private @Nullable Object remembering(Supplier<@Nullable Object> handling, Object object,
			AuthorizationResult result) {
		try {
			return handling.get();
		}
		catch (AuthorizationDeniedException ex) {
			if (!(result instanceof AuthorizationDeniedException)) {
				this.rules.remember(ex, new DeniedRule<>(this.rule, (T) object, result));
			}
			throw ex;
		}
	}

}
