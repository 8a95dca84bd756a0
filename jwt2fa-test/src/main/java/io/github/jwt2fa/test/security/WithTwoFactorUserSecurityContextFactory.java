package io.github.jwt2fa.test.security;

import java.time.Duration;
import java.util.List;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

/**
 * Makes the security context of a test.
 */
final class WithTwoFactorUserSecurityContextFactory implements WithSecurityContextFactory<WithTwoFactorUser> {

	@Override
	public SecurityContext createSecurityContext(WithTwoFactorUser user) {
		String[] authorities = (user.authorities().length > 0) ? user.authorities()
				: LoggedInUser.rolesAsAuthorities(user.roles());
		LoggedInUser login = new LoggedInUser(LoggedInUser.named(user.value(), authorities), List.of(user.factors()),
				user.recent() ? Duration.ZERO : LoggedInUser.OLD);
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(login.authentication());
		return context;
	}

}
