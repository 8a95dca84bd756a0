package io.github.jwt2fa.docs.shop;

// tag::database[]
import javax.sql.DataSource;

import io.github.jwt2fa.jdbc.Jwt2faDataSource;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class LoginDatabase {

	@Bean(defaultCandidate = false)
	@Jwt2faDataSource
	DataSource loginDataSource(Environment environment) {
		return DataSourceBuilder.create().url(environment.getRequiredProperty("login.datasource.url")).build();
	}

}
// end::database[]
