package io.github.jwt2fa.login;

import java.security.SecureRandom;
import java.time.Clock;

import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.measure.StepObserver;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.password.PasswordFingerprint;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenIssuer;
import io.github.jwt2fa.user.CredentialsEraser;
import io.github.jwt2fa.user.TwoFactorUserService;

import org.springframework.context.ApplicationEventPublisher;

/**
 * The login put together without an application.
 */
public final class TestLogin {

	private TestLogin() {
	}

	public static TwoFactorLoginService over(StateStore store, LoginSettings settings, CodeTokenSettings codeTokens,
			TwoFactorMethods methods, TwoFactorUserService users, LoginSessions sessions, AuthTokenIssuer issuer,
			AuthTokenFactory tokens, TwoFactorEventPublisher events, ApplicationEventPublisher springEvents,
			Clock clock, SecureRandom random) {
		DeviceTrust trust = new DeviceTrust(TrustedDevices.off(), methods,
				new PasswordFingerprint(new HmacSha256(new byte[32]), users));
		LoginCompletion completion = new LoginCompletion(methods, sessions, trust, issuer, tokens, events, springEvents,
				new CredentialsEraser(users), clock);
		return new TwoFactorLoginService(new LoginLimits(settings, store, events, clock), methods,
				new CodeTokenCodec(codeTokens, clock, random), users, null, sessions, trust, completion, events,
				StepObserver.NONE);
	}

}
