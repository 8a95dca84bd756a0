package io.github.jwt2fa.web;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.login.PasswordlessLogin;
import io.github.jwt2fa.login.RecentLogin;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.method.FactorService;
import io.github.jwt2fa.method.TwoFactorMethodService;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.method.passkey.PasskeyRegistrationService;
import io.github.jwt2fa.method.recovery.RecoveryCodeService;
import io.github.jwt2fa.method.totp.QrCodeRenderer;
import io.github.jwt2fa.method.totp.TotpEnrollmentService;
import io.github.jwt2fa.password.PasswordCheck;
import io.github.jwt2fa.response.LanguageNegotiation;
import io.github.jwt2fa.security.BearerAuthenticator;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.token.AuthTokenAuthenticator;
import io.github.jwt2fa.token.AuthTokenCheckSettings;
import io.github.jwt2fa.token.AuthTokenRefresher;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.LogoutService;
import io.github.jwt2fa.token.key.AuthTokenKeySource;
import io.github.jwt2fa.web.cookie.TokenCookies;
import io.github.jwt2fa.web.endpoint.Endpoint;
import io.github.jwt2fa.web.endpoint.EndpointPaths;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the endpoints.
 */
@AutoConfiguration(afterName = { "io.github.jwt2fa.method.totp.TotpAutoConfiguration",
		"io.github.jwt2fa.method.recovery.RecoveryCodeAutoConfiguration",
		"io.github.jwt2fa.method.passkey.PasskeyAutoConfiguration", "io.github.jwt2fa.login.LoginAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ImportRuntimeHints(WebAutoConfiguration.Hints.class)
final class WebAutoConfiguration {

	/**
	 * Where nothing could keep a secret, a choice, codes or passkeys, the endpoints for
	 * them are not there; nor is one that buys an access token alone where there are
	 * none.
	 */
	@Bean
	EndpointPaths jwt2faEndpointPaths(WebSettings settings, AuthTokenCheckSettings tokens,
			ObjectProvider<TotpEnrollmentService> enrollment, ObjectProvider<FactorService> factors,
			ObjectProvider<RecoveryCodeService> recoveryCodes, ObjectProvider<PasskeyRegistrationService> passkeys,
			ObjectProvider<PasswordlessLogin> passwordless) {
		Set<Endpoint> missing = EnumSet.noneOf(Endpoint.class);
		if (enrollment.getIfAvailable() == null) {
			missing.addAll(EnumSet.of(Endpoint.TOTP_SETUP, Endpoint.TOTP_CONFIRM, Endpoint.TWO_FACTOR_METHOD));
		}
		if (factors.getIfAvailable() == null) {
			missing.addAll(EnumSet.of(Endpoint.FACTORS, Endpoint.FACTORS_REMOVE));
		}
		if (recoveryCodes.getIfAvailable() == null) {
			missing.add(Endpoint.RECOVERY_CODES);
		}
		if (passkeys.getIfAvailable() == null) {
			missing.addAll(EnumSet.of(Endpoint.PASSKEY_SETUP, Endpoint.PASSKEY_CONFIRM));
			if (passwordless.getIfAvailable() == null) {
				missing.add(Endpoint.PASSKEY_OPTIONS);
			}
		}
		if (tokens.resourceType() == AuthTokenType.SLIDING) {
			missing.add(Endpoint.STEP_UP);
		}
		return settings.paths().without(missing);
	}

	@Bean
	@ConditionalOnMissingBean
	LoginResponseRenderer jwt2faLoginResponseRenderer(WebSettings settings) {
		return (result) -> {
			Map<String, Object> body = new LinkedHashMap<>();
			result.tokens().forEach((type, text) -> {
				String member = settings.tokenMembers().get(type);
				if (member != null) {
					body.put(member, text);
				}
			});
			return body;
		};
	}

	@Bean
	LoginEndpoints jwt2faLoginEndpoints(WebSettings settings, TwoFactorLoginService login,
			ObjectProvider<PasswordlessLogin> passwordless, PasswordCheck passwords, LoginResponseRenderer renderer,
			LanguageNegotiation languages, TokenCookies cookies, Environment environment) {
		return new LoginEndpoints(login, passwordless.getIfAvailable(), passwords, languages, renderer, settings,
				cookies, ForwardedHeaderWarning.in(environment));
	}

	@Bean
	StepUpEndpoints jwt2faStepUpEndpoints(BearerAuthenticator authenticator, TwoFactorLoginService login,
			LanguageNegotiation languages) {
		return new StepUpEndpoints(authenticator, login, languages);
	}

	@Bean
	TokenEndpoints jwt2faTokenEndpoints(TokenCookies cookies, AuthTokenRefresher refresher,
			AuthTokenAuthenticator tokens, LogoutService logout, BearerAuthenticator authenticator,
			RecentLogin recentLogin, AuthTokenKeySource keys) {
		return new TokenEndpoints(cookies, refresher, tokens, logout, authenticator, recentLogin, keys);
	}

	@Bean
	SessionEndpoints jwt2faSessionEndpoints(BearerAuthenticator authenticator, RecentLogin recentLogin,
			LoginSessions sessions, TrustedDevices devices) {
		return new SessionEndpoints(authenticator, recentLogin, sessions, devices);
	}

	@Bean
	FactorSetUp jwt2faFactorSetUp(BearerAuthenticator authenticator, RecentLogin recentLogin, TwoFactorMethods methods,
			LogoutService logout, ObjectProvider<RecoveryCodeService> recoveryCodes) {
		return new FactorSetUp(authenticator, recentLogin, methods, logout, recoveryCodes.getIfAvailable());
	}

	@Bean
	@ConditionalOnBean(TotpEnrollmentService.class)
	EnrollmentEndpoints jwt2faEnrollmentEndpoints(BearerAuthenticator authenticator, RecentLogin recentLogin,
			TotpEnrollmentService enrollment, TwoFactorMethodService methods, LogoutService logout, FactorSetUp setUp,
			ObjectProvider<QrCodeRenderer> qrCode) {
		return new EnrollmentEndpoints(authenticator, recentLogin, enrollment, methods, logout, setUp,
				qrCode.getIfAvailable());
	}

	@Bean
	@ConditionalOnBean(FactorService.class)
	FactorEndpoints jwt2faFactorEndpoints(BearerAuthenticator authenticator, RecentLogin recentLogin,
			FactorService factors, TwoFactorMethods methods, LogoutService logout,
			ObjectProvider<RecoveryCodeService> recoveryCodes, ObjectProvider<PasskeyRegistrationService> passkeys) {
		return new FactorEndpoints(authenticator, recentLogin, factors, methods, logout, recoveryCodes.getIfAvailable(),
				passkeys.getIfAvailable());
	}

	@Bean
	@ConditionalOnBean(PasskeyRegistrationService.class)
	PasskeyEndpoints jwt2faPasskeyEndpoints(FactorSetUp setUp, PasskeyRegistrationService passkeys) {
		return new PasskeyEndpoints(setUp, passkeys);
	}

	@Bean
	@ConditionalOnBean(RecoveryCodeService.class)
	RecoveryCodeEndpoints jwt2faRecoveryCodeEndpoints(BearerAuthenticator authenticator, RecentLogin recentLogin,
			RecoveryCodeService codes) {
		return new RecoveryCodeEndpoints(authenticator, recentLogin, codes);
	}

	/**
	 * What is looked for by its name, for a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerTypeIfPresent(classLoader, ForwardedHeaderWarning.TOMCAT);
		}

	}

}
