package io.github.jwt2fa.host;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The part of an application that has no database, and keeps the users' second-factor
 * data by itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
public class NoDatabase {

	@Bean
	InMemoryData inMemoryData() {
		return new InMemoryData();
	}

}
