package io.github.jwt2fa.jws;

/**
 * A key that an algorithm can't be used with, or should not. The message tells the fault
 * and nothing of the key.
 */
public final class UnfitKeyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * A fault.
	 * @param fault the rest of a sentence about a property, such as "is 5 bytes long"
	 */
	public UnfitKeyException(String fault) {
		super(fault);
	}

}
