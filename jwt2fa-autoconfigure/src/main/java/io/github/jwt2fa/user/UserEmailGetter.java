package io.github.jwt2fa.user;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.userdetails.UserDetails;

/**
 * Tells the e-mail address of a user whose {@link UserDetails} do not know it: found in a
 * column or a directory, say. By default it is the one of {@link EmailUserDetails}, else
 * the username if it looks like an address.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface UserEmailGetter {

	/**
	 * The address that codes and notices go to. Asked each time the user is loaded, also
	 * for each request with an access token.
	 * @param user the user, as the application's {@code UserDetailsService} found it
	 * @return the address, or {@code null} if none is known
	 * @throws RuntimeException if it can't be found out now; the response asks the client
	 * to try again later
	 */
	@Nullable String getEmail(UserDetails user);

}
