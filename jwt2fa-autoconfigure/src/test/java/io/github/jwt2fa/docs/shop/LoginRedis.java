package io.github.jwt2fa.docs.shop;

// tag::redis[]
import io.github.jwt2fa.state.redis.Jwt2faRedisConnectionFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@Configuration(proxyBeanMethods = false)
class LoginRedis {

	@Bean(defaultCandidate = false)
	@Jwt2faRedisConnectionFactory
	LettuceConnectionFactory loginRedisConnectionFactory(Environment environment) {
		return new LettuceConnectionFactory("127.0.0.1",
				environment.getRequiredProperty("login.redis.port", int.class));
	}

}
// end::redis[]
