package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.state.redis.RedisStateStore;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Auto-configuration of the state of logins in Redis.
 */
@AutoConfiguration(afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnClass(RedisConnectionFactory.class)
@ConditionalOnProperty(name = "jwt2fa.state.store", havingValue = "redis")
@ConditionalOnMissingBean(StateStore.class)
@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
@EnableConfigurationProperties(Jwt2faProperties.class)
public final class Jwt2faRedisAutoConfiguration {

	@Bean
	RedisStateStore jwt2faRedisStateStore(RedisConnectionFactory connections, Jwt2faSettings settings) {
		return new RedisStateStore(connections, settings.state().keyPrefix(), settings.state().timeout());
	}

}
