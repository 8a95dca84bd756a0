package io.github.jwt2fa.method;

/**
 * A right code that is about to be used. Some codes are right for a while, but good for
 * one login only.
 */
@FunctionalInterface
public interface CodeClaim {

	/**
	 * Uses the code.
	 * @return whether it was not used before
	 */
	boolean take();

}
