package io.github.jwt2fa.docs.shop;

// tag::provider[]
import java.util.List;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

@Component
class StaffAuthenticationProvider implements AuthenticationProvider {

	private final StaffDirectory directory;

	StaffAuthenticationProvider(StaffDirectory directory) {
		this.directory = directory;
	}

	@Override
	public Authentication authenticate(Authentication typed) {
		String login = typed.getName();
		if (!this.directory.bind(login, String.valueOf(typed.getCredentials()))) {
			throw new BadCredentialsException("Wrong name or password");
		}
		return UsernamePasswordAuthenticationToken.authenticated(login, null, List.of());
	}

	@Override
	public boolean supports(Class<?> type) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
	}

}
// end::provider[]
