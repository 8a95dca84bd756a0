package io.github.jwt2fa.user.jpa;

import java.util.function.BooleanSupplier;

import org.springframework.orm.jpa.persistenceunit.MutablePersistenceUnitInfo;
import org.springframework.orm.jpa.persistenceunit.PersistenceUnitPostProcessor;

/**
 * Adds the entity to the application's persistence unit. Anything with annotations
 * ({@code @EntityScan}, {@code @EnableJpaRepositories}) would switch off the
 * application's own scanning.
 */
public final class UserTwoFactorAuthDataPersistenceUnit implements PersistenceUnitPostProcessor {

	private static final String ENTITY = UserTwoFactorAuthDataEntity.class.getName();

	private final BooleanSupplier onlyUnit;

	/**
	 * A post-processor.
	 * @param onlyUnit whether the application has one persistence unit: of several it has
	 * to name the one itself
	 */
	public UserTwoFactorAuthDataPersistenceUnit(BooleanSupplier onlyUnit) {
		this.onlyUnit = onlyUnit;
	}

	@Override
	public void postProcessPersistenceUnitInfo(MutablePersistenceUnitInfo unit) {
		if (!unit.getManagedClassNames().contains(ENTITY) && this.onlyUnit.getAsBoolean()) {
			unit.addManagedClassName(ENTITY);
		}
	}

}
