package io.github.jwt2fa.method;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.jspecify.annotations.Nullable;

/**
 * The factors that users have set up themselves: lists them, and removes one.
 * Thread-safe, as its repository is.
 *
 * @since 0.1.0
 */
public final class FactorService {

	private final TwoFactorMethods methods;

	private final UserTwoFactorAuthDataRepository repository;

	private final EnrollmentClaims enrollments;

	private final FactorChanges changes;

	private final TrustedDevices devices;

	private final TwoFactorEventPublisher events;

	/**
	 * A service.
	 * @param methods the methods there are
	 * @param repository where the users' choices are kept
	 * @param enrollments who may set up a first factor
	 * @param changes lets one change happen at a time
	 * @param devices what is trusted no longer once a factor is gone
	 * @param events where changes are published
	 */
	FactorService(TwoFactorMethods methods, UserTwoFactorAuthDataRepository repository, EnrollmentClaims enrollments,
			FactorChanges changes, TrustedDevices devices, TwoFactorEventPublisher events) {
		this.methods = methods;
		this.repository = repository;
		this.enrollments = enrollments;
		this.changes = changes;
		this.devices = devices;
		this.events = events;
	}

	/**
	 * What a user has set up, and may choose.
	 * @param user the user
	 * @return all that a page of settings shows
	 */
	public Overview overview(TwoFactorUser user) {
		List<OwnFactor> factors = factors(user);
		return new Overview(this.methods.preferred(user), this.methods.choosable(user, methodsOf(factors)), factors);
	}

	/**
	 * The methods that users set up themselves and that complete a login of a user.
	 * @param user the user
	 * @return the methods, in the order of preference
	 */
	public List<TwoFactorMethod> settable(TwoFactorUser user) {
		Set<TwoFactorMethod> enough = this.methods.enough(user);
		return this.methods.handlers()
			.stream()
			.filter(TwoFactorMethodHandler::isOwn)
			.map(TwoFactorMethodHandler::method)
			.filter(enough::contains)
			.toList();
	}

	private List<OwnFactor> factors(TwoFactorUser user) {
		return this.methods.handlers()
			.stream()
			.filter(TwoFactorMethodHandler::isOwn)
			.flatMap((
					handler) -> handler.factors(user).stream().map((factor) -> new OwnFactor(handler.method(), factor)))
			.toList();
	}

	private static Set<TwoFactorMethod> methodsOf(List<OwnFactor> factors) {
		Set<TwoFactorMethod> methods = new LinkedHashSet<>();
		factors.forEach((factor) -> methods.add(factor.method()));
		return methods;
	}

	/**
	 * Removes a factor. If the user's method goes with it, the first one that is left
	 * becomes the user's method, or {@code jwt2fa.fallback-2fa-method}; and what stands
	 * in for lost factors goes with the last of them. No device of the user is trusted
	 * any longer; a login that is made goes on.
	 * @param user the user
	 * @param method the method that it is of
	 * @param id its {@linkplain Factor#id() id}, or {@code null} for the factor of a
	 * method that has one only
	 * @throws TwoFactorException {@code not_found} if the user has no such factor,
	 * {@code 2fa_method_required} if what is left would not be enough to log in,
	 * {@code throttled} if another change of the user's factors is being made
	 */
	public void remove(TwoFactorUser user, TwoFactorMethod method, @Nullable String id) {
		requireOwn(method);
		this.changes.make(user.id(), method.value(), () -> removeAlone(user, method, id, null));
	}

	/**
	 * Removes a factor in an operator's name, also the last one that is enough to log in:
	 * who has lost it can't log in by it either.
	 * @param user the user
	 * @param method the method that it is of
	 * @param id its {@linkplain Factor#id() id}, or {@code null} for the factor of a
	 * method that has one only
	 * @param by the operator
	 * @throws TwoFactorException {@code not_found} if the user has no such factor,
	 * {@code throttled} if another change of the user's factors is being made
	 */
	public void remove(TwoFactorUser user, TwoFactorMethod method, @Nullable String id, String by) {
		requireOwn(method);
		this.changes.make(user.id(), method.value(), () -> removeAlone(user, method, id, by));
	}

	/**
	 * Before anything is kept under a name that a client made up.
	 */
	private void requireOwn(TwoFactorMethod method) {
		if (this.methods.handlers()
			.stream()
			.noneMatch((handler) -> handler.isOwn() && handler.method().equals(method))) {
			throw new TwoFactorException(TwoFactorError.NOT_FOUND);
		}
	}

	private void removeAlone(TwoFactorUser user, TwoFactorMethod method, @Nullable String id, @Nullable String by) {
		List<OwnFactor> factors = factors(user);
		List<OwnFactor> left = factors.stream().filter((factor) -> !factor.is(method, id)).toList();
		if (left.size() == factors.size()) {
			throw new TwoFactorException(TwoFactorError.NOT_FOUND);
		}
		TwoFactorMethod chosen = this.methods.preferred(user);
		Set<TwoFactorMethod> enough = this.methods.enough(user);
		TwoFactorMethod next = next(chosen, methodsOf(left), enough);
		if (by == null && !enough.contains(next) && Collections.disjoint(enough, methodsOf(left))) {
			throw new TwoFactorException(TwoFactorError.TWO_FACTOR_METHOD_REQUIRED);
		}
		// first: where that fails, the factor is there still, and all can be repeated
		this.devices.endAll(user.id());
		if (left.isEmpty()) {
			this.enrollments.end(user.id());
		}
		if (!removeAfter(next, chosen, user, method, id)) {
			throw new TwoFactorException(TwoFactorError.NOT_FOUND);
		}
		try {
			this.events.publish((client, at) -> new TwoFactorEvent.FactorRemoved(user.id(), method, by, client, at));
		}
		finally {
			// whatever a listener of the application throws: the factor is gone
			removeWhatStoodBeside(user);
		}
	}

	private void removeWhatStoodBeside(TwoFactorUser user) {
		if (factors(user).isEmpty()) {
			this.methods.handlers()
				.stream()
				.filter(TwoFactorMethodHandler::isStandIn)
				.forEach((handler) -> handler.remove(user.id(), null));
			this.enrollments.clear(user.id());
		}
		endTrustOfMeanwhile(user.id());
	}

	/**
	 * A login by a factor that is gone may have come to its end in between.
	 */
	private void endTrustOfMeanwhile(String userId) {
		this.devices.endAll(userId);
	}

	/**
	 * The user's method once no more is left than this.
	 */
	private TwoFactorMethod next(TwoFactorMethod chosen, Set<TwoFactorMethod> left, Set<TwoFactorMethod> enough) {
		boolean isGone = this.methods.handlers()
			.stream()
			.anyMatch((handler) -> handler.isOwn() && handler.method().equals(chosen) && !left.contains(chosen));
		return !isGone ? chosen : left.stream().filter(enough::contains).findFirst().orElseGet(this.methods::fallback);
	}

	/**
	 * The choice is written before the factor goes: a crash in between leaves both.
	 */
	private boolean removeAfter(TwoFactorMethod next, TwoFactorMethod chosen, TwoFactorUser user,
			TwoFactorMethod method, @Nullable String id) {
		if (next.equals(chosen)) {
			return this.methods.handler(method).remove(user.id(), id);
		}
		UserTwoFactorAuthData known = this.repository.findByUserId(user.id());
		this.repository.savePreferredMethod(user.id(), next);
		boolean removed = this.methods.handler(method).remove(user.id(), id);
		if (!removed && known != null && known.preferredMethod() != null) {
			this.repository.savePreferredMethod(user.id(), known.preferredMethod());
		}
		return removed;
	}

	/**
	 * Removes all that a user has set up, the choice of a method and the trust in
	 * devices, without an event or a notice: for a user who is deleted, or gets another
	 * id. Joins the transaction that it is called in.
	 * @param userId the user's id
	 */
	public void removeAll(String userId) {
		this.devices.endAll(userId);
		this.enrollments.end(userId);
		this.methods.handlers().forEach((handler) -> handler.remove(userId, null));
		this.repository.deleteByUserId(userId);
		this.enrollments.clear(userId);
		endTrustOfMeanwhile(userId);
	}

	/**
	 * What a user has set up, and may choose.
	 *
	 * @param method the method that counts for the user
	 * @param methods the methods that the user may choose
	 * @param factors what the user has set up, in the order of preference
	 */
	public record Overview(TwoFactorMethod method, List<TwoFactorMethod> methods, List<OwnFactor> factors) {

		public Overview {
			methods = List.copyOf(methods);
			factors = List.copyOf(factors);
		}

	}

	/**
	 * Something that a user has set up.
	 *
	 * @param method the method that it is of
	 * @param factor what there is to show of it
	 */
	public record OwnFactor(TwoFactorMethod method, Factor factor) {

		private boolean is(TwoFactorMethod otherMethod, @Nullable String id) {
			return this.method.equals(otherMethod) && Objects.equals(this.factor.id(), id);
		}

	}

}
