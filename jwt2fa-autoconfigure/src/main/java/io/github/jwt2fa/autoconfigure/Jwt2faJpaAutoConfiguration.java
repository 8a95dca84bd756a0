package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.user.PreferredTwoFactorMethodGetter;
import io.github.jwt2fa.user.TotpSecretGetter;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import io.github.jwt2fa.user.jpa.JpaUserTwoFactorAuthDataRepository;
import io.github.jwt2fa.user.jpa.UserTwoFactorAuthDataPersistenceUnit;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jpa.autoconfigure.EntityManagerFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.jta.JtaTransactionManager;

/**
 * Auto-configuration of the users' second-factor data in the application's database.
 */
@AutoConfiguration(after = HibernateJpaAutoConfiguration.class)
@ConditionalOnClass({ EntityManagerFactoryBuilderCustomizer.class, EntityManagerFactory.class,
		JpaTransactionManager.class, HibernateJpaAutoConfiguration.class })
@ConditionalOnMissingBean(UserTwoFactorAuthDataRepository.class)
@Conditional(Jwt2faJpaAutoConfiguration.DataIsNotKeptElsewhere.class)
@Import({ Jwt2faJpaAutoConfiguration.EntityConfiguration.class,
		Jwt2faJpaAutoConfiguration.RepositoryConfiguration.class })
public final class Jwt2faJpaAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	static final class EntityConfiguration {

		@Bean
		EntityManagerFactoryBuilderCustomizer jwt2faEntityManagerFactoryBuilderCustomizer(
				ListableBeanFactory beanFactory) {
			return (builder) -> builder.addPersistenceUnitPostProcessors(new UserTwoFactorAuthDataPersistenceUnit(
					() -> beanFactory.getBeanNamesForType(EntityManagerFactory.class, true, false).length <= 1));
		}

	}

	/**
	 * The application's own transactions, so that a caller's are joined; not those of
	 * another store.
	 */
	private static PlatformTransactionManager transactionManagerOf(EntityManagerFactory factory,
			@Nullable PlatformTransactionManager candidate) {
		boolean ours = (candidate instanceof JpaTransactionManager jpa && factory.equals(jpa.getEntityManagerFactory()))
				|| candidate instanceof JtaTransactionManager;
		return (ours && candidate != null) ? candidate : new JpaTransactionManager(factory);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSingleCandidate(EntityManagerFactory.class)
	static final class RepositoryConfiguration {

		@Bean
		JpaUserTwoFactorAuthDataRepository jwt2faUserTwoFactorAuthDataRepository(EntityManagerFactory factory,
				ObjectProvider<PlatformTransactionManager> transactionManager) {
			try {
				return new JpaUserTwoFactorAuthDataRepository(factory,
						transactionManagerOf(factory, transactionManager.getIfUnique()));
			}
			catch (IllegalArgumentException ex) {
				throw new Jwt2faConfigurationException(
						"The application has several EntityManagerFactory beans, or one that it builds by itself, and the "
								+ "primary one does not know the entity of jwt2fa.",
						"Add the package \"io.github.jwt2fa.user.jpa\" to the packages that this EntityManagerFactory "
								+ "scans, or define a UserTwoFactorAuthDataRepository bean.");
			}
		}

	}

	/**
	 * An application that tells both methods and secrets by itself keeps them in its own
	 * columns: what would be written to our table, nobody would read.
	 */
	static final class DataIsNotKeptElsewhere extends NoneNestedConditions {

		DataIsNotKeptElsewhere() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnBean({ PreferredTwoFactorMethodGetter.class, TotpSecretGetter.class })
		static final class BothGetters {

		}

	}

}
