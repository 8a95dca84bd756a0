package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.password.PasswordCheck;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserDetailsTwoFactorUserService;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
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

	private static final String GENERATED_USER = "inMemoryUserDetailsManager";

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
			throw MissingPieces.endlessAuthenticationManager();
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
			throw MissingPieces.generatedUser();
		}
		if (this.context.getBeanProvider(TwoFactorUserService.class)
			.stream()
			.anyMatch(UserDetailsTwoFactorUserService.class::isInstance)) {
			throw MissingPieces.usersOfABuilder();
		}
	}

	private boolean isUserGenerated() {
		if (!this.context.getBeanFactory().containsBeanDefinition(GENERATED_USER)) {
			return false;
		}
		BeanDefinition definition = this.context.getBeanFactory().getBeanDefinition(GENERATED_USER);
		String factory = String.valueOf(definition.getFactoryBeanName());
		boolean generated = this.context.getBeanProvider(SecurityProperties.class)
			.stream()
			.anyMatch((properties) -> properties.getUser().isPasswordGenerated());
		return generated && factory.contains("UserDetailsServiceAutoConfiguration");
	}

}
