package io.github.jwt2fa.enrollment;

import java.util.List;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.login.MethodChoice;
import io.github.jwt2fa.method.totp.TotpSecrets;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

/**
 * Each user's own choice of a method, and an operator's way to undo it.
 */
public final class TwoFactorMethodService {

	private final MethodChoice methods;

	private final TotpSecrets totpSecrets;

	private final UserTwoFactorAuthDataRepository repository;

	private final TotpEnrollmentService enrollment;

	private final LoginSessions sessions;

	private final TwoFactorEventPublisher events;

	/**
	 * A service.
	 * @param methods the methods there are
	 * @param totpSecrets who has set TOTP up
	 * @param repository where the choices are kept
	 * @param enrollment where secrets may be pending
	 * @param sessions what ends with a reset
	 * @param events where changes are told
	 */
	public TwoFactorMethodService(MethodChoice methods, TotpSecrets totpSecrets,
			UserTwoFactorAuthDataRepository repository, TotpEnrollmentService enrollment, LoginSessions sessions,
			TwoFactorEventPublisher events) {
		this.methods = methods;
		this.totpSecrets = totpSecrets;
		this.repository = repository;
		this.enrollment = enrollment;
		this.sessions = sessions;
		this.events = events;
	}

	/**
	 * What a user chose and may choose.
	 * @param user the user
	 * @return the choice
	 */
	public Options options(TwoFactorUser user) {
		boolean totpActive = this.totpSecrets.isActive(user);
		return new Options(this.methods.preferred(user), totpActive, this.methods.choosable(totpActive));
	}

	/**
	 * Whether a user has set TOTP up.
	 * @param user the user
	 * @return whether there is an active secret
	 */
	public boolean isTotpActive(TwoFactorUser user) {
		return this.totpSecrets.isActive(user);
	}

	/**
	 * Whether there is such a method.
	 * @param method the method
	 * @return whether it is known
	 */
	public boolean isKnown(TwoFactorMethod method) {
		return this.methods.isKnown(method);
	}

	/**
	 * Changes a user's method. Where it is the user's method already, nothing is told.
	 * @param user the user
	 * @param method the method
	 * @throws TwoFactorException {@code 2fa_method_not_trusted},
	 * {@code disabling_2fa_not_allowed} or {@code no_active_totp}
	 */
	public void choose(TwoFactorUser user, TwoFactorMethod method) {
		if (!this.methods.isTrusted(method)) {
			throw new TwoFactorException(method.equals(TwoFactorMethod.NO_2FA)
					? TwoFactorError.DISABLING_2FA_NOT_ALLOWED : TwoFactorError.TWO_FACTOR_METHOD_NOT_TRUSTED);
		}
		if (method.equals(TwoFactorMethod.TOTP) && !this.totpSecrets.isActive(user)) {
			throw new TwoFactorException(TwoFactorError.NO_ACTIVE_TOTP);
		}
		UserTwoFactorAuthData data = this.repository.findByUserId(user.id());
		if (data != null && method.equals(data.preferredMethod())) {
			return;
		}
		boolean changes = !method.equals(this.methods.preferred(user));
		// also the fallback is kept as a choice: it may be another one some day
		this.repository.savePreferredMethod(user.id(), method);
		if (changes) {
			this.events.publish((client, at) -> new TwoFactorEvent.MethodChanged(user.id(), method, client, at));
		}
	}

	/**
	 * Removes a user's secrets and choice and ends all of the user's sessions, for the
	 * operator of a support desk: the next login is by
	 * {@code jwt2fa.fallback-2fa-method}.
	 * @param userId the user's id
	 */
	public void reset(String userId) {
		this.enrollment.forget(userId);
		this.repository.deleteByUserId(userId);
		this.sessions.endAll(userId, null);
		this.events.publish((client, at) -> new TwoFactorEvent.TwoFactorReset(userId, client, at));
	}

	/**
	 * What a user chose and may choose.
	 *
	 * @param method the method that counts for the user
	 * @param totpActive whether TOTP is set up
	 * @param methods the methods that the user may choose
	 */
	public record Options(TwoFactorMethod method, boolean totpActive, List<TwoFactorMethod> methods) {
	}

}
