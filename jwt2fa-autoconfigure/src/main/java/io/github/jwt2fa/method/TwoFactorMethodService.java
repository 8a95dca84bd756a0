package io.github.jwt2fa.method;

import java.util.List;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

/**
 * Each user's own choice of a method. Thread-safe, as its repository is.
 *
 * @since 0.1.0
 */
public final class TwoFactorMethodService {

	private final TwoFactorMethods methods;

	private final UserTwoFactorAuthDataRepository repository;

	private final FactorChanges changes;

	private final TwoFactorEventPublisher events;

	/**
	 * A service.
	 * @param methods the methods there are
	 * @param repository where the choices are kept
	 * @param changes lets one change happen at a time
	 * @param events where changes are published
	 */
	TwoFactorMethodService(TwoFactorMethods methods, UserTwoFactorAuthDataRepository repository, FactorChanges changes,
			TwoFactorEventPublisher events) {
		this.methods = methods;
		this.repository = repository;
		this.changes = changes;
		this.events = events;
	}

	/**
	 * What a user chose and may choose.
	 * @param user the user
	 * @return the choice
	 */
	public Options options(TwoFactorUser user) {
		Set<TwoFactorMethod> setUp = this.methods.setUp(user);
		return new Options(this.methods.preferred(user), setUp, this.methods.choosable(user, setUp));
	}

	/**
	 * Whether a user has set a method up.
	 * @param user the user
	 * @param method the method
	 * @return whether the user could log in by it
	 */
	public boolean isUsable(TwoFactorUser user, TwoFactorMethod method) {
		return this.methods.isUsable(user, method);
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
	 * Changes a user's method. Where it is the user's method already, nothing is
	 * published.
	 * @param user the user
	 * @param method the method
	 * @throws TwoFactorException {@code 2fa_method_not_trusted},
	 * {@code disabling_2fa_not_allowed}, {@code no_active_totp},
	 * {@code 2fa_method_not_available} or, if another change is being made,
	 * {@code throttled}
	 */
	public void choose(TwoFactorUser user, TwoFactorMethod method) {
		if (!this.methods.enough(user).contains(method)) {
			throw new TwoFactorException(method.equals(TwoFactorMethod.NO_2FA)
					? TwoFactorError.DISABLING_2FA_NOT_ALLOWED : TwoFactorError.TWO_FACTOR_METHOD_NOT_TRUSTED);
		}
		this.changes.make(user.id(), method.value(), () -> chooseAlone(user, method));
	}

	private void chooseAlone(TwoFactorUser user, TwoFactorMethod method) {
		if (!this.methods.isUsable(user, method)) {
			// the code for TOTP is older than the one for any other method
			throw new TwoFactorException(method.equals(TwoFactorMethod.TOTP) ? TwoFactorError.NO_ACTIVE_TOTP
					: TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE);
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
	 * What a user chose and may choose.
	 *
	 * @param method the method that counts for the user
	 * @param setUp the methods that the user has set up
	 * @param methods the methods that the user may choose
	 */
	public record Options(TwoFactorMethod method, Set<TwoFactorMethod> setUp, List<TwoFactorMethod> methods) {

		public Options {
			setUp = Set.copyOf(setUp);
			methods = List.copyOf(methods);
		}

	}

}
