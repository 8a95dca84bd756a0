package io.github.jwt2fa.docs.shop;

// tag::repository[]
import javax.sql.DataSource;

import io.github.jwt2fa.device.TrustedDeviceRepository;
import io.github.jwt2fa.device.jdbc.JdbcTrustedDeviceRepository;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcTransactionManager;

@Configuration(proxyBeanMethods = false)
class DevicesElsewhere {

	@Bean(defaultCandidate = false)
	DataSource deviceDataSource(Environment environment) {
		return DataSourceBuilder.create().url(environment.getRequiredProperty("device.datasource.url")).build();
	}

	@Bean
	TrustedDeviceRepository trustedDeviceRepository(@Qualifier("deviceDataSource") DataSource dataSource) {
		return new JdbcTrustedDeviceRepository(dataSource, new JdbcTransactionManager(dataSource), null);
	}

}
// end::repository[]
