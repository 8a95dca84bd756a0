package io.github.jwt2fa.host;

import io.github.jwt2fa.test.TestUsers;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Checks passwords as LDAP does: whatever the case of the name, and the name stays as it
 * was typed.
 */
class Directory implements AuthenticationProvider {

	private final String username;

	Directory(String username) {
		this.username = username;
	}

	@Override
	public Authentication authenticate(Authentication typed) {
		if (typed.getName().equalsIgnoreCase(this.username) && TestUsers.PASSWORD.equals(typed.getCredentials())) {
			return UsernamePasswordAuthenticationToken.authenticated(typed.getName(), null,
					AuthorityUtils.createAuthorityList("ROLE_USER"));
		}
		throw new BadCredentialsException("Not in the directory");
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
