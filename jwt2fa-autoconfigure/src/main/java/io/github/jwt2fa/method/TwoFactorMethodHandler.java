package io.github.jwt2fa.method;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

/**
 * A second factor, and all that is said about it anywhere: each bean of this type is a
 * method that users can log in with. The order of the beans
 * ({@link org.springframework.core.annotation.Order}) is that of preference where a user
 * has several.
 * <p>
 * A handler makes challenges and checks proofs. It counts nothing: limits are the login's
 * business. It is shared by all requests, so it has to be safe for use by several
 * threads.
 *
 * @since 0.1.0
 */
public interface TwoFactorMethodHandler {

	/**
	 * The method that is handled.
	 * @return the method; its name consists of small letters, digits and dashes
	 */
	TwoFactorMethod method();

	/**
	 * What stands in the claim {@code amr} of tokens after a login by this method. No two
	 * methods may have the same.
	 * @return a value of the
	 * <a href="https://www.rfc-editor.org/rfc/rfc8176.html#section-2">registry of RFC
	 * 8176</a> such as {@code otp}, {@code sms} or {@code pop}; the method's name, unless
	 * overridden
	 */
	default String amr() {
		return method().value();
	}

	/**
	 * The authority that a request has after a login by this method, for rules that ask
	 * for the factor.
	 * @return a name that begins with {@code FACTOR_}; made of the method's name, unless
	 * overridden: {@code FACTOR_RECOVERY_CODE} of {@code recovery-code}
	 */
	default String factor() {
		return "FACTOR_" + method().value().toUpperCase(Locale.ROOT).replace('-', '_');
	}

	/**
	 * Whether users set the method up themselves, so that nobody has it by default.
	 * @return {@code false} for a method that is there for every user, such as a code by
	 * e-mail, and for a {@linkplain #isStandIn stand-in}
	 */
	boolean isOwn();

	/**
	 * Whether the method is made to stand in for others that are lost, such as codes on
	 * paper: nobody can choose it, and it is offered last, to users who have set up
	 * another and have {@linkplain #factors factors} of it.
	 * @return {@code false} unless overridden
	 */
	default boolean isStandIn() {
		return false;
	}

	/**
	 * Whether a {@linkplain #isStandIn stand-in} is offered also to a user who has set
	 * nothing up, such as a code that an operator issued to somebody who called. It buys
	 * what the user's method would.
	 * @param user the user
	 * @return {@code false} unless overridden
	 * @throws RuntimeException if it can't be found out: the request is answered with 503
	 * @see AcceptedProof#standsAlone()
	 */
	default boolean standsAlone(TwoFactorUser user) {
		return false;
	}

	/**
	 * Whether {@link #begin} sends something, which counts against the codes that a user
	 * may be sent.
	 * @return whether something is sent
	 */
	boolean isSent();

	/**
	 * Whether a proof is a code that a person types.
	 * @return {@code false} for a credential that a program makes; {@code true} unless
	 * overridden
	 */
	default boolean takesCode() {
		return true;
	}

	/**
	 * Whether a proof can show two factors by itself, so that it is as good as a login: a
	 * device that is held, and a finger or a PIN that it asks for. Whether one does is
	 * told by {@link AcceptedProof#verifiesUser()}.
	 * @return {@code false} unless overridden
	 */
	default boolean verifiesUser() {
		return false;
	}

	/**
	 * Whether a proof can be meant for this method alone, by its shape. A client that
	 * knows nothing of the method has one box for codes, and does not say what was typed
	 * into it.
	 * @param proof what the client sent
	 * @return {@code true} only if no code of any other method looks like that;
	 * {@code false} unless overridden
	 */
	default boolean recognizes(Proof proof) {
		return false;
	}

	/**
	 * What a user has of this method.
	 * @param user the user
	 * @return all that is set up; empty if nothing is, and for a method that needs no
	 * setting up
	 * @throws RuntimeException if it can't be found out: the request is answered with
	 * 503, since a user whose factors are unknown is not one without any
	 */
	List<Factor> factors(TwoFactorUser user);

	/**
	 * Whether {@link #check} accepts proofs of such users alone who have
	 * {@linkplain #factors factors} of this method at that moment: then nobody asks for
	 * these before, which spares a login a query.
	 * @return {@code false} unless overridden
	 */
	default boolean checksSetUp() {
		return false;
	}

	/**
	 * Begins a login: sends a code, where the method has one to send. A method that sends
	 * nothing is begun with each login that it is offered at, and remembers nothing of
	 * it.
	 * @param user the user whose first factor was right
	 * @return what the code token has to carry, and what is returned to the client
	 * @throws io.github.jwt2fa.TwoFactorException
	 * {@code verification_code_sending_failed} if the code can't be sent
	 */
	Challenge begin(TwoFactorUser user);

	/**
	 * Checks a proof, without any effect.
	 * @param claims the claims of the challenge that the login began with; none for a
	 * method that had none
	 * @param user the user
	 * @param proof what the client sent
	 * @return what uses the proof up, or {@code null} if it is wrong
	 * @throws RuntimeException if it can't be found out: the request is answered with
	 * 503, and nothing is counted
	 */
	@Nullable AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof);

	/**
	 * Removes what a user has of this method.
	 * @param userId the user's id
	 * @param id the {@linkplain Factor#id() id} of what is removed, or {@code null} for
	 * all of it
	 * @return whether there was anything to remove
	 * @throws RuntimeException if it can't be removed
	 */
	boolean remove(String userId, @Nullable String id);

}
