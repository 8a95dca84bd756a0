package io.github.jwt2fa.user.jpa;

import io.github.jwt2fa.jdbc.OnMarkedDataSource;
import io.github.jwt2fa.jdbc.OwnTable;
import io.github.jwt2fa.jdbc.TableSettings;
import io.github.jwt2fa.user.DataIsNotKeptElsewhere;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
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
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Auto-configuration of the users' second-factor data in the application's database.
 */
@AutoConfiguration(after = HibernateJpaAutoConfiguration.class)
@ConditionalOnClass({ EntityManagerFactoryBuilderCustomizer.class, EntityManagerFactory.class,
		JpaTransactionManager.class, HibernateJpaAutoConfiguration.class })
@ConditionalOnMissingBean(UserTwoFactorAuthDataRepository.class)
@Conditional({ JpaUserAutoConfiguration.NoOtherDatabase.class, DataIsNotKeptElsewhere.class })
@Import({ JpaUserAutoConfiguration.EntityConfiguration.class, JpaUserAutoConfiguration.RepositoryConfiguration.class })
@ImportRuntimeHints(JpaUserAutoConfiguration.Hints.class)
final class JpaUserAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	static final class EntityConfiguration {

		@Bean
		EntityManagerFactoryBuilderCustomizer jwt2faEntityManagerFactoryBuilderCustomizer(
				ListableBeanFactory beanFactory, TableSettings settings) {
			return JpaUnit.with(JpaUserTwoFactorAuthDataRepository.ENTITY, settings.schema(), beanFactory);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSingleCandidate(EntityManagerFactory.class)
	static final class RepositoryConfiguration {

		@Bean
		JpaUserTwoFactorAuthDataRepository jwt2faUserTwoFactorAuthDataRepository(EntityManagerFactory factory,
				ObjectProvider<PlatformTransactionManager> transactionManager) {
			return JpaUnit.repository(factory, transactionManager.getIfUnique(),
					JpaUserTwoFactorAuthDataRepository::new);
		}

		@Bean
		OwnTable jwt2faUserTwoFactorAuthDataTable(ObjectProvider<JpaUserTwoFactorAuthDataRepository> repository) {
			return new OwnTable(OwnTable.USERS, () -> repository.getObject().tableName(),
					() -> repository.getObject().requireTable(), () -> repository.getObject().isTenanted(), true);
		}

	}

	/**
	 * The application's persistence unit is in another database.
	 */
	static final class NoOtherDatabase extends NoneNestedConditions {

		NoOtherDatabase() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@Conditional(OnMarkedDataSource.class)
		static final class Marked {

		}

	}

	/**
	 * What Hibernate makes by reflection, for a native image: the application's own
	 * scanning does not find it.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection()
				.registerType(UserTwoFactorAuthDataEntity.class, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
						MemberCategory.ACCESS_DECLARED_FIELDS);
			hints.reflection()
				.registerType(InConfiguredSchema.Binder.class, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
			hints.reflection()
				.registerType(ComparedByteByByte.Binder.class, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
		}

	}

}
