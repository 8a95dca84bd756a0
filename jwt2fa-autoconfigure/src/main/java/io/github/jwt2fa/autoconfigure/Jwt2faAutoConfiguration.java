package io.github.jwt2fa.autoconfigure;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.SecretEncryptor;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.login.CodeTokenCodec;
import io.github.jwt2fa.login.LoginCompletion;
import io.github.jwt2fa.login.LoginLimits;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethodService;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.method.sent.SentCodeHandler;
import io.github.jwt2fa.method.sent.OneTimeCodes;
import io.github.jwt2fa.method.totp.StoredTotpSecretGetter;
import io.github.jwt2fa.method.totp.TotpCodes;
import io.github.jwt2fa.method.totp.TotpEnrollmentService;
import io.github.jwt2fa.method.totp.TotpHandler;
import io.github.jwt2fa.method.totp.TotpSecretGetter;
import io.github.jwt2fa.method.totp.TotpSecrets;
import io.github.jwt2fa.response.Languages;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.state.HashedKeyStateStore;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenIssuer;
import io.github.jwt2fa.token.PasswordFingerprint;
import io.github.jwt2fa.token.TokenIds;
import io.github.jwt2fa.user.CredentialsEraser;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserDetailsTwoFactorUserService;
import io.github.jwt2fa.user.UserEmailGetter;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.web.context.WebApplicationContext;

/**
 * Auto-configuration of the login, without its endpoints.
 */
@AutoConfiguration(
		after = { Jwt2faJpaAutoConfiguration.class, Jwt2faJdbcUserAutoConfiguration.class,
				Jwt2faJdbcSessionAutoConfiguration.class, Jwt2faMailAutoConfiguration.class,
				Jwt2faRedisAutoConfiguration.class, Jwt2faJdbcAutoConfiguration.class },
		afterName = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration")
@EnableConfigurationProperties(Jwt2faProperties.class)
@Import(TokenConfiguration.class)
public final class Jwt2faAutoConfiguration {

	/**
	 * Records of each kind in memory: an attacker may fill them, and the heap has to
	 * hold.
	 */
	private static final long MEMORY_CAPACITY = 500_000;

	private static final int PREFERENCE_TOTP = 200;

	private static final int PREFERENCE_CODE_SENDER = 300;

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
	Languages jwt2faLanguages(
			@Qualifier(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME) MessageSource applicationMessages) {
		return new Languages(new ApplicationLanguages(applicationMessages));
	}

	@Bean
	TwoFactorEventPublisher jwt2faEventPublisher(ApplicationEventPublisher publisher,
			@Qualifier("jwt2faClock") Clock clock) {
		return new TwoFactorEventPublisher(publisher, clock, new CurrentClientAddress());
	}

	@Bean
	Jwt2faSettings jwt2faSettings(Jwt2faProperties properties, Environment environment, ResourceLoader resources,
			ListableBeanFactory beans) {
		boolean keysElsewhere = JwkSourceKeys.isIn(beans);
		if (keysElsewhere) {
			JwkSourceKeys.requireAlone(beans, properties.token());
		}
		Jwt2faSettings settings = Jwt2faSettings.of(properties, environment.getProperty("spring.application.name"),
				resources, keysElsewhere);
		SampleKeyWarning.warn(properties, environment);
		return settings;
	}

	@Bean
	@ConditionalOnMissingBean
	StateStore jwt2faStateStore(Jwt2faProperties properties, @Qualifier("jwt2faClock") Clock clock,
			ListableBeanFactory beans) {
		if (properties.state().store() != Jwt2faProperties.State.Store.MEMORY) {
			throw MissingPieces.stateStore(properties.state().store(), beans);
		}
		return new InMemoryStateStore(clock, MEMORY_CAPACITY);
	}

	@Bean
	@ConditionalOnMissingBean
	UserEmailGetter jwt2faUserEmailGetter() {
		return (user) -> TwoFactorUser.of(user).email();
	}

	@Bean
	@ConditionalOnMissingBean
	TwoFactorUserService jwt2faUserService(ObjectProvider<UserDetailsService> userDetailsServices,
			UserEmailGetter emails) {
		UserDetailsService userDetailsService = userDetailsServices.getIfUnique();
		if (userDetailsService == null) {
			throw MissingPieces.userService(userDetailsServices.stream().count());
		}
		return new UserDetailsTwoFactorUserService(userDetailsService, emails);
	}

	@Bean
	@ConditionalOnMissingBean
	PreferredTwoFactorMethodGetter jwt2faPreferredTwoFactorMethodGetter(
			ObjectProvider<UserTwoFactorAuthDataRepository> repositories) {
		UserTwoFactorAuthDataRepository repository = repository(repositories);
		return (user) -> {
			UserTwoFactorAuthData data = repository.findByUserId(user.id());
			return (data != null) ? data.preferredMethod() : null;
		};
	}

	@Bean
	@ConditionalOnMissingBean
	TotpSecretGetter jwt2faTotpSecretGetter(ObjectProvider<UserTwoFactorAuthDataRepository> repositories,
			SecretEncryptor encryptor) {
		return new StoredTotpSecretGetter(repository(repositories), encryptor);
	}

	private static UserTwoFactorAuthDataRepository repository(
			ObjectProvider<UserTwoFactorAuthDataRepository> repositories) {
		UserTwoFactorAuthDataRepository repository = repositories.getIfUnique();
		if (repository == null) {
			throw MissingPieces.repository(repositories.stream().count());
		}
		return repository;
	}

	@Bean
	SecretEncryptor jwt2faSecretEncryptor(Jwt2faSettings settings, @Qualifier("jwt2faClock") Clock clock,
			@Qualifier("jwt2faSecureRandom") SecureRandom random) {
		return new SecretEncryptor(settings.totpEncryptionKeys(), clock, random);
	}

	@Bean
	CredentialsEraser jwt2faCredentialsEraser(TwoFactorUserService users) {
		return new CredentialsEraser(users);
	}

	@Bean
	TotpCodes jwt2faTotpCodes(Jwt2faSettings settings, StateStore store, @Qualifier("jwt2faClock") Clock clock) {
		return new TotpCodes(settings.totp(), hashed(store, settings), clock);
	}

	/**
	 * What is counted for whom, is nobody's business who sees the store.
	 */
	static StateStore hashed(StateStore store, Jwt2faSettings settings) {
		return new HashedKeyStateStore(store, settings.stateHmac());
	}

	@Bean
	TotpSecrets jwt2faTotpSecrets(TotpSecretGetter getter) {
		return new TotpSecrets(getter);
	}

	@Bean
	@Order(PREFERENCE_TOTP)
	TotpHandler jwt2faTotpHandler(TotpCodes codes, TotpSecrets secrets,
			ObjectProvider<TotpEnrollmentService> enrollment) {
		return new TotpHandler(codes, secrets, enrollment.getIfAvailable());
	}

	@Bean
	OneTimeCodes jwt2faOneTimeCodes(Jwt2faSettings settings, @Qualifier("jwt2faSecureRandom") SecureRandom random) {
		return new OneTimeCodes(settings.code(), random);
	}

	/**
	 * None where nothing sends codes and nothing asks for them.
	 */
	@Bean
	@Order(PREFERENCE_CODE_SENDER)
	@Nullable SentCodeHandler jwt2faCodeSenderHandler(Jwt2faSettings settings, OneTimeCodes codes,
			ObjectProvider<CodeSender> codeSenders, ApplicationContext context) {
		CodeSender sender = codeSenders.getIfUnique();
		if (sender == null && context instanceof WebApplicationContext
				&& settings.methods().names(TwoFactorMethod.CODE_SENDER)) {
			throw MissingPieces.codeSender(codeSenders.stream().count());
		}
		return (sender != null) ? SentCodeHandler.codeSender(sender, codes) : null;
	}

	@Bean
	TwoFactorMethods jwt2faTwoFactorMethods(Jwt2faSettings settings, PreferredTwoFactorMethodGetter preferredMethods,
			ObjectProvider<TwoFactorMethodHandler> handlers) {
		List<TwoFactorMethodHandler> all = handlers.orderedStream().toList();
		settings.requireMethods(all);
		return new TwoFactorMethods(settings.methods(), preferredMethods, all);
	}

	@Bean
	TwoFactorLoginService jwt2faLoginService(Jwt2faSettings settings, StateStore store, TwoFactorMethods methods,
			TwoFactorUserService users, LoginSessions sessions, AuthTokenIssuer issuer, AuthTokenFactory tokens,
			TokenIds ids, ObjectProvider<PasswordFingerprint> passwords, TwoFactorEventPublisher events,
			ApplicationEventPublisher springEvents, CredentialsEraser eraser, @Qualifier("jwt2faClock") Clock clock,
			@Qualifier("jwt2faSecureRandom") SecureRandom random) {
		LoginLimits limits = new LoginLimits(settings.login(), hashed(store, settings), events, clock);
		LoginCompletion completion = new LoginCompletion(methods, sessions, issuer, tokens, ids, events, springEvents,
				TwoFactorLoginService.class, eraser, clock);
		CodeTokenCodec codeTokens = new CodeTokenCodec(settings.codeToken(), clock, random);
		return new TwoFactorLoginService(limits, methods, codeTokens, users, passwords.getIfAvailable(), completion,
				events);
	}

	@Bean
	@ConditionalOnBean(UserTwoFactorAuthDataRepository.class)
	TotpEnrollmentService jwt2faTotpEnrollmentService(Jwt2faSettings settings,
			UserTwoFactorAuthDataRepository repository, SecretEncryptor encryptor, TotpCodes codes, StateStore store,
			TwoFactorEventPublisher events, @Qualifier("jwt2faClock") Clock clock,
			@Qualifier("jwt2faSecureRandom") SecureRandom random) {
		return new TotpEnrollmentService(settings.totp(), repository, encryptor, codes, hashed(store, settings), events,
				clock, random);
	}

	@Bean
	@ConditionalOnBean(UserTwoFactorAuthDataRepository.class)
	TwoFactorMethodService jwt2faTwoFactorMethodService(TwoFactorMethods methods,
			UserTwoFactorAuthDataRepository repository, LoginSessions sessions, TwoFactorEventPublisher events) {
		return new TwoFactorMethodService(methods, repository, sessions, events);
	}

}
