package io.github.jwt2fa.user;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.userdetails.UserDetails;

/**
 * User details that know the user's e-mail address. Without it, codes go to the username
 * where that is an address.
 */
public interface EmailUserDetails extends UserDetails {

	/**
	 * Where codes and notices are sent.
	 * @return the address, or {@code null} if none is known
	 */
	@Nullable String getEmail();

}
