package io.github.jwt2fa.user;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * Finds the application's users. The default stands on the application's
 * {@code UserDetailsService}; an application whose users are something else defines a
 * bean of its own. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public interface TwoFactorUserService {

	/**
	 * The user of an id, as it is now.
	 * @param id the id, from a token that was verified
	 * @return the user, or {@code null} if there is none (any more)
	 * @throws RuntimeException if the users can't be asked; the response asks the client
	 * to try again later
	 */
	@Nullable TwoFactorUser findById(String id);

	/**
	 * The user whose password was found right.
	 * @param authentication what the application's {@code AuthenticationManager}
	 * returned. Its name may be the text as typed: the user's id must not depend on how
	 * it was typed. And it may be the name of one user and the address of another: who is
	 * returned is logged in, so let it be no one but the user who was authenticated
	 * @return the user, or {@code null} if there is none
	 * @throws RuntimeException if the users can't be asked; the response asks the client
	 * to try again later
	 */
	@Nullable TwoFactorUser findByAuthentication(Authentication authentication);

}
