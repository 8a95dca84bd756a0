package io.github.jwt2fa.state.redis;

import io.github.jwt2fa.state.StateSettings;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.wiring.OnMarkedBean;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Auto-configuration of the state of logins in Redis: the one that is marked for it, and
 * else the only or the primary one.
 */
@AutoConfiguration(afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnClass(RedisConnectionFactory.class)
@ConditionalOnProperty(name = "jwt2fa.state.store", havingValue = "redis")
@ConditionalOnMissingBean(StateStore.class)
@Conditional(RedisStateAutoConfiguration.OneConnectionFactory.class)
@ImportRuntimeHints(RedisStateAutoConfiguration.Hints.class)
final class RedisStateAutoConfiguration {

	@Bean
	RedisStateStore jwt2faRedisStateStore(@Jwt2faRedisConnectionFactory ObjectProvider<RedisConnectionFactory> marked,
			ObjectProvider<RedisConnectionFactory> factories, StateSettings settings) {
		RedisConnectionFactory connections = marked.getIfAvailable();
		return new RedisStateStore((connections != null) ? connections : factories.getObject(), settings.keyPrefix(),
				settings.timeout());
	}

	/**
	 * A connection factory that can be told from the others.
	 */
	static final class OneConnectionFactory extends AnyNestedCondition {

		OneConnectionFactory() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
		static final class Candidate {

		}

		@Conditional(OnMarkedFactory.class)
		static final class Marked {

		}

	}

	/**
	 * Whether a connection factory is marked for the state.
	 */
	static final class OnMarkedFactory extends OnMarkedBean {

		OnMarkedFactory() {
			super(RedisConnectionFactory.class, Jwt2faRedisConnectionFactory.class);
		}

	}

	/**
	 * What is looked for by its name, and where Lettuce connects to, for a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerTypeIfPresent(classLoader, StateConnections.LETTUCE_CLIENT);
			hints.reflection()
				.registerTypeIfPresent(classLoader,
						"org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory",
						MemberCategory.ACCESS_DECLARED_FIELDS);
		}

	}

}
