package io.github.jwt2fa.policy;

import java.time.Clock;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.TwoFactorUser;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks the policy of an application what is enough for a user. Thread-safe, as the policy
 * is.
 */
public final class Policies {

	private static final Log logger = LogFactory.getLog(Policies.class);

	/** So many impossible policies are in the log at most: then it is no news. */
	private static final int MAX_TOLD = 100;

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	private final TwoFactorPolicy policy;

	private final Enough usual;

	private final Clock clock;

	/**
	 * A policy in an application.
	 * @param policy the policy
	 * @param trusted the methods that complete a login of users of whom it requires
	 * nothing
	 * @param clock the time
	 */
	public Policies(TwoFactorPolicy policy, Set<TwoFactorMethod> trusted, Clock clock) {
		this.policy = policy;
		this.usual = new Enough(trusted, false, true);
		this.clock = clock;
	}

	/**
	 * An application that requires nothing more of anybody.
	 * @param trusted the methods that complete a login
	 * @return policies that ask nobody
	 */
	public static Policies none(Set<TwoFactorMethod> trusted) {
		return new Policies((user) -> Requirement.none(), trusted, Clock.systemUTC());
	}

	/**
	 * What is enough for a user now.
	 * @param user the user
	 * @return what completes a login
	 * @throws IllegalStateException if the policy fails
	 */
	public Enough of(TwoFactorUser user) {
		Requirement requirement = requirement(user);
		if (requirement.isNone() || !requirement.isInForce(this.clock.instant())) {
			return this.usual;
		}
		Enough enough = of(requirement);
		if (enough.isImpossible()) {
			tellOnce(faultOf(user, requirement));
		}
		return enough;
	}

	/**
	 * What is enough where a requirement is in force.
	 * @param requirement what is required of the user
	 * @return what completes a login
	 */
	public Enough of(Requirement requirement) {
		boolean required = !requirement.anyOf().isEmpty();
		Set<TwoFactorMethod> methods = new HashSet<>(this.usual.methods());
		if (required) {
			methods.retainAll(requirement.anyOf());
			// the password is no second factor
			methods.remove(TwoFactorMethod.NO_2FA);
		}
		return new Enough(methods, required, requirement.trustedDevices());
	}

	/**
	 * What is going to be required of a user.
	 * @param user the user
	 * @return the requirement, whose time is ahead, or {@code null} if there is none that
	 * names methods
	 * @throws IllegalStateException if the policy fails
	 */
	public @Nullable Requirement due(TwoFactorUser user) {
		Requirement requirement = requirement(user);
		boolean due = !requirement.anyOf().isEmpty() && !requirement.isInForce(this.clock.instant());
		return due ? requirement : null;
	}

	/**
	 * Whatever the policy throws, also what would be a refusal elsewhere.
	 */
	private Requirement requirement(TwoFactorUser user) {
		try {
			return Objects.requireNonNull(this.policy.of(user), "It returned null");
		}
		catch (RuntimeException ex) {
			throw new IllegalStateException("The policy " + this.policy.getClass().getName() + " failed", ex);
		}
	}

	private String faultOf(TwoFactorUser user, Requirement requirement) {
		return (this.policy instanceof RolePolicy roles) ? roles.faultFor(user)
				: "The policy " + this.policy.getClass().getName() + " requires one of "
						+ RolePolicy.namesOf(requirement.anyOf()) + ", and none of these completes a login: there are "
						+ RolePolicy.namesOf(this.usual.methods());
	}

	private void tellOnce(String fault) {
		if (this.told.size() < MAX_TOLD && this.told.add(fault)) {
			logger.error("Nobody can meet a policy, so the users under it can't log in: " + fault);
		}
	}

}
