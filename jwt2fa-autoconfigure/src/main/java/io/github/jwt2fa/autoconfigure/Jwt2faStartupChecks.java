package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateStore;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.context.ConfigurableApplicationContext;

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

}
