package io.github.jwt2fa.method;

/**
 * A right proof that is about to be used up. Some proofs are right for a while, but good
 * for one login only.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AcceptedProof {

	/**
	 * Uses the proof up.
	 * @return whether it was not used before
	 */
	boolean use();

}
