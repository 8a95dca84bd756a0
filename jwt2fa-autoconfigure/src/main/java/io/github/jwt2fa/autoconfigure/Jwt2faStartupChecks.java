package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.session.jpa.JpaLoginSessionRepository;
import io.github.jwt2fa.user.jpa.JpaUserTwoFactorAuthDataRepository;
import io.github.jwt2fa.web.PasswordCheck;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.security.autoconfigure.SecurityProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * What can only be asked when all beans are there, and better at the start than at the
 * first login.
 */
final class Jwt2faStartupChecks implements SmartInitializingSingleton, ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(Jwt2faStartupChecks.class);

	private static final String GENERATED_USER = "inMemoryUserDetailsManager";

	private final ObjectProvider<PasswordCheck> passwords;

	private final ConfigurableApplicationContext context;

	Jwt2faStartupChecks(ObjectProvider<PasswordCheck> passwords, ConfigurableApplicationContext context) {
		this.passwords = passwords;
		this.context = context;
	}

	@Override
	public void afterSingletonsInstantiated() {
		refuseGeneratedUser();
		this.passwords.getObject().requireManager();
		if (ClassUtils.isPresent("jakarta.persistence.EntityManagerFactory", null)) {
			TableCheck.run(this.context);
		}
		warnOfForgeableAddresses();
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

	private void refuseGeneratedUser() {
		if (!this.context.getBeanFactory().containsBeanDefinition(GENERATED_USER)) {
			return;
		}
		BeanDefinition definition = this.context.getBeanFactory().getBeanDefinition(GENERATED_USER);
		String factory = String.valueOf(definition.getFactoryBeanName());
		boolean generated = this.context.getBeanProvider(SecurityProperties.class)
			.stream()
			.anyMatch((properties) -> properties.getUser().isPasswordGenerated());
		if (generated && factory.contains("UserDetailsServiceAutoConfiguration")) {
			throw MissingPieces.generatedUser();
		}
	}

	private void warnOfForgeableAddresses() {
		String strategy = this.context.getEnvironment().getProperty("server.forward-headers-strategy", "");
		if (strategy.equalsIgnoreCase("framework")) {
			logger.warn("server.forward-headers-strategy=framework believes the left-most X-Forwarded-For, which "
					+ "any client can write: the limit by client address can be evaded. Set "
					+ "server.forward-headers-strategy=native.");
		}
	}

	/**
	 * Apart, for JPA is optional.
	 */
	private static final class TableCheck {

		private static void run(ConfigurableApplicationContext context) {
			context.getBeanProvider(JpaUserTwoFactorAuthDataRepository.class)
				.stream()
				.forEach((repository) -> run("jwt2fa_user_two_factor_auth_data", repository::requireTable));
			context.getBeanProvider(JpaLoginSessionRepository.class)
				.stream()
				.forEach((repository) -> run("jwt2fa_login_session", repository::requireTable));
		}

		private static void run(String table, Runnable check) {
			try {
				check.run();
			}
			catch (RuntimeException ex) {
				if (hasCause(ex, "java.sql.SQLSyntaxErrorException")
						|| hasCause(ex, "org.hibernate.exception.SQLGrammarException")) {
					throw MissingPieces.table(table, String.valueOf(ex.getMessage()));
				}
				logger.warn("The database can't be asked for the table " + table + "; logins will be refused until it "
						+ "can", ex);
			}
		}

		private static boolean hasCause(Throwable failure, String className) {
			for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
				if (cause.getClass().getName().equals(className)) {
					return true;
				}
			}
			return false;
		}

	}

}
