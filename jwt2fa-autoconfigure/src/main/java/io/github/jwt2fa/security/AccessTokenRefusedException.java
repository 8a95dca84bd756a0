package io.github.jwt2fa.security;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;

import org.springframework.security.core.AuthenticationException;

/**
 * An access token that opens nothing, as an entry point of the application gets it.
 *
 * @since 0.1.0
 */
public final class AccessTokenRefusedException extends AuthenticationException {

	private static final long serialVersionUID = 1L;

	private final TwoFactorException refusal;

	AccessTokenRefusedException(TwoFactorException refusal) {
		super("The access token is refused: " + refusal.error().code(), refusal);
		this.refusal = refusal;
	}

	/**
	 * Why.
	 * @return {@code bad_authorization_header}, {@code token_not_valid},
	 * {@code user_not_found} or {@code user_inactive}
	 */
	public TwoFactorError error() {
		return this.refusal.error();
	}

	TwoFactorException refusal() {
		return this.refusal;
	}

	/**
	 * An expected answer, that any stranger can cause: its stack would tell nothing, and
	 * cost more than the refusal.
	 */
	@Override
	public Throwable fillInStackTrace() {
		return this;
	}

}
