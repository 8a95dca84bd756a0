package io.github.jwt2fa.test.autoconfigure;

import java.util.Map;
import java.util.UUID;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Settings that a test need not make. Whatever the application or the test sets goes
 * before.
 */
record TestSettings() implements ContextCustomizer {

	private static final String NAME = "jwt2faTestSettings";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		context.getEnvironment()
			.getPropertySources()
			.addLast(
					new MapPropertySource(NAME, Map.of("jwt2fa.secret-key", UUID.randomUUID() + "/" + UUID.randomUUID(),
							"jwt2fa.code-token-throttle-rate", "none", "jwt2fa.max-codes-sent-per-user", "none")));
	}

}
