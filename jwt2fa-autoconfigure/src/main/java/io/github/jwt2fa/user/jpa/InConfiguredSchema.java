package io.github.jwt2fa.user.jpa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

import org.hibernate.annotations.TypeBinderType;
import org.hibernate.binder.TypeBinder;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.Database;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.spi.InFlightMetadataCollector;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;

/**
 * A table in the schema that the application has set for ours, which is not known to an
 * annotation. Without one it is in the schema of the persistence unit.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TypeBinderType(binder = InConfiguredSchema.Binder.class)
@interface InConfiguredSchema {

	/**
	 * The property of the persistence unit.
	 */
	String PROPERTY = "jwt2fa.jdbc.schema";

	/**
	 * Moves the table.
	 */
	class Binder implements TypeBinder<InConfiguredSchema> {

		@Override
		public void bind(InConfiguredSchema annotation, MetadataBuildingContext context, PersistentClass entity) {
			Object schema = context.getBootstrapContext()
				.getServiceRegistry()
				.requireService(ConfigurationService.class)
				.getSettings()
				.get(PROPERTY);
			if (schema != null) {
				move(entity.getTable(), schema.toString(), context.getMetadataCollector());
			}
		}

		@Override
		public void bind(InConfiguredSchema annotation, MetadataBuildingContext context, Component embeddable) {
			throw new IllegalStateException("Entities alone have a table");
		}

		/**
		 * Everything that finds the table by its schema has to be told.
		 */
		private static void move(Table table, String schema, InFlightMetadataCollector metadata) {
			Database database = metadata.getDatabase();
			Identifier name = database.toIdentifier(metadata.getLogicalTableName(table));
			List<Column> columns = List.copyOf(table.getColumns());
			List<String> logicalNames = columns.stream()
				.map((column) -> metadata.getLogicalColumnName(table, column.getQuotedName()))
				.toList();
			database.locateNamespace(table.getCatalogIdentifier(), table.getSchemaIdentifier())
				.getTables()
				.remove(table);
			// MariaDB's schemas are what JDBC calls catalogs
			if (database.getJdbcEnvironment().getNameQualifierSupport().supportsSchemas()) {
				table.setSchema(schema);
			}
			else {
				table.setCatalog(schema);
			}
			Namespace namespace = database.locateNamespace(table.getCatalogIdentifier(), table.getSchemaIdentifier());
			namespace.registerTable(name, table);
			for (int i = 0; i < columns.size(); i++) {
				metadata.addColumnNameBinding(table, logicalNames.get(i), columns.get(i));
			}
		}

	}

}
