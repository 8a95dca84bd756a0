package io.github.jwt2fa.user.jpa;

import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import org.springframework.orm.jpa.persistenceunit.MutablePersistenceUnitInfo;
import org.springframework.orm.jpa.persistenceunit.PersistenceUnitPostProcessor;

/**
 * Adds an entity of ours to the application's persistence unit. Anything with annotations
 * ({@code @EntityScan}, {@code @EnableJpaRepositories}) would switch off the
 * application's own scanning.
 */
final class AddedEntity implements PersistenceUnitPostProcessor {

	private final String className;

	private final @Nullable String schema;

	private final BooleanSupplier onlyUnit;

	/**
	 * A post-processor.
	 * @param className the class of the entity
	 * @param schema the schema of its table; none for that of the persistence unit
	 * @param onlyUnit whether the application has one persistence unit: of several it has
	 * to name the one itself
	 */
	public AddedEntity(String className, @Nullable String schema, BooleanSupplier onlyUnit) {
		this.className = className;
		this.schema = schema;
		this.onlyUnit = onlyUnit;
	}

	@Override
	public void postProcessPersistenceUnitInfo(MutablePersistenceUnitInfo unit) {
		if (!unit.getManagedClassNames().contains(this.className) && this.onlyUnit.getAsBoolean()) {
			unit.addManagedClassName(this.className);
		}
		if (this.schema != null) {
			unit.addProperty(InConfiguredSchema.PROPERTY, this.schema);
		}
	}

}
