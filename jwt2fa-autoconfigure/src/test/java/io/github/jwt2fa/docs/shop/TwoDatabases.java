package io.github.jwt2fa.docs.shop;

// tag::units[]
import java.util.Map;

import javax.sql.DataSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jpa.EntityManagerFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

@Configuration(proxyBeanMethods = false)
class TwoDatabases {

	@Bean
	@Primary
	DataSource shopDataSource(Environment environment) {
		return DataSourceBuilder.create().url(environment.getRequiredProperty("shop.datasource.url")).build();
	}

	@Bean(defaultCandidate = false)
	DataSource archiveDataSource(Environment environment) {
		return DataSourceBuilder.create().url(environment.getRequiredProperty("archive.datasource.url")).build();
	}

	@Bean
	@Primary
	LocalContainerEntityManagerFactoryBean entityManagerFactory(EntityManagerFactoryBuilder builder,
			DataSource dataSource) {
		return builder.dataSource(dataSource)
			.packages("com.example.shop", "io.github.jwt2fa.user.jpa")
			.persistenceUnit("shop")
			.properties(Map.of("hibernate.hbm2ddl.auto", "update"))
			.build();
	}

	@Bean
	LocalContainerEntityManagerFactoryBean archiveEntityManagerFactory(EntityManagerFactoryBuilder builder,
			@Qualifier("archiveDataSource") DataSource dataSource) {
		return builder.dataSource(dataSource).packages("com.example.archive").persistenceUnit("archive").build();
	}

}
// end::units[]
