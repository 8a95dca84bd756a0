package io.github.jwt2fa.state;

import java.time.Clock;
import java.util.stream.Stream;

import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.AotDetector;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Auto-configuration of the state of logins in memory, where nothing else keeps it.
 */
@AutoConfiguration(afterName = { "io.github.jwt2fa.state.redis.RedisStateAutoConfiguration",
		"io.github.jwt2fa.state.jdbc.JdbcStateAutoConfiguration" })
@ImportRuntimeHints(StateAutoConfiguration.Hints.class)
final class StateAutoConfiguration {

	private static final String REDIS = "org.springframework.data.redis.connection.RedisConnectionFactory";

	private static final String DATABASE = "javax.sql.DataSource";

	private static final Log logger = LogFactory.getLog(StateAutoConfiguration.class);

	/**
	 * Records of each kind in memory: an attacker may fill them, and the heap has to
	 * hold.
	 */
	private static final long MEMORY_CAPACITY = 500_000;

	@Bean
	@ConditionalOnMissingBean
	StateStore jwt2faStateStore(StateSettings settings, @Qualifier("jwt2faClock") Clock clock,
			ListableBeanFactory beans) {
		if (settings.store() != StateSettings.Store.MEMORY) {
			throw missing(settings.store(), beans);
		}
		return new InMemoryStateStore(clock, MEMORY_CAPACITY);
	}

	@Bean
	OwnState jwt2faOwnState(StateStore store, StateSettings settings, ObjectProvider<StateStoreDecorator> decorators) {
		StateStoreDecorator decorator = decorators.getIfAvailable();
		return new OwnState(
				new HashedKeyStateStore((decorator != null) ? decorator.decorate(store) : store, settings.hmac()));
	}

	@Bean
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	SmartInitializingSingleton jwt2faStateWarning(ObjectProvider<StateStore> stores, Environment environment) {
		return () -> warnOfMemoryInTheCloud(stores, environment);
	}

	private static void warnOfMemoryInTheCloud(ObjectProvider<StateStore> stores, Environment environment) {
		CloudPlatform platform = CloudPlatform.getActive(environment);
		if (platform != null && stores.stream().anyMatch(InMemoryStateStore.class::isInstance)) {
			logger.warn("Limits and single use are kept in the memory of each instance, and this looks like " + platform
					+ ", where there may be several: each has its own. Set jwt2fa.state.store=redis or jdbc.");
		}
	}

	private static Jwt2faConfigurationException missing(StateSettings.Store store, ListableBeanFactory beans) {
		boolean redis = store == StateSettings.Store.REDIS;
		String type = redis ? "RedisConnectionFactory" : "DataSource";
		int candidates = candidates(beans, redis ? REDIS : DATABASE);
		String found = switch (candidates) {
			case 0 -> "there is no " + type + " bean";
			case 1 -> "the auto-configuration that would use the " + type
					+ " bean was left out: excluded, or its library is not there";
			default -> "there is more than one " + type + " bean, and none is the primary one";
		};
		String property = "jwt2fa.state.store=" + (redis ? "redis" : "jdbc");
		if (AotDetector.useGeneratedArtifacts()) {
			// which beans there are was decided then, whatever there is now
			return new Jwt2faConfigurationException(
					"The property is " + property + ", and the application was processed ahead of time (AOT) without a "
							+ "store of that kind.",
					"Set " + property + ", and whatever makes the " + type + " bean, for the build too (process-aot): "
							+ "properties that decide over beans count as they were then.");
		}
		String mend = switch (candidates) {
			case 0 -> redis
					? "Add the dependency org.springframework.boot:spring-boot-starter-data-redis and set spring.data.redis.host"
					: "Configure a database (spring.datasource.url and its driver)";
			case 1 -> redis
					? "Add the dependency org.springframework.boot:spring-boot-starter-data-redis, and exclude no "
							+ "auto-configuration of jwt2fa"
					: "Add the dependency org.springframework.boot:spring-boot-starter-jdbc, and exclude no "
							+ "auto-configuration of jwt2fa";
			default -> "Mark one of the " + type + " beans with @Primary, or the one for jwt2fa with @"
					+ (redis ? "Jwt2faRedisConnectionFactory" : "Jwt2faDataSource");
		};
		return new Jwt2faConfigurationException("The property is " + property + ", and " + found + ".",
				mend + "; or define a bean that implements io.github.jwt2fa.state.StateStore.");
	}

	private static int candidates(ListableBeanFactory beans, String type) {
		ClassLoader loader = StateAutoConfiguration.class.getClassLoader();
		return ClassUtils.isPresent(type, loader)
				? beans.getBeanNamesForType(ClassUtils.resolveClassName(type, loader), true, false).length : 0;
	}

	/**
	 * What is looked for by its name, for a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			Stream.of(REDIS, DATABASE).forEach((type) -> hints.reflection().registerTypeIfPresent(classLoader, type));
		}

	}

}
