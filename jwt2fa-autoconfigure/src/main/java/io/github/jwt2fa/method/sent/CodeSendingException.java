package io.github.jwt2fa.method.sent;

/**
 * A code can't be sent, for a reason that the client is told.
 */
public class CodeSendingException extends RuntimeException {

	/**
	 * A failure.
	 * @param message what the client is told: no internals, no code
	 */
	public CodeSendingException(String message) {
		super(message);
	}

	/**
	 * A failure with its cause, which is logged.
	 * @param message what the client is told: no internals, no code
	 * @param cause why
	 */
	public CodeSendingException(String message, Throwable cause) {
		super(message, cause);
	}

}
