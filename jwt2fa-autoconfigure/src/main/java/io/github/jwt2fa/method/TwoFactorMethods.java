package io.github.jwt2fa.method;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.policy.Enough;
import io.github.jwt2fa.policy.Policies;
import io.github.jwt2fa.policy.Requirement;
import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;
import io.github.jwt2fa.user.TwoFactorUser;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The second factors that there are, and which of them a user has to complete. All that
 * is said about one is asked of its {@link TwoFactorMethodHandler}. Thread-safe.
 *
 * @since 0.1.0
 */
public final class TwoFactorMethods {

	private static final Log logger = LogFactory.getLog(TwoFactorMethods.class);

	/** So many users with unknown methods are in the log at most: then it is no news. */
	private static final int MAX_TOLD = 10_000;

	private final Set<String> toldOf = ConcurrentHashMap.newKeySet();

	private final TwoFactorMethodSettings settings;

	private final PreferredTwoFactorMethodGetter preferredMethods;

	private final Policies policies;

	private final MethodHandlers handlers;

	private final MethodOffer offer;

	private final ShownMethods shown;

	/**
	 * The methods of an application without a policy.
	 * @param settings which of them are trusted, and which is the fallback
	 * @param preferredMethods what the users chose
	 * @param handlers the methods that there are, in the order of preference
	 * @throws IllegalArgumentException if two of them have the same name or {@code amr},
	 * or one has a name or {@code amr} that is taken
	 */
	public TwoFactorMethods(TwoFactorMethodSettings settings, PreferredTwoFactorMethodGetter preferredMethods,
			List<? extends TwoFactorMethodHandler> handlers) {
		this(settings, preferredMethods, Policies.none(settings.trusted()), handlers);
	}

	/**
	 * The methods of an application.
	 * @param settings which of them are trusted, and which is the fallback
	 * @param preferredMethods what the users chose
	 * @param policies what is required of which user
	 * @param handlers the methods that there are, in the order of preference
	 * @throws IllegalArgumentException if two of them have the same name or {@code amr},
	 * or one has a name or {@code amr} that is taken
	 */
	public TwoFactorMethods(TwoFactorMethodSettings settings, PreferredTwoFactorMethodGetter preferredMethods,
			Policies policies, List<? extends TwoFactorMethodHandler> handlers) {
		this.settings = settings;
		this.preferredMethods = preferredMethods;
		this.policies = policies;
		this.handlers = new MethodHandlers(handlers);
		this.offer = new MethodOffer(this.handlers);
		this.shown = new ShownMethods(this.handlers, this.offer);
	}

	/**
	 * The methods that there are.
	 * @return their handlers, in the order of preference
	 */
	public List<TwoFactorMethodHandler> handlers() {
		return this.handlers.all();
	}

	/**
	 * The method that a user has to complete with a client that can do no more than send
	 * a code.
	 * @param user the user
	 * @return the first of the methods that are {@linkplain #offered offered} and take a
	 * code, or {@code no-2fa} where the password is enough
	 * @throws TwoFactorException {@code 2fa_not_configured} if nobody knows the user's
	 * method, if it is none at all and that is not enough, or if nothing meets the
	 * policy; {@code 2fa_method_not_available} if nothing that is offered takes a code
	 */
	public TwoFactorMethod required(TwoFactorUser user) {
		TwoFactorMethod chosen = known(user);
		Enough enough = this.policies.of(user);
		return this.offer.ofCode(user, chosen, enough)
			.orElseThrow(() -> nothingOf(this.offer.to(user, chosen, enough)));
	}

	/**
	 * The methods that a user may log in by.
	 * @param user the user
	 * @return the methods, never none: the user's own choice first, if it is among them,
	 * then the others in the order of preference, those for the loss of others last;
	 * {@code no-2fa} stands first where the password is enough
	 * @throws TwoFactorException {@code 2fa_not_configured} if nobody knows the user's
	 * method, if it is none at all and that is not enough, or if nothing meets the policy
	 */
	public List<TwoFactorMethod> offered(TwoFactorUser user) {
		List<TwoFactorMethod> offered = this.offer.to(user, known(user), this.policies.of(user));
		if (offered.isEmpty()) {
			throw nothingOf(offered);
		}
		return offered;
	}

	/**
	 * The methods that a user who is logged in may show once more: those that are
	 * {@linkplain #offered offered} and complete a login, without such as stand in for
	 * others.
	 * @param user the user
	 * @return their handlers, in the order in which they are offered; empty if there are
	 * none
	 */
	public List<TwoFactorMethodHandler> repeatable(TwoFactorUser user) {
		Enough enough = this.policies.of(user);
		return offeredWithoutStandIns(user, enough).stream()
			.filter((method) -> !method.equals(TwoFactorMethod.NO_2FA) && enough.includes(method))
			.map(this::handler)
			.toList();
	}

	/**
	 * The methods that are {@linkplain #offered offered} to a user, without such as stand
	 * in for others.
	 * @param user the user
	 * @return the methods; none where nobody knows the user's method
	 */
	public List<TwoFactorMethod> offeredWithoutStandIns(TwoFactorUser user) {
		return offeredWithoutStandIns(user, this.policies.of(user));
	}

	private List<TwoFactorMethod> offeredWithoutStandIns(TwoFactorUser user, Enough enough) {
		TwoFactorMethod chosen = preferred(user);
		return isKnown(chosen) ? this.offer.withoutStandIns(user, chosen, enough) : List.of();
	}

	private static TwoFactorException nothingOf(List<TwoFactorMethod> offered) {
		return new TwoFactorException(offered.isEmpty() ? TwoFactorError.TWO_FACTOR_NOT_CONFIGURED
				: TwoFactorError.TWO_FACTOR_METHOD_NOT_AVAILABLE);
	}

	/**
	 * The user's method. An unknown one never falls back to something weaker.
	 */
	private TwoFactorMethod known(TwoFactorUser user) {
		TwoFactorMethod method = preferred(user);
		if (!isKnown(method)) {
			logOnce(user, method);
			throw new TwoFactorException(TwoFactorError.TWO_FACTOR_NOT_CONFIGURED);
		}
		return method;
	}

	private void logOnce(TwoFactorUser user, TwoFactorMethod method) {
		if (this.toldOf.size() < MAX_TOLD && this.toldOf.add(user.id())) {
			logger.error("The user " + LogText.of(user.id()) + " can't log in: the stored method \""
					+ LogText.of(method) + "\" is not known");
		}
	}

	/**
	 * The methods of those that users set up themselves which a user has set up.
	 * @param user the user
	 * @return the methods, in the order of preference
	 */
	public Set<TwoFactorMethod> setUp(TwoFactorUser user) {
		return this.handlers.all()
			.stream()
			.filter((handler) -> handler.isOwn() && MethodOffer.isSetUp(handler, user))
			.map(TwoFactorMethodHandler::method)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * The methods that a user may choose: those that complete a login. The ones that
	 * everybody has come first, none at all last.
	 * @param user the user
	 * @param setUp the methods that the user has set up
	 * @return the methods
	 */
	public List<TwoFactorMethod> choosable(TwoFactorUser user, Set<TwoFactorMethod> setUp) {
		Enough enough = this.policies.of(user);
		Stream<TwoFactorMethod> usable = this.handlers.all()
			.stream()
			.sorted(Comparator.comparing(TwoFactorMethodHandler::isOwn))
			.filter((handler) -> !handler.isStandIn())
			.filter((handler) -> !handler.isOwn() || setUp.contains(handler.method()))
			.map(TwoFactorMethodHandler::method);
		return Stream.concat(usable, Stream.of(TwoFactorMethod.NO_2FA)).filter(enough::includes).toList();
	}

	/**
	 * Whether a user could log in by a method, were it chosen.
	 * @param user the user
	 * @param method the method
	 * @return {@code false} for one that the user has not set up, and for one that there
	 * is not
	 */
	public boolean isUsable(TwoFactorUser user, TwoFactorMethod method) {
		return this.offer.isUsable(user, method);
	}

	/**
	 * Whether there is such a method for users to choose.
	 * @param method the method
	 * @return whether it is known
	 */
	public boolean isKnown(TwoFactorMethod method) {
		return this.handlers.isKnown(method);
	}

	/**
	 * Whether a method completes a login of users of whom no policy requires more.
	 * @param method the method
	 * @return whether it is trusted
	 */
	public boolean isTrusted(TwoFactorMethod method) {
		return this.settings.trusts(method);
	}

	/**
	 * The methods that complete a login of a user.
	 * @param user the user
	 * @return those that are trusted, as far as the policy for the user allows
	 */
	public Set<TwoFactorMethod> enough(TwoFactorUser user) {
		return this.policies.of(user).methods();
	}

	/**
	 * Whether a device that a user trusts may stand in for a second factor.
	 * @param user the user
	 * @return {@code false} if the policy for the user does not allow it
	 */
	public boolean trustsDevices(TwoFactorUser user) {
		return this.policies.of(user).trustedDevices();
	}

	/**
	 * What the policy is going to require of a user.
	 * @param user the user
	 * @return the requirement, or {@code null} if there is none, or it is in force
	 */
	public @Nullable DueRequirement due(TwoFactorUser user) {
		Requirement requirement = this.policies.due(user);
		Instant from = (requirement != null) ? requirement.from() : null;
		if (requirement == null || from == null) {
			return null;
		}
		Enough then = this.policies.of(requirement);
		List<TwoFactorMethod> methods = this.handlers.all()
			.stream()
			.map(TwoFactorMethodHandler::method)
			.filter(then::includes)
			.toList();
		return new DueRequirement(methods, from);
	}

	/**
	 * Whether a user could log in as things are now, were a requirement in force.
	 * @param user the user
	 * @param due the requirement
	 * @return {@code false} if something has to be set up before
	 */
	public boolean meets(TwoFactorUser user, DueRequirement due) {
		Enough then = new Enough(Set.copyOf(due.methods()), true, true);
		return offeredWithoutStandIns(user, then).stream().anyMatch(then::includes);
	}

	/**
	 * The method of users who chose none.
	 */
	TwoFactorMethod fallback() {
		return this.settings.fallback();
	}

	/**
	 * Whether a user has set up what completes a login.
	 * @param user the user
	 * @return {@code false} also if all that is set up is not trusted, or does not meet
	 * the policy for the user
	 */
	public boolean hasOwn(TwoFactorUser user) {
		return this.offer.hasOwn(user, this.policies.of(user));
	}

	/**
	 * The method that a user chose, or the fallback.
	 * @param user the user
	 * @return the method, as it is stored
	 */
	public TwoFactorMethod preferred(TwoFactorUser user) {
		TwoFactorMethod method = this.preferredMethods.getPreferredMethod(user);
		return (method != null) ? method : fallback();
	}

	/**
	 * The handler of a method.
	 * @param method a method that {@link #required} or {@link #offered} returned, and not
	 * {@code no-2fa}
	 * @return the handler
	 */
	public TwoFactorMethodHandler handler(TwoFactorMethod method) {
		return this.handlers.get(method);
	}

	/**
	 * Whether a method that was offered to a user a moment ago is so still, if the proof
	 * that is checked next is right, and {@linkplain #isGood good}.
	 * @param user the user
	 * @param handler the method
	 * @return {@code false} if no proof of it is good any more
	 */
	public boolean isOfferedStill(TwoFactorUser user, TwoFactorMethodHandler handler) {
		// these are offered whatever the user chose
		Enough enough = this.policies.of(user);
		if (handler.checksSetUp() && (handler.isStandIn() || (handler.isOwn() && enough.includes(handler.method())))) {
			return true;
		}
		return handlerIfOffered(user, handler.method(), enough) != null;
	}

	/**
	 * Whether a right proof is good for a user: what stands in for lost factors is
	 * nothing where there is none, unless it was made for that.
	 * @param user the user
	 * @param handler the method
	 * @param proof a right proof of it
	 * @return whether it is good
	 */
	public boolean isGood(TwoFactorUser user, TwoFactorMethodHandler handler, AcceptedProof proof) {
		if (!handler.isStandIn()) {
			return true;
		}
		Enough enough = this.policies.of(user);
		return proof.standsAlone() ? !enough.isImpossible() : this.offer.hasOwn(user, enough);
	}

	/**
	 * Whether a user may log in by a method now, and how that is checked, which has to
	 * come next.
	 * @param user the user
	 * @param method any method
	 * @return the handler, or {@code null} if the method is not offered to the user
	 */
	public @Nullable TwoFactorMethodHandler handlerIfOffered(TwoFactorUser user, TwoFactorMethod method) {
		return handlerIfOffered(user, method, this.policies.of(user));
	}

	private @Nullable TwoFactorMethodHandler handlerIfOffered(TwoFactorUser user, TwoFactorMethod method,
			Enough enough) {
		TwoFactorMethodHandler handler = this.handlers.find(method);
		TwoFactorMethod chosen = preferred(user);
		if (handler == null || !isKnown(chosen)) {
			return null;
		}
		// what the user chose may be lost: then there is no right proof of it
		boolean offered = (method.equals(chosen) && enough.includes(method))
				|| this.offer.includes(user, chosen, handler, enough);
		return offered ? handler : null;
	}

	/**
	 * Whether a method that is offered to a user completes a login.
	 * @param user the user
	 * @param method a method that is offered to the user
	 * @param proof the proof that was right, or {@code null} where there was none
	 * @return {@code false} if it is good for no more than setting up another
	 * @throws TwoFactorException {@code 2fa_not_configured} for {@code no-2fa}, if that
	 * is not enough any more
	 */
	public boolean isEnough(TwoFactorUser user, TwoFactorMethod method, @Nullable AcceptedProof proof) {
		Enough enough = this.policies.of(user);
		if (enough.includes(method)) {
			return true;
		}
		if (method.equals(TwoFactorMethod.NO_2FA)) {
			// a policy has begun in between: the password alone sets nothing up
			throw new TwoFactorException(TwoFactorError.TWO_FACTOR_NOT_CONFIGURED);
		}
		if (!handler(method).isStandIn()) {
			return false;
		}
		// one for the loss of others is offered beside such as are enough, unless it
		// stands alone: then it buys what the user's method would
		return proof == null || !proof.standsAlone() || this.shown.standInIsEnough(user, preferred(user), enough);
	}

	/**
	 * Whether a login that was made shows what the user may still log in by. One by
	 * e-mail from before the user set up an app does not.
	 * @param user the user
	 * @param amr how the user proved who it is (RFC 8176)
	 * @return whether one of these is of a method that is offered now
	 */
	public boolean isShown(TwoFactorUser user, Collection<String> amr) {
		return this.shown.areOffered(user, amr, preferred(user), this.policies.of(user));
	}

	/**
	 * Whether a login that was made may go on under the policy for its user: it shows
	 * what completes one now. Who is under none is not held to anything.
	 * @param user the user
	 * @param amr how the user proved who it is (RFC 8176)
	 * @param method what completed the login, for one by a trusted device that of the
	 * login before it; asked for if that matters
	 * @return {@code false} if a new login is the answer
	 */
	public boolean mayGoOn(TwoFactorUser user, Collection<String> amr, Supplier<@Nullable TwoFactorMethod> method) {
		Enough enough = this.policies.of(user);
		boolean byDevice = amr.contains(MethodHandlers.TRUSTED_DEVICE);
		if (byDevice && !enough.trustedDevices()) {
			return false;
		}
		if (!enough.required()) {
			return true;
		}
		Predicate<TwoFactorMethodHandler> shown = (handler) -> amr.contains(handler.amr());
		if (byDevice) {
			TwoFactorMethod before = method.get();
			shown = (handler) -> handler.method().equals(before);
		}
		return this.shown.meetPolicy(user, shown, preferred(user), enough);
	}

	/**
	 * The factors of which a login has to show one under the policy for its user, as
	 * rules know them.
	 * @param user the user
	 * @return the authorities of those that the user has, or else of all that would do,
	 * in the order of preference
	 */
	public List<String> requiredFactors(TwoFactorUser user) {
		Enough enough = this.policies.of(user);
		List<TwoFactorMethodHandler> offered = repeatable(user);
		return (!offered.isEmpty() ? offered : this.handlers.all()).stream()
			.filter((handler) -> enough.includes(handler.method()))
			.map(TwoFactorMethodHandler::factor)
			.toList();
	}

	/**
	 * How a user who completed a method after a password has proved who it is
	 * (<a href="https://www.rfc-editor.org/rfc/rfc8176">RFC 8176</a>).
	 * @param method a method that was offered
	 * @return the values of the claim {@code amr}
	 */
	public List<String> amr(TwoFactorMethod method) {
		return amr(MethodHandlers.PASSWORD, method);
	}

	/**
	 * How a user who completed a method after another first step has proved who it is
	 * (<a href="https://www.rfc-editor.org/rfc/rfc8176">RFC 8176</a>).
	 * @param first how the first step is called, such as {@code pwd}
	 * @param method a method that was offered
	 * @return the values of the claim {@code amr}
	 */
	public List<String> amr(String first, TwoFactorMethod method) {
		return method.equals(TwoFactorMethod.NO_2FA) ? List.of(first)
				: List.of(first, handler(method).amr(), MethodHandlers.MULTI_FACTOR);
	}

	/**
	 * How a user who logged in by a password on a trusted device has proved who it is.
	 * @return the values of the claim {@code amr}, which show no method
	 */
	public List<String> amrOnTrustedDevice() {
		return List.of(MethodHandlers.PASSWORD, MethodHandlers.TRUSTED_DEVICE);
	}

	/**
	 * How a user who logged in by a method alone, and without a password, has proved who
	 * it is (<a href="https://www.rfc-editor.org/rfc/rfc8176">RFC 8176</a>).
	 * @param method a method whose proof shows two factors by itself
	 * @return the values of the claim {@code amr}
	 */
	public List<String> amrAlone(TwoFactorMethod method) {
		return List.of(handler(method).amr(), MethodHandlers.MULTI_FACTOR);
	}

}
