package io.github.jwt2fa.test.autoconfigure;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

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
 * before, but for keys that come from where the test can't read.
 */
record TestSettings() implements ContextCustomizer {

	private static final String NAME = "jwt2faTestSettings";

	private static final String KEYS_NAME = "jwt2faTestKeys";

	private static final String SECRET_KEY = "jwt2fa.secret-key";

	private static final String SIGNING_KEY = "jwt2fa.token.signing-key";

	private static final String TOTP_KEY = "jwt2fa.totp-encryption-key";

	private static final int TOTP_KEY_BYTES = 32;

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
		Binder binder = Binder.get(environment);
		sources.addFirst(new MapPropertySource(KEYS_NAME, keysOutOfReach(binder)));
		Map<String, Object> settings = new HashMap<>(LIMITS);
		settings.put(SECRET_KEY, secret());
		if (binder.bind("jwt2fa.profile", Profile.class).orElse(null) != Profile.NIST_AAL2) {
			settings.put("jwt2fa.notify-factor-changes", "false");
		}
		sources.addLast(new MapPropertySource(NAME, settings));
	}

	/**
	 * Keys in place of those that are in an environment variable of the servers alone.
	 */
	private static Map<String, Object> keysOutOfReach(Binder binder) {
		Map<String, Object> keys = new HashMap<>();
		Stream.of(SECRET_KEY, "jwt2fa.code-token-secret-key", "jwt2fa.code-extension-secret", SIGNING_KEY)
			.filter((name) -> isOutOfReach(name, binder))
			.filter((name) -> !name.equals(SIGNING_KEY) || signsBySecret(binder))
			.forEach((name) -> keys.put(name, secret()));
		if (isOutOfReach(TOTP_KEY, binder)) {
			byte[] key = new byte[TOTP_KEY_BYTES];
			new SecureRandom().nextBytes(key);
			keys.put(TOTP_KEY, Base64.getEncoder().encodeToString(key));
		}
		return keys;
	}

	/**
	 * The binder leaves a placeholder as it is that nothing resolves.
	 */
	private static boolean isOutOfReach(String name, Binder binder) {
		String key = binder.bind(name, String.class).orElse("set nowhere");
		return key.isEmpty() || key.contains("${");
	}

	private static boolean signsBySecret(Binder binder) {
		return binder.bind("jwt2fa.token.algorithm", String.class)
			.orElse("HS256")
			.toUpperCase(Locale.ROOT)
			.startsWith("HS");
	}

	private static String secret() {
		return UUID.randomUUID() + "/" + UUID.randomUUID();
	}

}
