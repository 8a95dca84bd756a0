package io.github.jwt2fa.token;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.measure.CacheStatistics;
import io.github.jwt2fa.measure.StepObserver;
import io.github.jwt2fa.method.EnrollmentClaims;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.password.PasswordFingerprint;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.token.key.AuthTokenKeySource;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Auto-configuration of the auth tokens.
 */
@AutoConfiguration
final class TokenAutoConfiguration {

	private static final String ROLE = "ROLE_";

	/**
	 * By the property of the start and not by a condition, which ahead-of-time processing
	 * would freeze: tokens would outlive the password without a word. Without it the
	 * users are not asked for: an application's user service may need tokens itself.
	 */
	@Bean
	@Nullable PasswordFingerprint jwt2faPasswordFingerprint(AuthTokenCheckSettings settings,
			ObjectProvider<TwoFactorUserService> users) {
		HmacSha256 hmac = settings.passwordHmac();
		return (hmac != null) ? new PasswordFingerprint(hmac, users.getObject()) : null;
	}

	@Bean
	AuthTokenFactory jwt2faAuthTokenFactory(AuthTokenSettings settings, AuthTokenKeySource keys,
			ObjectProvider<AuthTokenCustomizer> customizers, ObjectProvider<PasswordFingerprint> passwords,
			@Qualifier("jwt2faSecureRandom") SecureRandom random, @Qualifier("jwt2faClock") Clock clock) {
		return new AuthTokenFactory(keys, settings, customizers.orderedStream().toList(), passwords.getIfAvailable(),
				new RandomIds(random), clock);
	}

	@Bean
	@ConditionalOnMissingBean
	AuthTokenIssuer jwt2faAuthTokenIssuer(AuthTokenFactory tokens, AuthTokenCheckSettings settings) {
		if (settings.resourceType() == AuthTokenType.SLIDING) {
			return (login) -> AuthTokens.of(AuthTokenType.SLIDING, tokens.create(AuthTokenType.SLIDING, login));
		}
		return (login) -> AuthTokens.of(AuthTokenType.ACCESS, tokens.create(AuthTokenType.ACCESS, login))
			.and(AuthTokenType.REFRESH, tokens.create(AuthTokenType.REFRESH, login));
	}

	@Bean
	AuthTokenVerifier jwt2faAuthTokenVerifier(AuthTokenSettings settings, AuthTokenKeySource keys,
			ObjectProvider<CacheStatistics> statistics, @Qualifier("jwt2faClock") Clock clock) {
		return new AuthTokenVerifier(keys, settings, clock, statistics.getIfAvailable());
	}

	@Bean
	AuthTokenAuthenticator jwt2faAuthTokenUsers(AuthTokenVerifier verifier, TwoFactorUserService users,
			ObjectProvider<PasswordFingerprint> passwords, LoginSessions sessions,
			ObjectProvider<EnrollmentClaims> enrollments, AuthTokenCheckSettings settings) {
		return new AuthTokenAuthenticator(verifier, users, passwords.getIfAvailable(), sessions, enrollments::getObject,
				settings.sessionLookup());
	}

	@Bean
	AuthTokenRefresher jwt2faAuthTokenRefresher(AuthTokenCheckSettings settings, AuthTokenAuthenticator users,
			LoginSessions sessions, AuthTokenFactory tokens, TwoFactorMethods methods, TwoFactorEventPublisher events,
			ObjectProvider<StepObserver> steps, @Qualifier("jwt2faClock") Clock clock) {
		SessionPolicy policy = new SessionPolicy(methods, sessions, events);
		return new AuthTokenRefresher(
				(settings.resourceType() == AuthTokenType.SLIDING)
						? new SlidingExchange(users, sessions, tokens, policy, clock)
						: new PairExchange(users, sessions, tokens, policy),
				events, steps.getIfAvailable(() -> StepObserver.NONE));
	}

	@Bean
	LogoutService jwt2faLogout(AuthTokenVerifier verifier, LoginSessions sessions, TrustedDevices devices,
			AuthTokenRefresher refresher) {
		return new LogoutService(verifier, sessions, devices, refresher.type());
	}

	@Bean
	@ConditionalOnMissingBean
	AuthTokenAuthoritiesGetter jwt2faAuthTokenAuthoritiesGetter() {
		return TokenAutoConfiguration::rolesOf;
	}

	/**
	 * Roles from the claim {@code roles} (RFC 9068, section 2.2.3.1), a list of texts:
	 * {@code ADMIN} is the authority {@code ROLE_ADMIN}, as is {@code ROLE_ADMIN} itself.
	 */
	static Collection<? extends GrantedAuthority> rolesOf(AuthToken token) {
		if (!(token.claims().get("roles") instanceof List<?> roles)
				|| !roles.stream().allMatch(String.class::isInstance)) {
			return List.of();
		}
		return roles.stream()
			.map(String.class::cast)
			.filter((role) -> !role.isBlank())
			.map((role) -> new SimpleGrantedAuthority(role.startsWith(ROLE) ? role : ROLE + role))
			.toList();
	}

}
