package io.github.jwt2fa.user.jpa;

import java.util.function.BiFunction;

import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.jpa.autoconfigure.EntityManagerFactoryBuilderCustomizer;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.jta.JtaTransactionManager;

/**
 * The application's persistence unit, as a place for an entity of ours.
 */
final class JpaUnit {

	private JpaUnit() {
	}

	/**
	 * Adds an entity where there is one unit alone.
	 */
	static EntityManagerFactoryBuilderCustomizer with(String entity, @Nullable String schema,
			ListableBeanFactory beanFactory) {
		return (builder) -> builder.addPersistenceUnitPostProcessors(new AddedEntity(entity, schema,
				() -> beanFactory.getBeanNamesForType(EntityManagerFactory.class, true, false).length <= 1));
	}

	/**
	 * Makes a repository over a unit that knows its entity.
	 */
	static <R> R repository(EntityManagerFactory factory, @Nullable PlatformTransactionManager candidate,
			BiFunction<EntityManagerFactory, PlatformTransactionManager, R> constructor) {
		try {
			return constructor.apply(factory, transactionManagerOf(factory, candidate));
		}
		catch (IllegalArgumentException ex) {
			throw new Jwt2faConfigurationException(
					"The application has several EntityManagerFactory beans, or one that it builds by itself, and the "
							+ "primary one does not know the entity of jwt2fa.",
					"Add the package \"io.github.jwt2fa.user.jpa\" to the packages that this EntityManagerFactory scans, "
							+ "or define a bean that implements UserTwoFactorAuthDataRepository.");
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

}
