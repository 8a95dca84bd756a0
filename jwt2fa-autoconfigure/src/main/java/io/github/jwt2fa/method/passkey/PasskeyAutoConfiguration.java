package io.github.jwt2fa.method.passkey;

import java.security.SecureRandom;
import java.time.Clock;

import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.EnrollmentClaims;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import io.github.jwt2fa.wiring.ConditionalOnFlag;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of passkeys.
 */
@AutoConfiguration(afterName = { "io.github.jwt2fa.method.passkey.jdbc.JdbcPasskeyAutoConfiguration",
		"io.github.jwt2fa.user.jpa.JpaUserAutoConfiguration", "io.github.jwt2fa.user.jdbc.JdbcUserAutoConfiguration" })
@ConditionalOnProperty(name = PasskeyAutoConfiguration.RP_ID)
final class PasskeyAutoConfiguration {

	static final String RP_ID = "jwt2fa.passkey.rp-id";

	static final String WEBAUTHN4J = "com.webauthn4j.verifier.AuthenticationDataVerifier";

	private static final Log logger = LogFactory.getLog(PasskeyAutoConfiguration.class);

	/**
	 * Where there is a place for them.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(PasskeysAreOn.class)
	@ConditionalOnBean(PasskeyRepository.class)
	static class KeptConfiguration {

		/** In the order of all methods: no passkey is phished, a code is. */
		private static final int PREFERENCE = 100;

		@Bean
		PasskeyVerifier jwt2faPasskeyVerifier(PasskeySettings settings) {
			return new PasskeyVerifier(settings);
		}

		@Bean
		@Order(PREFERENCE)
		PasskeyHandler jwt2faPasskeyHandler(PasskeyRepository repository, PasskeyVerifier verifier,
				PasskeySettings settings, TwoFactorEventPublisher events, @Qualifier("jwt2faClock") Clock clock,
				@Qualifier("jwt2faSecureRandom") SecureRandom random) {
			return new PasskeyHandler(repository, verifier, new PasskeyOptions(settings), events, clock,
					new RandomIds(random));
		}

		@Bean
		@ConditionalOnFlag("jwt2fa.passkey.login")
		PasswordlessPasskeys jwt2faPasswordlessPasskeys(PasskeyRepository repository, PasskeyVerifier verifier,
				PasskeySettings settings, TwoFactorEventPublisher events, @Qualifier("jwt2faClock") Clock clock,
				@Qualifier("jwt2faSecureRandom") SecureRandom random) {
			return new PasswordlessPasskeys(repository, verifier, new PasskeyOptions(settings), events, clock,
					new RandomIds(random));
		}

		@Bean
		PasskeyRegistrationService jwt2faPasskeyRegistrationService(PasskeyRepository repository,
				PasskeyVerifier verifier, PasskeySettings settings, TwoFactorMethods methods,
				ObjectProvider<UserTwoFactorAuthDataRepository> choices, EnrollmentClaims enrollments,
				TwoFactorEventPublisher events, @Qualifier("jwt2faClock") Clock clock,
				@Qualifier("jwt2faSecureRandom") SecureRandom random) {
			return new PasskeyRegistrationService(repository, verifier, new PasskeyOptions(settings),
					new PasskeySetupTokens(settings, clock), methods, choices.getIfUnique(), enrollments, events, clock,
					new RandomIds(random));
		}

	}

	/**
	 * Where there is none.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(PasskeysAreOn.class)
	@ConditionalOnMissingBean(PasskeyRepository.class)
	static class UnkeptConfiguration {

		@Bean
		SmartInitializingSingleton jwt2faPasskeysAreOff() {
			return () -> logger.warn("There are no passkeys, though " + RP_ID + " is set: nothing could keep them. "
					+ "Configure a database (spring.datasource.url), or define a PasskeyRepository bean.");
		}

	}

	/**
	 * Where nothing could check them.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass(WEBAUTHN4J)
	static class UncheckedConfiguration {

		@Bean
		@Lazy(false) // nobody asks for it
		SmartInitializingSingleton jwt2faMissingWebAuthn4j() {
			throw new Jwt2faConfigurationException(
					"The property " + RP_ID + " is set, and WebAuthn4J is not on the class path.",
					"Add the dependency com.webauthn4j:webauthn4j-core, in the version that the guide names "
							+ "(passkeys.md), or leave out " + RP_ID + ".");
		}

	}

}
