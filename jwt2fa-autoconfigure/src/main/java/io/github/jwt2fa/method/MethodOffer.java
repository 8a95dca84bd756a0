package io.github.jwt2fa.method;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.TwoFactorUser;

/**
 * The rule which methods a user may log in by. Who has set up methods that complete a
 * login is offered these, and beside them what that user chose for everybody's use, such
 * as a sent code; so what comes by mail undercuts no device, unless the user wants that.
 * Last come methods that are there for the loss of others. Anybody else is asked for the
 * chosen method alone: where that is lost, there is nothing weaker in its place.
 */
final class MethodOffer {

	private final TwoFactorMethodSettings settings;

	private final Collection<TwoFactorMethodHandler> handlers;

	/**
	 * An offer.
	 * @param settings which methods complete a login
	 * @param handlers the methods, in the order of preference
	 */
	MethodOffer(TwoFactorMethodSettings settings, Collection<TwoFactorMethodHandler> handlers) {
		this.settings = settings;
		this.handlers = handlers;
	}

	/**
	 * All that is offered.
	 * @param user the user
	 * @param chosen the user's method, which is known
	 * @return the methods: the chosen one first, if it is among them, then the others in
	 * the order of preference, and those for the loss of others last; {@code no-2fa}
	 * where the password is enough; empty if nothing would do
	 */
	List<TwoFactorMethod> to(TwoFactorUser user, TwoFactorMethod chosen) {
		List<TwoFactorMethod> own = own((handler) -> true, user).toList();
		Stream<TwoFactorMethod> others = own.isEmpty() ? Stream.empty() : standIns(user);
		return Stream.concat(withoutStandIns(chosen, own), others).toList();
	}

	private Stream<TwoFactorMethod> withoutStandIns(TwoFactorMethod chosen, List<TwoFactorMethod> own) {
		boolean enough = this.settings.trusts(chosen);
		if (own.isEmpty()) {
			return Stream.of(chosen).filter((method) -> enough || !method.equals(TwoFactorMethod.NO_2FA));
		}
		boolean first = enough && (!isOwn(chosen) || own.contains(chosen));
		return Stream.concat(Stream.of(chosen).filter((method) -> first), own.stream()).distinct();
	}

	/**
	 * Whether a method is offered to a user whose proof of it is checked next. No more is
	 * looked up than that takes.
	 * @param user the user
	 * @param chosen the user's method, which is known
	 * @param handler the method
	 */
	boolean includes(TwoFactorUser user, TwoFactorMethod chosen, TwoFactorMethodHandler handler) {
		if (handler.isStandIn()) {
			return hasOwn(user) && isSetUpOrChecked(handler, user);
		}
		if (handler.isOwn() && this.settings.trusts(handler.method()) && isSetUpOrChecked(handler, user)) {
			return true;
		}
		List<TwoFactorMethod> own = own((other) -> true, user).toList();
		return withoutStandIns(chosen, own).anyMatch(handler.method()::equals);
	}

	/**
	 * What a client is asked for that can do no more than send a code: the first of those
	 * offered that has one. No more is looked up than that takes.
	 * @param user the user
	 * @param chosen the user's method, which is known
	 * @return the method; {@code no-2fa} where the password is enough; empty if nothing
	 * that is offered has a code
	 */
	Optional<TwoFactorMethod> ofCode(TwoFactorUser user, TwoFactorMethod chosen) {
		if (this.settings.trusts(chosen) && takesCode(chosen)) {
			return Optional.of(chosen);
		}
		Optional<TwoFactorMethod> own = own(TwoFactorMethodHandler::takesCode, user).findFirst();
		if (own.isPresent()) {
			return own;
		}
		if (own((handler) -> !handler.takesCode(), user).findFirst().isPresent()) {
			return standIns(user).filter(this::takesCode).findFirst();
		}
		return Optional.of(chosen).filter((method) -> !method.equals(TwoFactorMethod.NO_2FA) && takesCode(method));
	}

	/**
	 * Whether the user has set up what completes a login.
	 */
	boolean hasOwn(TwoFactorUser user) {
		return own((handler) -> true, user).findFirst().isPresent();
	}

	/**
	 * What the user has set up and what completes a login, in the order of preference.
	 */
	private Stream<TwoFactorMethod> own(Predicate<TwoFactorMethodHandler> filter, TwoFactorUser user) {
		return this.handlers.stream()
			.filter((handler) -> handler.isOwn() && this.settings.trusts(handler.method()))
			.filter(filter)
			.filter((handler) -> isSetUp(handler, user))
			.map(TwoFactorMethodHandler::method);
	}

	private static boolean isSetUpOrChecked(TwoFactorMethodHandler handler, TwoFactorUser user) {
		return handler.checksSetUp() || isSetUp(handler, user);
	}

	private Stream<TwoFactorMethod> standIns(TwoFactorUser user) {
		return this.handlers.stream()
			.filter((handler) -> handler.isStandIn() && isSetUp(handler, user))
			.map(TwoFactorMethodHandler::method);
	}

	static boolean isSetUp(TwoFactorMethodHandler handler, TwoFactorUser user) {
		return !handler.factors(user).isEmpty();
	}

	private boolean isOwn(TwoFactorMethod method) {
		return this.handlers.stream().anyMatch((handler) -> handler.method().equals(method) && handler.isOwn());
	}

	private boolean takesCode(TwoFactorMethod method) {
		return this.handlers.stream().noneMatch((handler) -> handler.method().equals(method) && !handler.takesCode());
	}

}
