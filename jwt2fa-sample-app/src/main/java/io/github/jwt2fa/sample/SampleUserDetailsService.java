package io.github.jwt2fa.sample;

import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Service;

/**
 * The users for Spring Security, and through it for the starter.
 */
@Service
class SampleUserDetailsService implements UserDetailsService {

	private final SampleUserRepository users;

	SampleUserDetailsService(SampleUserRepository users) {
		this.users = users;
	}

	@Override
	public UserDetails loadUserByUsername(String username) {
		return this.users.findByUsername(username)
			.map(SampleUserDetails::new)
			.orElseThrow(() -> new UsernameNotFoundException("No such user"));
	}

}
