package io.github.jwt2fa.login;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.device.GrantedTrust;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.DueRequirement;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenIssuer;
import io.github.jwt2fa.token.AuthTokenSubject;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.CompletedLogin;
import io.github.jwt2fa.user.CredentialsEraser;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;

/**
 * The end of a login: which tokens are issued, and which events published.
 */
final class LoginCompletion {

	private final TwoFactorMethods methods;

	private final LoginSessions sessions;

	private final DeviceTrust trust;

	private final AuthTokenIssuer issuer;

	private final AuthTokenFactory tokens;

	private final TwoFactorEventPublisher events;

	private final ApplicationEventPublisher springEvents;

	private final CredentialsEraser eraser;

	private final Clock clock;

	/**
	 * The end of a login.
	 * @param methods which methods are trusted
	 * @param sessions where a login begins to last
	 * @param trust which devices are trusted after it
	 * @param issuer decides the answer
	 * @param tokens makes enrollment tokens, and the ids of logins
	 * @param events where a login is told
	 * @param springEvents where it is told in Spring Security's words
	 * @param eraser takes stored passwords out of what Spring is told
	 * @param clock the time
	 */
	LoginCompletion(TwoFactorMethods methods, LoginSessions sessions, DeviceTrust trust, AuthTokenIssuer issuer,
			AuthTokenFactory tokens, TwoFactorEventPublisher events, ApplicationEventPublisher springEvents,
			CredentialsEraser eraser, Clock clock) {
		this.methods = methods;
		this.sessions = sessions;
		this.trust = trust;
		this.issuer = issuer;
		this.tokens = tokens;
		this.events = events;
		this.springEvents = springEvents;
		this.eraser = eraser;
		this.clock = clock;
	}

	/**
	 * Completes a login whose every step succeeded. With a method that is not trusted it
	 * is none: its token is good for setting up another.
	 * @param first the first step
	 * @param proof what was shown of the method, or {@code null} where the first step is
	 * enough
	 * @param device what the client says of its device
	 */
	LoginResult complete(TwoFactorUser user, FirstFactor first, TwoFactorMethod method, @Nullable AcceptedProof proof,
			LoginDevice device) {
		CompletedLogin login = login(user, method, this.methods.amr(first.amr(), method));
		if (!this.methods.isEnough(user, method, proof)) {
			return new LoginResult.EnrollmentRequired(this.tokens.create(AuthTokenType.ENROLLMENT, login));
		}
		return complete(login, method, (proof != null) ? proof.members() : Map.of(), device,
				() -> this.trust.grant(user, first, method, device));
	}

	/**
	 * Completes a login by a password on a device that is trusted.
	 * @param shown the method that was shown on it
	 * @param device what the client says of its device
	 */
	LoginResult completeOnTrustedDevice(TwoFactorUser user, TwoFactorMethod shown, LoginDevice device) {
		CompletedLogin login = login(user, TwoFactorMethod.TRUSTED_DEVICE, this.methods.amrOnTrustedDevice());
		// of a session that goes on is asked whether what it stands for is still enough
		return complete(login, shown, Map.of(), device, () -> null);
	}

	/**
	 * Completes a login that was no more than one step, by a method that is enough.
	 * @param members what the method has to tell about a complete login
	 * @param device what the client says of its device
	 */
	LoginResult completeAlone(TwoFactorUser user, TwoFactorMethod method, Map<String, Object> members,
			LoginDevice device) {
		return complete(login(user, method, this.methods.amrAlone(method)), method, members, device, () -> null);
	}

	private CompletedLogin login(TwoFactorUser user, TwoFactorMethod method, List<String> amr) {
		return CompletedLogin.withUser(user)
			.method(method)
			.amr(amr)
			.at(this.clock.instant())
			.session(this.tokens.newId())
			.build();
	}

	private LoginResult complete(CompletedLogin login, TwoFactorMethod shown, Map<String, Object> members,
			LoginDevice device, Supplier<@Nullable GrantedTrust> trust) {
		TwoFactorUser user = login.user();
		// first what keeps nothing, and the trust before the session: one of which nobody
		// knows might end another
		DueRequirement missing = missing(user);
		GrantedTrust granted = trust.get();
		this.sessions.begin(login.session(), user.id(), login.at(), shown, device.name());
		LoginResult result = new LoginResult.Authenticated(login, this.issuer.issue(login), members, granted);
		this.events.publish((client, at) -> new TwoFactorEvent.LoginSucceeded(user.id(), user.username(),
				login.method(), client, login.at()));
		if (missing != null) {
			this.events.publish((client, at) -> new TwoFactorEvent.EnrollmentDue(user.id(), missing.methods(),
					missing.from(), client, login.at()));
		}
		this.springEvents
			.publishEvent(new InteractiveAuthenticationSuccessEvent(UsernamePasswordAuthenticationToken.authenticated(
					this.eraser.erase(user).principal(), null, user.authorities()), TwoFactorLoginService.class));
		return result;
	}

	/**
	 * What a user has to set up in time.
	 */
	private @Nullable DueRequirement missing(TwoFactorUser user) {
		DueRequirement due = this.methods.due(user);
		return (due == null || this.methods.meets(user, due)) ? null : due;
	}

	/**
	 * Completes what was asked for within a session: no login.
	 */
	LoginResult stepUp(TwoFactorUser user, AuthTokenSubject login, TwoFactorMethod method, AcceptedProof proof) {
		AuthTokenSubject proved = login.provedBy(this.methods.handler(method).amr(), proof.verifiesUser(),
				this.clock.instant());
		LoginResult result = new LoginResult.SteppedUp(this.tokens.access(proved, user), proof.members());
		this.events
			.publish((client, at) -> new TwoFactorEvent.SteppedUp(user.id(), login.session(), method, client, at));
		return result;
	}

}
