package io.github.jwt2fa.security;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.response.InvalidBearerTokenException;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenAuthoritiesGetter;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokenAuthenticator;
import io.github.jwt2fa.user.CredentialsEraser;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sends a request, by its token. Thread-safe.
 */
public final class BearerAuthenticator {

	private final AuthTokenAuthenticator tokens;

	private final AuthTokenType type;

	private final Set<AuthTokenType> types;

	private final @Nullable AuthTokenAuthoritiesGetter authorities;

	private final CredentialsEraser eraser;

	/**
	 * An authenticator.
	 * @param tokens verifies tokens and their users
	 * @param type the type of token that opens protected resources
	 * @param authorities reads off a token what its user may do, or {@code null} where
	 * users are asked for at each request
	 * @param eraser takes stored passwords out of the principals of requests
	 */
	BearerAuthenticator(AuthTokenAuthenticator tokens, AuthTokenType type,
			@Nullable AuthTokenAuthoritiesGetter authorities, CredentialsEraser eraser) {
		this.tokens = tokens;
		this.type = type;
		this.types = Set.of(type);
		this.authorities = authorities;
		this.eraser = eraser;
	}

	/**
	 * Who sends a request for a protected resource.
	 * @param request the request
	 * @param resolver finds its token
	 * @return token and user, or {@code null} if the request has no token
	 * @throws TwoFactorException {@code bad_authorization_header},
	 * {@code token_not_valid}, {@code user_not_found} or {@code user_inactive}
	 * @throws RuntimeException if users or sessions can't be asked
	 */
	AuthTokenAuthenticator.@Nullable Verified authenticate(HttpServletRequest request, AccessTokenResolver resolver) {
		AuthTokenAuthoritiesGetter claimed = this.authorities;
		AuthTokenAuthenticator.Verified verified = authenticate(resolver.resolve(request),
				(claimed != null) ? (token) -> this.tokens.verifyAlone(token, this.types, claimed)
						: (token) -> this.tokens.verify(token, this.types));
		return (verified != null)
				? new AuthTokenAuthenticator.Verified(verified.token(), this.eraser.erase(verified.user())) : null;
	}

	/**
	 * Who sends a request that needs to tell. The user is always asked for, and the token
	 * always comes in the {@code Authorization} header: nothing that a browser sends by
	 * itself counts here, where no CSRF token is asked for.
	 * @param request the request
	 * @return token and user
	 * @throws TwoFactorException as {@link #authenticate}, and {@code not_authenticated}
	 * @throws RuntimeException if users or sessions can't be asked
	 */
	public AuthTokenAuthenticator.Verified require(HttpServletRequest request) {
		return require(request, this.types);
	}

	/**
	 * Who sends a request that needs to tell, by a token that opens protected resources
	 * or by one of another type. The user is always asked for.
	 * @param request the request
	 * @param other the other type that is good enough
	 * @return token and user
	 * @throws TwoFactorException as {@link #authenticate}, and {@code not_authenticated}
	 * @throws RuntimeException if users or sessions can't be asked
	 */
	public AuthTokenAuthenticator.Verified requireOr(HttpServletRequest request, AuthTokenType other) {
		return require(request, Set.of(this.type, other));
	}

	/**
	 * Looks once more whether an enrollment token that was verified is good still: a
	 * client may take its time with the rest of a request.
	 * @param token the token
	 * @throws TwoFactorException {@code token_not_valid}
	 * @throws RuntimeException if the state can't be asked
	 */
	public void requireCurrent(AuthToken token) {
		translated(() -> {
			this.tokens.requireCurrent(token);
			return token;
		});
	}

	private AuthTokenAuthenticator.Verified require(HttpServletRequest request, Set<AuthTokenType> good) {
		AuthTokenAuthenticator.Verified verified = authenticate(BearerToken.of(request),
				(token) -> this.tokens.verify(token, good));
		if (verified == null) {
			throw new TwoFactorException(TwoFactorError.NOT_AUTHENTICATED);
		}
		return verified;
	}

	private AuthTokenAuthenticator.@Nullable Verified authenticate(@Nullable String token,
			Function<String, AuthTokenAuthenticator.Verified> verification) {
		return (token != null) ? translated(() -> verification.apply(token)) : null;
	}

	private <T> T translated(Supplier<T> verification) {
		try {
			return verification.get();
		}
		catch (TwoFactorException ex) {
			throw (ex.error() == TwoFactorError.TOKEN_NOT_VALID)
					? new InvalidBearerTokenException(this.type.tokenClass(), this.type.claim()) : ex;
		}
	}

}
