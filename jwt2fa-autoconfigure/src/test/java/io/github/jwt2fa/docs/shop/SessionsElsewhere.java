package io.github.jwt2fa.docs.shop;

// tag::repository[]
import javax.sql.DataSource;

import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.session.jdbc.JdbcLoginSessionRepository;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcTransactionManager;

@Configuration(proxyBeanMethods = false)
class SessionsElsewhere {

	@Bean(defaultCandidate = false)
	DataSource loginDataSource(Environment environment) {
		return DataSourceBuilder.create().url(environment.getRequiredProperty("login.datasource.url")).build();
	}

	@Bean
	LoginSessionRepository loginSessionRepository(@Qualifier("loginDataSource") DataSource dataSource) {
		return new JdbcLoginSessionRepository(dataSource, new JdbcTransactionManager(dataSource), null);
	}

}
// end::repository[]
