package io.github.jwt2fa.user;

import io.github.jwt2fa.wiring.Jwt2faConfigurationException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * Auto-configuration of what is known of the users.
 */
@AutoConfiguration(afterName = { "io.github.jwt2fa.user.jpa.JpaUserAutoConfiguration",
		"io.github.jwt2fa.user.jdbc.JdbcUserAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration" })
final class UserAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	UserEmailGetter jwt2faUserEmailGetter() {
		return (user) -> TwoFactorUser.of(user).email();
	}

	@Bean
	@ConditionalOnMissingBean
	TwoFactorUserService jwt2faUserService(ObjectProvider<UserDetailsService> userDetailsServices,
			UserEmailGetter emails) {
		UserDetailsService userDetailsService = userDetailsServices.getIfUnique();
		if (userDetailsService == null) {
			throw unknownUsers(userDetailsServices.stream().count());
		}
		return new UserDetailsTwoFactorUserService(userDetailsService, emails);
	}

	private static Jwt2faConfigurationException unknownUsers(long candidates) {
		return new Jwt2faConfigurationException(
				"jwt2fa does not know the application's users: there is "
						+ ((candidates == 0) ? "no UserDetailsService bean" : "more than one UserDetailsService bean")
						+ ", and no TwoFactorUserService bean.",
				"Define one bean that finds your users:\n\n    @Bean\n    UserDetailsService userDetailsService(...) {\n"
						+ "        return (username) -> ...;\n    }\n\nor, where passwords are checked by something else "
						+ "(LDAP, a provider of your own) or users are no UserDetails, a bean that implements "
						+ "io.github.jwt2fa.user.TwoFactorUserService."
						+ ((candidates == 0) ? "" : " Mark one of several with @Primary."));
	}

	@Bean
	@ConditionalOnMissingBean
	PreferredTwoFactorMethodGetter jwt2faPreferredTwoFactorMethodGetter(
			ObjectProvider<UserTwoFactorAuthDataRepository> repositories) {
		UserTwoFactorAuthDataRepository repository = KeptUserData.in(repositories);
		return (user) -> {
			UserTwoFactorAuthData data = repository.findByUserId(user.id());
			return (data != null) ? data.preferredMethod() : null;
		};
	}

	@Bean
	CredentialsEraser jwt2faCredentialsEraser(TwoFactorUserService users) {
		return new CredentialsEraser(users);
	}

}
