package io.github.jwt2fa.method;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.policy.Enough;
import io.github.jwt2fa.user.TwoFactorUser;

/**
 * The rule which methods a user may log in by. Who has set up methods that complete a
 * login is offered these, and beside them what that user chose for everybody's use, such
 * as a sent code; so what comes by mail undercuts no device, unless the user wants that.
 * Last come methods that are there for the loss of others. Anybody else is asked for the
 * chosen method alone: where that is lost, there is nothing weaker in its place, but for
 * what an operator issued to that user. Who can't meet a policy yet is asked for
 * something else that was set up, or else for a code that is sent, neither of which
 * completes the login.
 */
final class MethodOffer {

	private final MethodHandlers handlers;

	/**
	 * An offer.
	 * @param handlers the methods that there are
	 */
	MethodOffer(MethodHandlers handlers) {
		this.handlers = handlers;
	}

	/**
	 * All that is offered.
	 * @param user the user
	 * @param chosen the user's method, which is known
	 * @param enough what completes a login of the user
	 * @return the methods: the chosen one first, if it is among them, then the others in
	 * the order of preference, and those for the loss of others last; {@code no-2fa}
	 * where the password is enough; empty if nothing would do
	 */
	List<TwoFactorMethod> to(TwoFactorUser user, TwoFactorMethod chosen, Enough enough) {
		List<TwoFactorMethod> own = own((handler) -> true, user, enough).toList();
		Stream<TwoFactorMethod> others = own.isEmpty() ? standInsAlone(user, enough) : standIns(user);
		return Stream.concat(withoutStandIns(user, chosen, own, enough), others).toList();
	}

	/**
	 * What is offered without those for the loss of others, which nobody is asked about.
	 * @param user the user
	 * @param chosen the user's method, which is known
	 * @param enough what completes a login of the user
	 */
	List<TwoFactorMethod> withoutStandIns(TwoFactorUser user, TwoFactorMethod chosen, Enough enough) {
		List<TwoFactorMethod> own = own((handler) -> true, user, enough).toList();
		return withoutStandIns(user, chosen, own, enough).toList();
	}

	private Stream<TwoFactorMethod> withoutStandIns(TwoFactorUser user, TwoFactorMethod chosen,
			List<TwoFactorMethod> own, Enough enough) {
		boolean completes = enough.includes(chosen);
		if (own.isEmpty()) {
			return (enough.required() && !completes) ? toSetUp(user, chosen, enough)
					: Stream.of(chosen).filter((method) -> completes || !method.equals(TwoFactorMethod.NO_2FA));
		}
		boolean first = completes && (!isOwn(chosen) || own.contains(chosen));
		return Stream.concat(Stream.of(chosen).filter((method) -> first), own.stream()).distinct();
	}

	/**
	 * What a user is asked for who has nothing that meets a policy, and may set that up
	 * then: the password alone is not enough for that. A chosen method that is lost is
	 * not undercut by what is sent.
	 */
	private Stream<TwoFactorMethod> toSetUp(TwoFactorUser user, TwoFactorMethod chosen, Enough enough) {
		if (enough.isImpossible()) {
			return Stream.empty();
		}
		List<TwoFactorMethod> others = this.handlers.all()
			.stream()
			.filter((handler) -> handler.isOwn() && isSetUp(handler, user))
			.map(TwoFactorMethodHandler::method)
			.toList();
		if (!others.isEmpty()) {
			return Stream.concat(Stream.of(chosen).filter(others::contains), others.stream()).distinct();
		}
		return !chosen.equals(TwoFactorMethod.NO_2FA) ? Stream.of(chosen)
				: this.handlers.all()
					.stream()
					.filter((handler) -> handler.isSent() && !handler.isOwn())
					.map(TwoFactorMethodHandler::method)
					.limit(1);
	}

	/**
	 * Whether a method is offered to a user whose proof of it is checked next. No more is
	 * looked up than that takes.
	 * @param user the user
	 * @param chosen the user's method, which is known
	 * @param handler the method
	 * @param enough what completes a login of the user
	 */
	boolean includes(TwoFactorUser user, TwoFactorMethod chosen, TwoFactorMethodHandler handler, Enough enough) {
		if (handler.isStandIn()) {
			return (hasOwn(user, enough) && isSetUpOrChecked(handler, user)) || standsAlone(handler, user, enough);
		}
		if (handler.isOwn() && enough.includes(handler.method()) && isSetUpOrChecked(handler, user)) {
			return true;
		}
		return withoutStandIns(user, chosen, enough).contains(handler.method());
	}

	/**
	 * What a client is asked for that can do no more than send a code: the first of those
	 * offered that has one. No more is looked up than that takes.
	 * @param user the user
	 * @param chosen the user's method, which is known
	 * @param enough what completes a login of the user
	 * @return the method; {@code no-2fa} where the password is enough; empty if nothing
	 * that is offered has a code
	 */
	Optional<TwoFactorMethod> ofCode(TwoFactorUser user, TwoFactorMethod chosen, Enough enough) {
		if (enough.includes(chosen) && takesCode(chosen)) {
			return Optional.of(chosen);
		}
		Optional<TwoFactorMethod> own = own(TwoFactorMethodHandler::takesCode, user, enough).findFirst();
		if (own.isPresent()) {
			return own;
		}
		if (own((handler) -> !handler.takesCode(), user, enough).findFirst().isPresent()) {
			return standIns(user).filter(this::takesCode).findFirst();
		}
		return withoutStandIns(user, chosen, List.of(), enough)
			.filter((method) -> !method.equals(TwoFactorMethod.NO_2FA) && takesCode(method))
			.findFirst()
			.or(() -> standInsAlone(user, enough).filter(this::takesCode).findFirst());
	}

	/**
	 * Whether the user has set up what completes a login.
	 */
	boolean hasOwn(TwoFactorUser user, Enough enough) {
		return own((handler) -> true, user, enough).findFirst().isPresent();
	}

	/**
	 * What the user has set up and what completes a login, in the order of preference.
	 */
	private Stream<TwoFactorMethod> own(Predicate<TwoFactorMethodHandler> filter, TwoFactorUser user, Enough enough) {
		return this.handlers.all()
			.stream()
			.filter((handler) -> handler.isOwn() && enough.includes(handler.method()))
			.filter(filter)
			.filter((handler) -> isSetUp(handler, user))
			.map(TwoFactorMethodHandler::method);
	}

	private static boolean isSetUpOrChecked(TwoFactorMethodHandler handler, TwoFactorUser user) {
		return handler.checksSetUp() || isSetUp(handler, user);
	}

	private Stream<TwoFactorMethod> standIns(TwoFactorUser user) {
		return this.handlers.all()
			.stream()
			.filter((handler) -> handler.isStandIn() && isSetUp(handler, user))
			.map(TwoFactorMethodHandler::method);
	}

	/**
	 * Those that are there also for a user who has set nothing up.
	 */
	private Stream<TwoFactorMethod> standInsAlone(TwoFactorUser user, Enough enough) {
		return this.handlers.all()
			.stream()
			.filter((handler) -> handler.isStandIn() && standsAlone(handler, user, enough))
			.map(TwoFactorMethodHandler::method);
	}

	private static boolean standsAlone(TwoFactorMethodHandler handler, TwoFactorUser user, Enough enough) {
		return !enough.isImpossible() && handler.standsAlone(user);
	}

	/**
	 * Whether a user could log in by a method, were it chosen.
	 */
	boolean isUsable(TwoFactorUser user, TwoFactorMethod method) {
		TwoFactorMethodHandler handler = this.handlers.find(method);
		return method.equals(TwoFactorMethod.NO_2FA)
				|| (handler != null && (!handler.isOwn() || isSetUp(handler, user)));
	}

	static boolean isSetUp(TwoFactorMethodHandler handler, TwoFactorUser user) {
		return !handler.factors(user).isEmpty();
	}

	private boolean isOwn(TwoFactorMethod method) {
		TwoFactorMethodHandler handler = this.handlers.find(method);
		return handler != null && handler.isOwn();
	}

	private boolean takesCode(TwoFactorMethod method) {
		TwoFactorMethodHandler handler = this.handlers.find(method);
		return handler == null || handler.takesCode();
	}

}
