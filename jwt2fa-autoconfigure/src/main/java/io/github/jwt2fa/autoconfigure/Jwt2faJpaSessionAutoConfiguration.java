package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.session.jpa.JpaLoginSessionRepository;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jpa.autoconfigure.EntityManagerFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Auto-configuration of the sessions in the application's database.
 */
@AutoConfiguration(after = HibernateJpaAutoConfiguration.class)
@ConditionalOnClass({ EntityManagerFactoryBuilderCustomizer.class, EntityManagerFactory.class,
		JpaTransactionManager.class, HibernateJpaAutoConfiguration.class })
@ConditionalOnMissingBean(LoginSessionRepository.class)
@Import({ Jwt2faJpaSessionAutoConfiguration.EntityConfiguration.class,
		Jwt2faJpaSessionAutoConfiguration.RepositoryConfiguration.class })
public final class Jwt2faJpaSessionAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	static final class EntityConfiguration {

		@Bean
		EntityManagerFactoryBuilderCustomizer jwt2faSessionEntityManagerFactoryBuilderCustomizer(
				ListableBeanFactory beanFactory, Jwt2faSettings settings) {
			return JpaUnit.with(JpaLoginSessionRepository.ENTITY, settings.tables().schema(), beanFactory);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSingleCandidate(EntityManagerFactory.class)
	static final class RepositoryConfiguration {

		@Bean
		JpaLoginSessionRepository jwt2faLoginSessionRepository(EntityManagerFactory factory,
				ObjectProvider<PlatformTransactionManager> transactionManager) {
			return JpaUnit.repository(factory, transactionManager.getIfUnique(), JpaLoginSessionRepository::new);
		}

		@Bean
		OwnTable jwt2faLoginSessionTable(ObjectProvider<JpaLoginSessionRepository> repository) {
			return new OwnTable(OwnTable.SESSIONS, () -> repository.getObject().tableName(),
					() -> repository.getObject().requireTable(), () -> repository.getObject().isTenanted(), true);
		}

	}

}
