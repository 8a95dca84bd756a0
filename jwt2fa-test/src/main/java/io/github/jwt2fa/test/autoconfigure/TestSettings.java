package io.github.jwt2fa.test.autoconfigure;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.github.jwt2fa.profile.Profile;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Settings that a test need not make. Whatever the application or the test sets goes
 * before, but for a secret key that comes from where the test can't read.
 */
record TestSettings() implements ContextCustomizer {

	private static final String NAME = "jwt2faTestSettings";

	private static final String KEY_NAME = "jwt2faTestSecretKey";

	private static final String SECRET_KEY = "jwt2fa.secret-key";

	/**
	 * Limits that no test gets to, and numbers all the same: a profile refuses none, and
	 * wants no more failures than these.
	 */
	private static final Map<String, Object> LIMITS = Map.of("jwt2fa.code-token-throttle-rate", "1000000/s",
			"jwt2fa.max-codes-sent-per-user", "1000000/s", "jwt2fa.max-active-code-tokens-per-user", "100",
			"jwt2fa.max-second-factor-failures-per-user", "100/d");

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		ConfigurableEnvironment environment = context.getEnvironment();
		MutablePropertySources sources = environment.getPropertySources();
		Map<String, Object> key = Map.of(SECRET_KEY, UUID.randomUUID() + "/" + UUID.randomUUID());
		if (isOutOfReach(Binder.get(environment).bind(SECRET_KEY, String.class).orElse("set nowhere"))) {
			sources.addFirst(new MapPropertySource(KEY_NAME, key));
		}
		Map<String, Object> settings = new HashMap<>(LIMITS);
		settings.putAll(key);
		if (Binder.get(environment).bind("jwt2fa.profile", Profile.class).orElse(null) != Profile.NIST_AAL2) {
			settings.put("jwt2fa.notify-factor-changes", "false");
		}
		sources.addLast(new MapPropertySource(NAME, settings));
	}

	/**
	 * The binder leaves a placeholder as it is that nothing resolves.
	 */
	private static boolean isOutOfReach(String key) {
		return key.isEmpty() || key.contains("${");
	}

}
