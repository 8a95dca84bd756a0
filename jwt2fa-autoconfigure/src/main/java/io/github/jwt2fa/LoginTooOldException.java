package io.github.jwt2fa;

import java.time.Duration;

/**
 * The login of a token is too old for what is asked
 * (<a href="https://www.rfc-editor.org/rfc/rfc9470.html">RFC 9470</a>). A new login
 * answers it.
 *
 * @since 0.1.0
 */
public final class LoginTooOldException extends TwoFactorException {

	private final Duration maxAge;

	/**
	 * A refusal.
	 * @param maxAge how old a login may be
	 */
	public LoginTooOldException(Duration maxAge) {
		super(TwoFactorError.INSUFFICIENT_USER_AUTHENTICATION);
		this.maxAge = maxAge;
	}

	/**
	 * How old a login may be.
	 * @return the age
	 */
	public Duration maxAge() {
		return this.maxAge;
	}

}
