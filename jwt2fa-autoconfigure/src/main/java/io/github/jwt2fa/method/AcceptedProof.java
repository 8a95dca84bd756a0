package io.github.jwt2fa.method;

import java.util.Map;

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

	/**
	 * What the answer to a complete login holds beside the tokens, for a client that
	 * named the method: it is asked for after the use.
	 * @return the members; none unless overridden
	 */
	default Map<String, Object> members() {
		return Map.of();
	}

}
