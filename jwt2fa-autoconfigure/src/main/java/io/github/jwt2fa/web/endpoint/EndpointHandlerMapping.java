package io.github.jwt2fa.web.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.util.ClassUtils;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Sees to it that at a path of ours nothing but our handlers answers: in front of all
 * other mappings, it takes the handler that the application's own mapping finds if it is
 * one of ours.
 */
final class EndpointHandlerMapping implements HandlerMapping, PriorityOrdered {

	static final String JPA_UNIT = "jakarta.persistence.EntityManagerFactory";

	static final String TRANSACTIONS = "org.springframework.transaction.support.TransactionSynchronizationManager";

	private static final boolean JPA = isPresent(JPA_UNIT) && isPresent(TRANSACTIONS);

	private final HandlerMapping mapping;

	private final EndpointPaths paths;

	/**
	 * A mapping.
	 * @param mapping the one that has our handlers, among others
	 * @param paths where the endpoints are
	 */
	EndpointHandlerMapping(HandlerMapping mapping, EndpointPaths paths) {
		this.mapping = mapping;
		this.paths = paths;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public boolean usesPathPatterns() {
		return this.mapping.usesPathPatterns();
	}

	@Override
	public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) throws Exception {
		Endpoint endpoint = this.paths.at(request);
		if (endpoint == null) {
			return null;
		}
		HandlerExecutionChain chain = this.mapping.getHandler(request);
		if (chain != null && isOurs(chain.getHandler())) {
			if (JPA) {
				chain.addInterceptor(new OpenInViewSuspension());
			}
			return chain;
		}
		if (chain != null && CorsUtils.isPreFlightRequest(request)) {
			return chain;
		}
		throw new HttpRequestMethodNotSupportedException(request.getMethod(), endpoint.methods());
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, EndpointHandlerMapping.class.getClassLoader());
	}

	private static boolean isOurs(Object handler) {
		return handler instanceof HandlerMethod method && method.getBean() instanceof EndpointHandler;
	}

}
