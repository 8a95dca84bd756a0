package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.wiring.Jwt2faConfigurationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what is wrong with the configuration, and what to type.
 */
final class Jwt2faConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<Jwt2faConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, Jwt2faConfigurationException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
