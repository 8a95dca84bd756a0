package io.github.jwt2fa.token;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;

/**
 * A request carries a bearer token that is not valid, or not of the type that it needs.
 */
public final class InvalidBearerTokenException extends TwoFactorException {

	private final AuthTokenType expected;

	/**
	 * A refusal.
	 * @param expected the type that would do
	 */
	public InvalidBearerTokenException(AuthTokenType expected) {
		super(TwoFactorError.TOKEN_NOT_VALID);
		this.expected = expected;
	}

	/**
	 * The type that would do.
	 * @return the type
	 */
	public AuthTokenType expected() {
		return this.expected;
	}

}
