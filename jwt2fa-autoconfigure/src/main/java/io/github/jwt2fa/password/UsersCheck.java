package io.github.jwt2fa.password;

import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserDetailsTwoFactorUserService;
import io.github.jwt2fa.wiring.Jwt2faConfigurationException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.security.autoconfigure.SecurityProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;

/**
 * Whether there are users, and somebody who checks their passwords.
 */
final class UsersCheck implements SmartInitializingSingleton, ApplicationListener<ApplicationReadyEvent> {

	/**
	 * Makes the user, and is there only where no other bean finds users. Ahead-of-time
	 * processing forgets which configuration a bean comes from, and keeps configurations.
	 */
	private static final String GENERATOR = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration";

	private final ObjectProvider<PasswordCheck> passwords;

	private final ConfigurableApplicationContext context;

	UsersCheck(ObjectProvider<PasswordCheck> passwords, ConfigurableApplicationContext context) {
		this.passwords = passwords;
		this.context = context;
	}

	@Override
	public void afterSingletonsInstantiated() {
		refuseGeneratedUser();
		if (!this.passwords.getObject().hasManager()) {
			throw endlessAuthenticationManager();
		}
	}

	/**
	 * Off the main thread, and when all else is done: no start waits for a hash.
	 */
	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.context.equals(event.getApplicationContext())) {
			Thread warmUp = new Thread(this.passwords.getObject()::warmUp, "jwt2fa-warm-up");
			warmUp.setDaemon(true);
			warmUp.start();
		}
	}

	/**
	 * Boot generates one wherever no bean finds users or checks passwords, even if a
	 * builder does.
	 */
	private void refuseGeneratedUser() {
		if (!isUserGenerated()) {
			return;
		}
		boolean built = this.context.getBeanProvider(AuthenticationManagerBuilder.class)
			.stream()
			.anyMatch((builder) -> builder.getDefaultUserDetailsService() != null)
				|| this.passwords.getObject().asksOthersThan(DaoAuthenticationProvider.class);
		if (!built) {
			throw generatedUser();
		}
		if (this.context.getBeanProvider(TwoFactorUserService.class)
			.stream()
			.anyMatch(UserDetailsTwoFactorUserService.class::isInstance)) {
			throw usersOfABuilder();
		}
	}

	private boolean isUserGenerated() {
		if (!this.context.getBeanFactory().containsBeanDefinition(GENERATOR)) {
			return false;
		}
		return this.context.getBeanProvider(SecurityProperties.class)
			.stream()
			.anyMatch((properties) -> properties.getUser().isPasswordGenerated());
	}

	private static Jwt2faConfigurationException generatedUser() {
		return new Jwt2faConfigurationException(
				"The only user of the application is the one that Spring Boot generates for development, whose "
						+ "password changes at each start.",
				"Define a bean that finds your users:\n\n    @Bean\n    UserDetailsService userDetailsService(...) {\n"
						+ "        return (username) -> ...;\n    }\n\nor, for a try, set spring.security.user.name to an "
						+ "e-mail address and spring.security.user.password to a password.");
	}

	/**
	 * Boot generates its user beside them, since a builder is no bean.
	 */
	private static Jwt2faConfigurationException usersOfABuilder() {
		return new Jwt2faConfigurationException(
				"Passwords are checked by what an AuthenticationManagerBuilder was given, and no bean finds those users: "
						+ "the only UserDetailsService bean is that of the user that Spring Boot generates.",
				"Define the users as a bean in place of auth.userDetailsService(...), auth.inMemoryAuthentication() or "
						+ "auth.jdbcAuthentication():\n\n    @Bean\n    UserDetailsService userDetailsService(...) {\n"
						+ "        return (username) -> ...;\n    }\n\nor, where passwords are checked by something else "
						+ "(LDAP, a provider of your own), a bean that implements "
						+ "io.github.jwt2fa.user.TwoFactorUserService.");
	}

	/**
	 * Spring's configuration hands out a stand-in for the bean where it can build none.
	 */
	private static Jwt2faConfigurationException endlessAuthenticationManager() {
		return new Jwt2faConfigurationException(
				"The AuthenticationManager of the application asks itself: each login would end in a "
						+ "StackOverflowError.",
				"What AuthenticationConfiguration.getAuthenticationManager() returns leads back to the "
						+ "AuthenticationManager bean where there is neither one UserDetailsService bean nor one "
						+ "AuthenticationProvider bean. Define one of these, or make the bean of what checks the "
						+ "passwords:\n\n    @Bean\n    AuthenticationManager authenticationManager("
						+ "List<AuthenticationProvider> providers) {\n        return new ProviderManager(providers);\n"
						+ "    }");
	}

}
