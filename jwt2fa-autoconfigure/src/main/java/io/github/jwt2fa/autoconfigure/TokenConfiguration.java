package io.github.jwt2fa.autoconfigure;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.session.InMemoryLoginSessionRepository;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.token.AuthTokenAuthoritiesGetter;
import io.github.jwt2fa.token.AuthTokenCustomizer;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenIssuer;
import io.github.jwt2fa.token.AuthTokenKeySource;
import io.github.jwt2fa.token.AuthTokenRefresher;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokenUsers;
import io.github.jwt2fa.token.AuthTokenVerifier;
import io.github.jwt2fa.token.AuthTokens;
import io.github.jwt2fa.token.Logout;
import io.github.jwt2fa.token.PasswordFingerprint;
import io.github.jwt2fa.token.RolesClaimAuthoritiesGetter;
import io.github.jwt2fa.token.TokenIds;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Auth tokens and the sessions that they belong to.
 */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

	private static final Log logger = LogFactory.getLog(TokenConfiguration.class);

	/**
	 * Sessions in memory, each of some 500 bytes: whoever can log in may begin many, and
	 * the heap has to hold.
	 */
	private static final int MEMORY_CAPACITY = 200_000;

	private static final Duration HOUSEKEEPING = Duration.ofMinutes(5);

	@Bean
	@ConditionalOnMissingBean
	LoginSessionRepository jwt2faInMemoryLoginSessionRepository(@Qualifier("jwt2faClock") Clock clock) {
		logger.warn("Sessions are kept in memory: a restart logs everyone out, and several instances don't know each "
				+ "other's. Configure a database (spring.datasource.url), or define a LoginSessionRepository "
				+ "bean.");
		return new InMemoryLoginSessionRepository(clock, MEMORY_CAPACITY);
	}

	@Bean
	LoginSessions jwt2faLoginSessions(Jwt2faSettings settings, LoginSessionRepository repository,
			TwoFactorEventPublisher events, @Qualifier("jwt2faClock") Clock clock) {
		return new LoginSessions(settings.session(), repository, events, clock);
	}

	@Bean
	@Lazy(false) // nobody asks for it
	Housekeeping jwt2faSessionHousekeeping(LoginSessions sessions, ObjectProvider<OwnTable> tables) {
		// without a tenant there is nothing to be found
		boolean tenanted = tables.stream()
			.anyMatch((table) -> table.name().equals(OwnTable.SESSIONS) && table.tenanted().getAsBoolean());
		return new Housekeeping("sessions", HOUSEKEEPING, tenanted ? (limit) -> 0 : sessions::forget);
	}

	@Bean
	TokenIds jwt2faTokenIds(@Qualifier("jwt2faSecureRandom") SecureRandom random) {
		return new TokenIds(random);
	}

	/**
	 * By the property of the start and not by a condition, which ahead-of-time processing
	 * would freeze: tokens would outlive the password without a word. Without it the
	 * users are not asked for: an application's user service may need tokens itself.
	 */
	@Bean
	@Nullable PasswordFingerprint jwt2faPasswordFingerprint(Jwt2faSettings settings, Jwt2faProperties properties,
			ObjectProvider<TwoFactorUserService> users) {
		return properties.token().checkRevokeToken()
				? new PasswordFingerprint(settings.passwordHmac(), users.getObject()) : null;
	}

	@Bean
	AuthTokenKeySource jwt2faAuthTokenKeySource(Jwt2faSettings settings, BeanFactory beans,
			@Qualifier("jwt2faClock") Clock clock) {
		JwkSourceKeys keys = JwkSourceKeys.in(beans, settings.tokenKeys(), clock);
		return (keys != null) ? keys : settings.tokenKeys().alone();
	}

	@Bean
	AuthTokenFactory jwt2faAuthTokenFactory(Jwt2faSettings settings, AuthTokenKeySource keys,
			ObjectProvider<AuthTokenCustomizer> customizers, ObjectProvider<PasswordFingerprint> passwords,
			TokenIds ids, @Qualifier("jwt2faClock") Clock clock) {
		return new AuthTokenFactory(keys, settings.authToken(), customizers.orderedStream().toList(),
				passwords.getIfAvailable(), ids, clock);
	}

	@Bean
	@ConditionalOnMissingBean
	AuthTokenIssuer jwt2faAuthTokenIssuer(AuthTokenFactory tokens, Jwt2faProperties properties) {
		return switch (properties.token().obtain()) {
			case PAIR -> (login) -> AuthTokens.of(AuthTokenType.ACCESS, tokens.create(AuthTokenType.ACCESS, login))
				.and(AuthTokenType.REFRESH, tokens.create(AuthTokenType.REFRESH, login));
			case SLIDING ->
				(login) -> AuthTokens.of(AuthTokenType.SLIDING, tokens.create(AuthTokenType.SLIDING, login));
		};
	}

	@Bean
	AuthTokenVerifier jwt2faAuthTokenVerifier(Jwt2faSettings settings, AuthTokenKeySource keys,
			@Qualifier("jwt2faClock") Clock clock) {
		return new AuthTokenVerifier(keys, settings.authToken(), clock);
	}

	@Bean
	AuthTokenUsers jwt2faAuthTokenUsers(AuthTokenVerifier verifier, TwoFactorUserService users,
			ObjectProvider<PasswordFingerprint> passwords, LoginSessions sessions, Jwt2faProperties properties) {
		return new AuthTokenUsers(verifier, users, passwords.getIfAvailable(), sessions,
				properties.token().checkRevocation());
	}

	@Bean
	AuthTokenRefresher jwt2faAuthTokenRefresher(Jwt2faProperties properties, AuthTokenUsers users,
			LoginSessions sessions, AuthTokenFactory tokens, TwoFactorEventPublisher events,
			@Qualifier("jwt2faClock") Clock clock) {
		return switch (properties.token().obtain()) {
			case PAIR -> AuthTokenRefresher.ofPairs(users, sessions, tokens, events);
			case SLIDING -> AuthTokenRefresher.ofSlidingTokens(users, sessions, tokens, events, clock);
		};
	}

	@Bean
	Logout jwt2faLogout(AuthTokenVerifier verifier, LoginSessions sessions, AuthTokenRefresher refresher) {
		return new Logout(verifier, sessions, refresher.type());
	}

	@Bean
	@ConditionalOnMissingBean
	AuthTokenAuthoritiesGetter jwt2faAuthTokenAuthoritiesGetter() {
		return new RolesClaimAuthoritiesGetter();
	}

}
