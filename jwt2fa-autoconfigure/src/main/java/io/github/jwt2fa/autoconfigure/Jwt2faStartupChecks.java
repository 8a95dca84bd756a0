package io.github.jwt2fa.autoconfigure;

import java.sql.SQLException;

import io.github.jwt2fa.session.jpa.JpaLoginSessionRepository;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.jdbc.JdbcStateStore;
import io.github.jwt2fa.user.jpa.JpaUserTwoFactorAuthDataRepository;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * What can only be asked when all beans are there, and better at the start than at the
 * first login.
 */
final class Jwt2faStartupChecks implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(Jwt2faStartupChecks.class);

	private final ConfigurableApplicationContext context;

	Jwt2faStartupChecks(ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (ClassUtils.isPresent("jakarta.persistence.EntityManagerFactory", null)) {
			JpaTables.check(this.context);
		}
		this.context.getBeanProvider(JdbcStateStore.class)
			.stream()
			.forEach((store) -> requireTable("jwt2fa_state", store::requireTable));
		warnOfMemoryInTheCloud();
		warnOfForgeableAddresses();
	}

	private void warnOfForgeableAddresses() {
		String strategy = this.context.getEnvironment().getProperty("server.forward-headers-strategy", "");
		if (strategy.equalsIgnoreCase("framework")) {
			logger.warn("server.forward-headers-strategy=framework believes the left-most X-Forwarded-For, which "
					+ "any client can write: the limit by client address can be evaded. Set "
					+ "server.forward-headers-strategy=native.");
		}
	}

	private static void requireTable(String table, Runnable check) {
		try {
			check.run();
		}
		catch (RuntimeException ex) {
			if (isWrongTable(ex)) {
				throw MissingPieces.table(table, String.valueOf(ex.getMessage()));
			}
			logger.warn("The database can't be asked for the table " + table + "; logins will be refused until it can",
					ex);
		}
	}

	/**
	 * By the class of the SQL state: a syntax error, or a thing that is not there.
	 */
	private static boolean isWrongTable(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && String.valueOf(sql.getSQLState()).startsWith("42")) {
				return true;
			}
		}
		return false;
	}

	private void warnOfMemoryInTheCloud() {
		CloudPlatform platform = CloudPlatform.getActive(this.context.getEnvironment());
		boolean memory = this.context.getBeanProvider(StateStore.class)
			.stream()
			.anyMatch(InMemoryStateStore.class::isInstance);
		if (platform != null && memory) {
			logger.warn("Limits and single use are kept in the memory of each instance, and this looks like " + platform
					+ ", where there may be several: each has its own. Set jwt2fa.state.store=redis or jdbc.");
		}
	}

	/**
	 * Apart, for JPA is optional.
	 */
	private static final class JpaTables {

		private static void check(ConfigurableApplicationContext context) {
			context.getBeanProvider(JpaUserTwoFactorAuthDataRepository.class)
				.stream()
				.forEach((repository) -> requireTable("jwt2fa_user_two_factor_auth_data", repository::requireTable));
			context.getBeanProvider(JpaLoginSessionRepository.class)
				.stream()
				.forEach((repository) -> requireTable("jwt2fa_login_session", repository::requireTable));
		}

	}

}
