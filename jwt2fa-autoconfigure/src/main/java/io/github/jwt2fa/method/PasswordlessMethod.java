package io.github.jwt2fa.method;

import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;

/**
 * A method that can be the whole login, without a name and a password before it: its
 * proof tells by itself who the user is. A bean of this type turns such logins on. Shared
 * by all requests, so it has to be safe for use by several threads.
 *
 * @since 0.1.0
 */
public interface PasswordlessMethod {

	/**
	 * The method, which is also a second factor: its {@link TwoFactorMethodHandler} says
	 * what stands in tokens after a login by it.
	 * @return the method
	 */
	TwoFactorMethod method();

	/**
	 * Begins a login of nobody yet. Nothing is counted and nothing remembered.
	 * @return what the token has to carry, and what is returned to the client
	 */
	Challenge begin();

	/**
	 * Finds out whose proof it is, without any effect.
	 * @param claims the claims of the challenge that the login began with
	 * @param proof what the client sent
	 * @return who the user is, if the proof is right
	 * @throws io.github.jwt2fa.TwoFactorException {@code authentication_failed}, or what
	 * the method says of a proof that nobody here has
	 * @throws RuntimeException if it can't be found out: the request is answered with 503
	 */
	IdentifiedProof identify(Map<String, String> claims, Proof proof);

	/**
	 * A right proof, and whose it is.
	 *
	 * @param userId the user's id
	 * @param accepted what uses the proof up
	 */
	record IdentifiedProof(String userId, AcceptedProof accepted) {
	}

}
