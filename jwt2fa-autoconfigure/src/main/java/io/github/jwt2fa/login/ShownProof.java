package io.github.jwt2fa.login;

import java.util.function.Predicate;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * What was shown with a code token.
 *
 * @param method the method that it was shown for
 * @param accepted what uses it up, or {@code null} if it is wrong
 */
record ShownProof(TwoFactorMethod method, @Nullable AcceptedProof accepted) {

	/**
	 * Checks what was shown, without any effect. A method that the token did not begin,
	 * or that the user is not offered any more, has no right proof.
	 * @param methods the methods there are
	 * @param token the code token
	 * @param user its user
	 * @param named the method that the client named, or {@code null} for none
	 * @param proof what was shown
	 * @return what became of it
	 */
	static ShownProof of(TwoFactorMethods methods, CodeToken token, TwoFactorUser user, @Nullable TwoFactorMethod named,
			Proof proof) {
		if (named != null) {
			return check(methods, token, user, proof, (handler) -> handler.method().equals(named));
		}
		if (!proof.isCode()) {
			return check(methods, token, user, proof, (handler) -> !handler.takesCode() && token.begins(handler, user));
		}
		ShownProof own = check(methods, token, user, proof, (handler) -> handler.method().equals(token.method()));
		if (own.accepted() != null) {
			return own;
		}
		// a client that knows of one method has one box for whatever the user types
		ShownProof other = check(methods, token, user, proof,
				(handler) -> !handler.method().equals(token.method()) && handler.recognizes(proof));
		return (other.accepted() != null) ? other : own;
	}

	private static ShownProof check(TwoFactorMethods methods, CodeToken token, TwoFactorUser user, Proof proof,
			Predicate<TwoFactorMethodHandler> filter) {
		TwoFactorMethodHandler handler = methods.handlers().stream().filter(filter).findFirst().orElse(null);
		if (handler == null) {
			return new ShownProof(token.method(), null);
		}
		boolean fits = handler.takesCode() == proof.isCode() && token.begins(handler, user)
				&& methods.isOfferedStill(user, handler);
		AcceptedProof accepted = fits ? handler.check(token.challenge(handler.method()), user, proof) : null;
		boolean good = accepted != null && token.isMetBy(accepted) && methods.isGood(user, handler, accepted);
		return new ShownProof(handler.method(), good ? accepted : null);
	}

}
