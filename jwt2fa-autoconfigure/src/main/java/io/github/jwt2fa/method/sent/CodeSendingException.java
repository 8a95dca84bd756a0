package io.github.jwt2fa.method.sent;

/**
 * A code can't be sent, for a reason that is returned to the client.
 *
 * @since 0.1.0
 */
public class CodeSendingException extends RuntimeException {

	/**
	 * A failure.
	 * @param message what is returned to the client: no internals, no code
	 */
	public CodeSendingException(String message) {
		super(message);
	}

	/**
	 * A failure with its cause, which is logged.
	 * @param message what is returned to the client: no internals, no code
	 * @param cause why
	 */
	public CodeSendingException(String message, Throwable cause) {
		super(message, cause);
	}

}
