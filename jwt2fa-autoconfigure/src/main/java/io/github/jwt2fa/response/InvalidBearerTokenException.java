package io.github.jwt2fa.response;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;

/**
 * A request carries a bearer token that is not valid, or not of the type that it needs.
 */
public final class InvalidBearerTokenException extends TwoFactorException {

	private final String tokenClass;

	private final String tokenType;

	/**
	 * A refusal.
	 * @param tokenClass the type that would do, by the name of its class in Simple JWT
	 * @param tokenType the same as the claim {@code token_type} says it
	 */
	public InvalidBearerTokenException(String tokenClass, String tokenType) {
		super(TwoFactorError.TOKEN_NOT_VALID);
		this.tokenClass = tokenClass;
		this.tokenType = tokenType;
	}

	String tokenClass() {
		return this.tokenClass;
	}

	String tokenType() {
		return this.tokenType;
	}

}
