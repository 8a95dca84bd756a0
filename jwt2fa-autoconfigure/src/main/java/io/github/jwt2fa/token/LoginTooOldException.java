package io.github.jwt2fa.token;

import java.time.Duration;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;

/**
 * The login of a token is too old for what is asked (RFC 9470). A new login answers it.
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
	 * The challenge of RFC 9470, section 3.
	 * @return the value of {@code WWW-Authenticate}
	 */
	public String challenge() {
		return "Bearer error=\"insufficient_user_authentication\", max_age=" + this.maxAge.toSeconds()
				+ ", realm=\"api\"";
	}

}
