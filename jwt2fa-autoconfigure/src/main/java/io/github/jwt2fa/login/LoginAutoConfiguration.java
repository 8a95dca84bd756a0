package io.github.jwt2fa.login;

import java.security.SecureRandom;
import java.time.Clock;

import io.github.jwt2fa.device.TrustedDeviceSettings;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.measure.StepObserver;
import io.github.jwt2fa.method.PasswordlessMethod;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.state.OwnState;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenIssuer;
import io.github.jwt2fa.password.PasswordFingerprint;
import io.github.jwt2fa.user.CredentialsEraser;
import io.github.jwt2fa.user.TwoFactorUserService;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the login, without its endpoints.
 */
@AutoConfiguration(afterName = "io.github.jwt2fa.method.passkey.PasskeyAutoConfiguration")
final class LoginAutoConfiguration {

	@Bean
	LoginLimits jwt2faLoginLimits(LoginSettings settings, OwnState state, TwoFactorEventPublisher events,
			@Qualifier("jwt2faClock") Clock clock) {
		return new LoginLimits(settings, state.store(), events, clock);
	}

	@Bean
	DeviceTrust jwt2faDeviceTrust(TrustedDevices devices, TrustedDeviceSettings settings, TwoFactorMethods methods,
			TwoFactorUserService users) {
		return new DeviceTrust(devices, methods, new PasswordFingerprint(settings.passwordHmac(), users));
	}

	@Bean
	LoginCompletion jwt2faLoginCompletion(TwoFactorMethods methods, LoginSessions sessions, DeviceTrust trust,
			AuthTokenIssuer issuer, AuthTokenFactory tokens, TwoFactorEventPublisher events,
			ApplicationEventPublisher springEvents, CredentialsEraser eraser, @Qualifier("jwt2faClock") Clock clock) {
		return new LoginCompletion(methods, sessions, trust, issuer, tokens, events, springEvents, eraser, clock);
	}

	@Bean
	TwoFactorLoginService jwt2faLoginService(LoginLimits limits, TwoFactorMethods methods, CodeTokenSettings settings,
			TwoFactorUserService users, ObjectProvider<PasswordFingerprint> passwords, LoginSessions sessions,
			DeviceTrust trust, LoginCompletion completion, TwoFactorEventPublisher events,
			ObjectProvider<StepObserver> steps, @Qualifier("jwt2faClock") Clock clock,
			@Qualifier("jwt2faSecureRandom") SecureRandom random) {
		return new TwoFactorLoginService(limits, methods, new CodeTokenCodec(settings, clock, random), users,
				passwords.getIfAvailable(), sessions, trust, completion, events,
				steps.getIfAvailable(() -> StepObserver.NONE));
	}

	/**
	 * Where a method can be the whole login.
	 */
	@Bean
	@ConditionalOnBean(PasswordlessMethod.class)
	PasswordlessLogin jwt2faPasswordlessLogin(PasswordlessMethod method, PasswordlessSettings settings,
			LoginLimits limits, OwnState state, TwoFactorMethods methods, TwoFactorUserService users,
			LoginCompletion completion, TwoFactorEventPublisher events, ObjectProvider<StepObserver> steps,
			@Qualifier("jwt2faClock") Clock clock, @Qualifier("jwt2faSecureRandom") SecureRandom random) {
		PasswordlessTokens tokens = new PasswordlessTokens(method.method(), settings, state.store(), limits.since(),
				clock, random);
		return new PasswordlessLogin(method, tokens, limits, methods, users, completion, events,
				steps.getIfAvailable(() -> StepObserver.NONE));
	}

	@Bean
	RecentLogin jwt2faRecentLogin(RecentLoginSettings settings, TwoFactorMethods methods,
			TwoFactorEventPublisher events, @Qualifier("jwt2faClock") Clock clock) {
		return new RecentLogin(settings.maxAge(), methods, events, clock);
	}

}
