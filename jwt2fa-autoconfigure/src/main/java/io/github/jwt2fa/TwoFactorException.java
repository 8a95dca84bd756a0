package io.github.jwt2fa;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A refusal with its stable code. It knows nothing of HTTP, and its message never holds a
 * secret, a code, a token or a password.
 *
 * @since 0.1.0
 */
public class TwoFactorException extends RuntimeException {

	private final TwoFactorError error;

	private final @Nullable Duration retryAfter;

	private final @Nullable String detail;

	/**
	 * A refusal that is returned to the client in the words of the message source.
	 * @param error what went wrong
	 */
	public TwoFactorException(TwoFactorError error) {
		this(error, null, null, null);
	}

	/**
	 * A refusal that is worth trying again later.
	 * @param error what went wrong
	 * @param retryAfter how long to wait
	 */
	public TwoFactorException(TwoFactorError error, Duration retryAfter) {
		this(error, retryAfter, null, null);
	}

	/**
	 * A refusal.
	 * @param error what went wrong
	 * @param retryAfter how long to wait before another try, if known
	 * @param detail what is returned to the client, or {@code null} for the words of the
	 * message source
	 * @param cause what made it fail, for the log
	 */
	public TwoFactorException(TwoFactorError error, @Nullable Duration retryAfter, @Nullable String detail,
			@Nullable Throwable cause) {
		// a refusal without a cause is an expected answer: its stack would tell nothing
		super(error.code(), cause, false, cause != null);
		this.error = error;
		this.retryAfter = retryAfter;
		this.detail = detail;
	}

	/**
	 * What went wrong.
	 * @return the error
	 */
	public TwoFactorError error() {
		return this.error;
	}

	/**
	 * How long to wait before another try makes sense.
	 * @return the time, or {@code null} if not known
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/**
	 * What is returned to the client in place of the message source's words.
	 * @return the text, or {@code null}
	 */
	public @Nullable String detail() {
		return this.detail;
	}

}
