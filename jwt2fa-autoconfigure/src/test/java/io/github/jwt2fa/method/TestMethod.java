package io.github.jwt2fa.method;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * A method whose proof is always the same.
 *
 * @param name its name
 * @param isOwn whether users set it up
 * @param isSent whether it sends something
 * @param takesCode whether its proof is a code
 * @param users who has set it up
 */
record TestMethod(String name, boolean isOwn, boolean isSent, boolean takesCode,
		Set<String> users) implements TwoFactorMethodHandler {

	/**
	 * A method that every user has.
	 */
	static TestMethod ofEveryone(String name) {
		return new TestMethod(name, false, false, true, Set.of());
	}

	/**
	 * A method that every user has, and that sends something.
	 */
	static TestMethod sent(String name) {
		return new TestMethod(name, false, true, true, Set.of());
	}

	/**
	 * A method that stands in for others, of which some users have something left.
	 */
	static TestMethod spare(String name, String... users) {
		return new TestMethod(name, false, false, true, Set.of(users));
	}

	/**
	 * A method without codes that some users have set up.
	 */
	static TestMethod credential(String name, String... users) {
		return new TestMethod(name, true, false, false, Set.of(users));
	}

	/**
	 * A method that some users have set up.
	 */
	static TestMethod of(String name, String... users) {
		return new TestMethod(name, true, false, true, Set.of(users));
	}

	@Override
	public TwoFactorMethod method() {
		return TwoFactorMethod.of(this.name);
	}

	@Override
	public boolean isStandIn() {
		return !this.isOwn && !this.isSent && !this.users.isEmpty();
	}

	@Override
	public List<Factor> factors(TwoFactorUser user) {
		return this.users.contains(user.id()) ? List.of(Factor.single()) : List.of();
	}

	@Override
	public Challenge begin(TwoFactorUser user) {
		return Challenge.none();
	}

	@Override
	public @Nullable AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
		return proof.text().equals("right") ? () -> true : null;
	}

	@Override
	public boolean remove(String userId, @Nullable String id) {
		return false;
	}

}
