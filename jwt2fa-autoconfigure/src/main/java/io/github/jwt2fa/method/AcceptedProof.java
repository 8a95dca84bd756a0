package io.github.jwt2fa.method;

import java.util.Map;

import io.github.jwt2fa.TwoFactorError;

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
	 * What a client is told whose proof can't be used any more.
	 * @return {@code code_already_used}, unless overridden
	 */
	default TwoFactorError refusal() {
		return TwoFactorError.CODE_ALREADY_USED;
	}

	/**
	 * Whether the proof shows two factors by itself: a device that was held, and a finger
	 * or a PIN that it asked for.
	 * @return {@code false} unless overridden
	 */
	default boolean verifiesUser() {
		return false;
	}

	/**
	 * Whether this is a proof of a {@linkplain TwoFactorMethodHandler#isStandIn stand-in}
	 * that is good also for a user who has set nothing up, and after a password alone.
	 * @return {@code false} unless overridden
	 */
	default boolean standsAlone() {
		return false;
	}

	/**
	 * What the answer to a complete login holds beside the tokens, for a client that
	 * named the method: it is asked for after the use.
	 * @return the members; none unless overridden
	 */
	default Map<String, Object> members() {
		return Map.of();
	}

}
