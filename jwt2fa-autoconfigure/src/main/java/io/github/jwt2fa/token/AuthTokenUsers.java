package io.github.jwt2fa.token;

import java.util.Set;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;

/**
 * Verifies an auth token together with its user, who may be gone or disabled since.
 */
public final class AuthTokenUsers {

	private final AuthTokenVerifier verifier;

	private final TwoFactorUserService users;

	/**
	 * Verification with users.
	 * @param verifier verifies the token
	 * @param users finds its user
	 */
	public AuthTokenUsers(AuthTokenVerifier verifier, TwoFactorUserService users) {
		this.verifier = verifier;
		this.users = users;
	}

	/**
	 * Verifies a token of one of some types and loads its user.
	 * @param text the text
	 * @param types the types that are good enough
	 * @return token and user
	 * @throws TwoFactorException {@code token_not_valid}, {@code user_not_found} or
	 * {@code user_inactive}
	 * @throws RuntimeException if the users can't be asked
	 */
	public Verified verify(String text, Set<AuthTokenType> types) {
		AuthToken token = this.verifier.verify(text, types);
		TwoFactorUser user = this.users.findById(token.userId());
		if (user == null) {
			throw new TwoFactorException(TwoFactorError.USER_NOT_FOUND);
		}
		if (user.disabled()) {
			throw new TwoFactorException(TwoFactorError.USER_INACTIVE);
		}
		return new Verified(token, user);
	}

	/**
	 * A valid token of a user who may use it.
	 *
	 * @param token the token
	 * @param user the user as it is now
	 */
	public record Verified(AuthToken token, TwoFactorUser user) {
	}

}
