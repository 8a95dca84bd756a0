package io.github.jwt2fa.web.endpoint;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.security.web.UnreachableFilterChainException;

/**
 * Says what to do where a chain of the application takes every request before ours.
 */
final class UnreachableChainFailureAnalyzer extends AbstractFailureAnalyzer<UnreachableFilterChainException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, UnreachableFilterChainException cause) {
		if (!cause.getUnreachableFilterChain().toString().contains(EndpointChainAutoConfiguration.CHAIN)) {
			return null;
		}
		return new FailureAnalysis(
				"The endpoints of jwt2fa can't be reached: a filter chain of the application matches any request and "
						+ "comes before theirs. It is the " + cause.getFilterChain() + ".",
				"Let that chain come later: give its bean method an order after Ordered.HIGHEST_PRECEDENCE, such as "
						+ "@Order(0), or no @Order at all. Or let it match its own requests alone: "
						+ "http.securityMatcher(\"/api/**\").",
				cause);
	}

}
