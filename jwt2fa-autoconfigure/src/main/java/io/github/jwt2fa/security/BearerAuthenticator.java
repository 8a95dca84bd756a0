package io.github.jwt2fa.security;

import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokenUsers;
import io.github.jwt2fa.token.InvalidBearerTokenException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sends a request, by its bearer token.
 */
public final class BearerAuthenticator {

	private final AuthTokenUsers tokens;

	/**
	 * An authenticator.
	 * @param tokens verifies tokens and their users
	 */
	public BearerAuthenticator(AuthTokenUsers tokens) {
		this.tokens = tokens;
	}

	/**
	 * Who sends a request.
	 * @param request the request
	 * @param types the types of token that are good enough
	 * @return token and user, or {@code null} if the request has no bearer token
	 * @throws TwoFactorException {@code bad_authorization_header},
	 * {@code token_not_valid}, {@code user_not_found} or {@code user_inactive}
	 * @throws RuntimeException if the users can't be asked
	 */
	public AuthTokenUsers.@Nullable Verified authenticate(HttpServletRequest request, Set<AuthTokenType> types) {
		String token = BearerToken.of(request);
		if (token == null) {
			return null;
		}
		try {
			return this.tokens.verify(token, types);
		}
		catch (TwoFactorException ex) {
			throw (ex.error() == TwoFactorError.TOKEN_NOT_VALID) ? new InvalidBearerTokenException(AuthTokenType.ACCESS)
					: ex;
		}
	}

	/**
	 * Who sends a request that needs to tell.
	 * @param request the request
	 * @param types the types of token that are good enough
	 * @return token and user
	 * @throws TwoFactorException as {@link #authenticate}, and {@code not_authenticated}
	 * @throws RuntimeException if the users can't be asked
	 */
	public AuthTokenUsers.Verified require(HttpServletRequest request, Set<AuthTokenType> types) {
		AuthTokenUsers.Verified verified = authenticate(request, types);
		if (verified == null) {
			throw new TwoFactorException(TwoFactorError.NOT_AUTHENTICATED);
		}
		return verified;
	}

}
