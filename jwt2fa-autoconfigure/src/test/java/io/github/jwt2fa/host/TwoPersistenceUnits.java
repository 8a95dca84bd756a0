package io.github.jwt2fa.host;

import javax.sql.DataSource;

import io.github.jwt2fa.host.plain.Note;
import io.github.jwt2fa.host.plain.NoteRepository;
import io.github.jwt2fa.host.plain.PlainApplication;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jpa.EntityManagerFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * An application with two databases, and a persistence unit for each.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(basePackageClasses = PlainApplication.class)
@EnableJpaRepositories(basePackageClasses = NoteRepository.class)
public class TwoPersistenceUnits {

	@Bean
	@Primary
	DataSource dataSource(@Value("${spring.datasource.url}") String url) {
		return new DriverManagerDataSource(url + ";DB_CLOSE_DELAY=-1");
	}

	@Bean(defaultCandidate = false)
	DataSource archiveDataSource(@Value("${spring.datasource.url}") String url) {
		return new DriverManagerDataSource(url + "-archive;DB_CLOSE_DELAY=-1");
	}

	@Bean
	@Primary
	LocalContainerEntityManagerFactoryBean entityManagerFactory(EntityManagerFactoryBuilder builder,
			DataSource dataSource, @Value("${packages}") String[] packages) {
		return builder.dataSource(dataSource).packages(packages).build();
	}

	@Bean
	LocalContainerEntityManagerFactoryBean archiveEntityManagerFactory(EntityManagerFactoryBuilder builder,
			@Qualifier("archiveDataSource") DataSource dataSource) {
		return builder.dataSource(dataSource).packages(Note.class).persistenceUnit("archive").build();
	}

	@Bean
	@Primary
	JpaTransactionManager transactionManager(EntityManagerFactory factory) {
		return new JpaTransactionManager(factory);
	}

	@Bean
	JpaTransactionManager archiveTransactionManager(
			@Qualifier("archiveEntityManagerFactory") EntityManagerFactory factory) {
		return new JpaTransactionManager(factory);
	}

}
