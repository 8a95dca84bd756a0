package io.github.jwt2fa.security;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.method.MethodInvocationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * What an application adds to each of its rules. Factories are found by their generic
 * type, as Spring Security finds them, and asked about nothing else: they may read the
 * request, or the call.
 */
final class RuleFactories {

	private static final Log logger = LogFactory.getLog(RuleFactories.class);

	private final List<AuthorizationManagerFactory<RequestAuthorizationContext>> ofRequests;

	private final List<AuthorizationManagerFactory<MethodInvocation>> ofMethods;

	private RuleFactories(List<AuthorizationManagerFactory<RequestAuthorizationContext>> ofRequests,
			List<AuthorizationManagerFactory<MethodInvocation>> ofMethods) {
		this.ofRequests = ofRequests;
		this.ofMethods = ofMethods;
	}

	/**
	 * The factories of an application. One for anything is taken for requests where there
	 * is none for them alone, and never for methods.
	 * @param application its beans
	 * @return its factories
	 */
	public static RuleFactories in(ListableBeanFactory application) {
		List<AuthorizationManagerFactory<RequestAuthorizationContext>> ofRequests = beans(application,
				RequestAuthorizationContext.class);
		return new RuleFactories(ofRequests.isEmpty() ? beans(application, Object.class) : ofRequests,
				beans(application, MethodInvocation.class));
	}

	private static <T> List<AuthorizationManagerFactory<T>> beans(ListableBeanFactory application, Class<?> judged) {
		return application
			.<AuthorizationManagerFactory<T>>getBeanProvider(
					ResolvableType.forClassWithGenerics(AuthorizationManagerFactory.class, judged))
			.stream()
			.toList();
	}

	/**
	 * What every rule says that asks for something.
	 * @param authentication who asks
	 * @param judged a request, the call of a method, or its result
	 * @return what is known: nothing of a factory that abstains or fails
	 */
	public Stream<AuthorizationResult> resultsFor(Authentication authentication, Object judged) {
		if (judged instanceof HttpServletRequest request) {
			return results(this.ofRequests, authentication, new RequestAuthorizationContext(request));
		}
		if (judged instanceof MethodInvocationResult result) {
			return resultsFor(authentication, result.getMethodInvocation());
		}
		return (judged instanceof MethodInvocation invocation) ? results(this.ofMethods, authentication, invocation)
				: Stream.empty();
	}

	private static <T> Stream<AuthorizationResult> results(List<AuthorizationManagerFactory<T>> factories,
			Authentication authentication, T judged) {
		return factories.stream().map((factory) -> result(factory, authentication, judged)).filter(Objects::nonNull);
	}

	private static <T> @Nullable AuthorizationResult result(AuthorizationManagerFactory<T> factory,
			Authentication authentication, T judged) {
		try {
			return factory.authenticated().authorize(() -> authentication, judged);
		}
		catch (RuntimeException ex) {
			logger.debug("What is asked by every rule is not known", ex);
			return null;
		}
	}

}
