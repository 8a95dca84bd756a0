package io.github.jwt2fa.administration;

import java.time.Duration;
import java.util.List;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.FactorService;
import io.github.jwt2fa.method.recovery.RecoveryCodeService;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.Assert;

/**
 * What operators do for users: see what is set up, remove it, end sessions. It has no
 * endpoint and asks nobody for a login: who may call it is up to the application. Who did
 * it stands in the event. Thread-safe, as its repositories are.
 *
 * @since 0.1.0
 */
public final class TwoFactorAdministration {

	private final ObjectProvider<TwoFactorUserService> users;

	private final FactorService factors;

	private final LoginSessions sessions;

	private final TrustedDevices devices;

	private final ObjectProvider<RecoveryCodeService> recoveryCodes;

	private final TwoFactorEventPublisher events;

	/**
	 * The operators' way.
	 * @param users finds the users; an application without a login may have none
	 * @param factors what they have set up
	 * @param sessions where they are logged in
	 * @param devices where they are asked for the password alone
	 * @param recoveryCodes issues codes, where there are any
	 * @param events where it is told what was done
	 */
	TwoFactorAdministration(ObjectProvider<TwoFactorUserService> users, FactorService factors, LoginSessions sessions,
			TrustedDevices devices, ObjectProvider<RecoveryCodeService> recoveryCodes, TwoFactorEventPublisher events) {
		this.users = users;
		this.factors = factors;
		this.sessions = sessions;
		this.devices = devices;
		this.recoveryCodes = recoveryCodes;
		this.events = events;
	}

	/**
	 * What a user has set up, and may choose.
	 * @param userId the user's id
	 * @return what the user's own page of settings shows
	 * @throws TwoFactorException {@code not_found} if there is no such user
	 */
	public FactorService.Overview factors(String userId) {
		return this.factors.overview(user(userId));
	}

	/**
	 * Removes a factor, also the last one. The user's method is chosen anew as if the
	 * user had removed it; no device is trusted any longer, and sessions go on.
	 * @param userId the user's id
	 * @param method the method that it is of
	 * @param id its id, or {@code null} for the factor of a method that has one only
	 * @param by who does it, as the application calls its operators
	 * @throws TwoFactorException {@code not_found} if there is no such user or factor,
	 * {@code throttled} if another change of the user's factors is being made
	 */
	public void removeFactor(String userId, TwoFactorMethod method, @Nullable String id, String by) {
		requireOperator(by);
		this.factors.remove(user(userId), method, id, by);
	}

	/**
	 * Removes all that a user has set up, the choice of a method and the trust in
	 * devices, and ends all of the user's sessions: the next login is by
	 * {@code jwt2fa.fallback-2fa-method}. Does so also for a user who is gone.
	 * @param userId the user's id
	 * @param by who does it, as the application calls its operators
	 */
	public void reset(String userId, String by) {
		requireOperator(by);
		this.factors.removeAll(userId);
		try {
			this.sessions.endAll(userId, null, by);
		}
		finally {
			// whatever a listener of the application throws: the factors are gone
			this.events.publish((client, at) -> new TwoFactorEvent.TwoFactorReset(userId, by, client, at));
		}
	}

	/**
	 * Ends all of a user's sessions, and the trust in all devices. Access tokens live out
	 * their minutes, unless {@code jwt2fa.token.check-revocation} is on.
	 * @param userId the user's id
	 * @param by who does it, as the application calls its operators
	 */
	public void endSessions(String userId, String by) {
		requireOperator(by);
		this.devices.endAll(userId);
		this.sessions.endAll(userId, null, by);
	}

	/**
	 * Issues a recovery code that ends, to a user who has lost all else and has been
	 * recognized by the operator. It is good once, after the password alone, and also if
	 * the user has set no factor up: then it buys what the user's method would. One that
	 * was issued before is dead at once. It is dead, too, once a last factor is removed,
	 * or a first one set up.
	 * @param userId the user's id
	 * @param validFor how long it is good, 10 minutes to 24 hours
	 * @param by who does it, as the application calls its operators
	 * @return the code, as the user is to be told it; nobody can tell it again
	 * @throws TwoFactorException {@code not_found} if there is no such user
	 * @throws IllegalArgumentException if it were good for a shorter or a longer time
	 * @throws IllegalStateException if the application has no recovery codes
	 */
	public String issueRecoveryCode(String userId, Duration validFor, String by) {
		requireOperator(by);
		RecoveryCodeService service = this.recoveryCodes.getIfAvailable();
		Assert.state(service != null,
				"There are no recovery codes: jwt2fa.recovery-code-count is 0, or nothing could keep them");
		return service.issue(user(userId), validFor, by);
	}

	private static void requireOperator(String by) {
		Assert.hasText(by, "An event that does not tell who did it is no journal: name the operator");
	}

	private TwoFactorUser user(String userId) {
		TwoFactorUser user = this.users.getObject().findById(userId);
		if (user == null) {
			throw new TwoFactorException(TwoFactorError.NOT_FOUND);
		}
		return user;
	}

}
