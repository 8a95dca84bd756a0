package io.github.jwt2fa.method;

import java.util.Collection;
import java.util.function.Predicate;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.policy.Enough;
import io.github.jwt2fa.user.TwoFactorUser;

/**
 * The rule whether what a login showed when it was made is still enough: since then its
 * user may have set up something stronger or lost something, and a policy may have begun.
 */
final class ShownMethods {

	private final MethodHandlers handlers;

	private final MethodOffer offer;

	/**
	 * The rule.
	 * @param handlers the methods that there are
	 * @param offer what users may log in by now
	 */
	ShownMethods(MethodHandlers handlers, MethodOffer offer) {
		this.handlers = handlers;
		this.offer = offer;
	}

	/**
	 * Whether one of the methods of a login is offered now.
	 * @param user the user
	 * @param amr how the user proved who it is
	 * @param chosen the user's method
	 * @param enough what completes a login of the user
	 */
	boolean areOffered(TwoFactorUser user, Collection<String> amr, TwoFactorMethod chosen, Enough enough) {
		if (!this.handlers.isKnown(chosen)) {
			return false;
		}
		boolean shown = chosen.equals(TwoFactorMethod.NO_2FA) ? this.handlers.isFirstStep(amr)
				: amr.contains(this.handlers.get(chosen).amr());
		if (enough.includes(chosen) && shown && this.offer.isUsable(user, chosen)) {
			// so it is with most logins, and then nothing else has to be asked
			return true;
		}
		// what stood in for others does so after the last of it, too, and what was as
		// good as the user's method is that still
		return this.handlers.all()
			.stream()
			.filter((handler) -> amr.contains(handler.amr()))
			.anyMatch((handler) -> handler.isStandIn() ? standInIsEnough(user, chosen, enough)
					: this.offer.isUsable(user, handler.method())
							&& this.offer.includes(user, chosen, handler, enough));
	}

	/**
	 * Whether what a login showed meets the policy for its user.
	 * @param user the user
	 * @param shown picks the methods that it showed
	 * @param chosen the user's method
	 * @param enough what completes a login of the user
	 */
	boolean meetPolicy(TwoFactorUser user, Predicate<TwoFactorMethodHandler> shown, TwoFactorMethod chosen,
			Enough enough) {
		return this.handlers.isKnown(chosen) && this.handlers.all()
			.stream()
			.filter(shown)
			.anyMatch((handler) -> handler.isStandIn() ? standInIsEnough(user, chosen, enough)
					: enough.includes(handler.method()) && this.offer.isUsable(user, handler.method())
							&& this.offer.withoutStandIns(user, chosen, enough).contains(handler.method()));
	}

	/**
	 * Whether what stands in for others completes a login: in place of what the user has
	 * set up, or of a method that everybody has.
	 * @param user the user
	 * @param chosen the user's method
	 * @param enough what completes a login of the user
	 */
	boolean standInIsEnough(TwoFactorUser user, TwoFactorMethod chosen, Enough enough) {
		return (this.handlers.isKnown(chosen) && enough.includes(chosen)) || this.offer.hasOwn(user, enough);
	}

}
