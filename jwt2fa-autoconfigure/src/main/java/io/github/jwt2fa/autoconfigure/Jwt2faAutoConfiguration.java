package io.github.jwt2fa.autoconfigure;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.source.JWKSource;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.ratelimit.Rate;
import io.github.jwt2fa.token.key.AuthTokenKeySettings;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration of what all rooms need: settings, time, randomness and events.
 */
@AutoConfiguration
@EnableConfigurationProperties(Jwt2faProperties.class)
@Import(SettingsConfiguration.class)
@ImportRuntimeHints(Jwt2faAutoConfiguration.Hints.class)
final class Jwt2faAutoConfiguration {

	@Bean
	static FrozenProperties jwt2faFrozenProperties() {
		return new FrozenProperties(Map.of());
	}

	@Bean
	static OtherApplications jwt2faOtherApplications(ApplicationContext context) {
		return new OtherApplications(context);
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "jwt2faClock")
	Clock jwt2faClock() {
		return Clock.systemUTC();
	}

	@Bean(defaultCandidate = false)
	SecureRandom jwt2faSecureRandom() {
		return new SecureRandom();
	}

	@Bean
	TwoFactorEventPublisher jwt2faEventPublisher(ApplicationEventPublisher publisher,
			@Qualifier("jwt2faClock") Clock clock) {
		return new TwoFactorEventPublisher(publisher, clock, new CurrentClientAddress());
	}

	@Bean
	FernetEncryptor jwt2faSecretEncryptor(Jwt2faSettings settings, @Qualifier("jwt2faClock") Clock clock,
			@Qualifier("jwt2faSecureRandom") SecureRandom random) {
		return new FernetEncryptor(settings.totpEncryptionKeys(), clock, random);
	}

	@Bean
	Jwt2faSettings jwt2faSettings(Jwt2faProperties properties, Environment environment, ResourceLoader resources,
			BeanFactory beans) {
		boolean keysElsewhere = beans.containsBean(AuthTokenKeySettings.SOURCE_BEAN);
		if (keysElsewhere) {
			requireAlone(beans, properties.token());
		}
		Jwt2faSettings settings = Jwt2faSettings.of(properties, environment, resources, keysElsewhere);
		SampleKeyWarning.warn(properties, environment);
		return settings;
	}

	/**
	 * Checks what is said beside a bean that has the keys.
	 */
	private static void requireAlone(BeanFactory beans, Jwt2faProperties.Token token) {
		String bean = AuthTokenKeySettings.SOURCE_BEAN;
		if (!beans.isTypeMatch(bean, JWKSource.class)) {
			throw new Jwt2faConfigurationException("The bean " + bean + " is no JWKSource.",
					"Let it return a JWKSource<SecurityContext>, or give it another name.");
		}
		if (token.signingKey() != null) {
			throw new Jwt2faConfigurationException(
					"Both the property jwt2fa.token.signing-key and the bean " + bean + " say which key signs.",
					"Remove one of them. A key that has signed before may stay among jwt2fa.token.verifying-keys.");
		}
		JwsAlgorithm algorithm = token.algorithm();
		if (algorithm.isSymmetric()) {
			throw new Jwt2faConfigurationException(
					"There is a bean " + bean + ", and jwt2fa.token.algorithm=" + algorithm + " signs by a secret.",
					"Set jwt2fa.token.algorithm to that of the bean's keys: RS256, RS384, RS512, PS256, ES256 or "
							+ "ES384.");
		}
	}

	/**
	 * What properties are turned into by reflection, for a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			Stream.of(Count.class, Rate.class, TwoFactorMethod.class)
				.forEach((type) -> hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS));
		}

	}

}
