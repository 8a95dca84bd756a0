package io.github.jwt2fa.user;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Users from the application's {@link UserDetailsService}: id and name are the username
 * that it returns, never the text as typed.
 */
public final class UserDetailsTwoFactorUserService implements TwoFactorUserService {

	private final UserDetailsService userDetailsService;

	/**
	 * A user service over user details.
	 * @param userDetailsService the application's service
	 */
	public UserDetailsTwoFactorUserService(UserDetailsService userDetailsService) {
		this.userDetailsService = userDetailsService;
	}

	@Override
	public @Nullable TwoFactorUser findById(String id) {
		TwoFactorUser user = find(id);
		// a service that ignores case, or takes e-mail addresses too, may find someone
		// else
		return (user != null && user.id().equals(id)) ? user : null;
	}

	/**
	 * Asks the service again, even if the principal is a {@code UserDetails}: providers
	 * such as LDAP echo the text as typed, and the manager has erased the password.
	 */
	@Override
	public @Nullable TwoFactorUser findByAuthentication(Authentication authentication) {
		return find(authentication.getName());
	}

	private @Nullable TwoFactorUser find(String username) {
		try {
			return TwoFactorUser.of(this.userDetailsService.loadUserByUsername(username));
		}
		catch (UsernameNotFoundException ex) {
			return null;
		}
	}

}
