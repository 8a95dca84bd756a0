package io.github.jwt2fa.user.jpa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.hibernate.annotations.AttributeBinderType;
import org.hibernate.binder.AttributeBinder;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;

/**
 * A column whose texts are the same only if their bytes are, also in the tables that
 * Hibernate makes: MariaDB and MySQL take "ALICE" for "alice" unless told otherwise.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@AttributeBinderType(binder = ComparedByteByByte.Binder.class)
@interface ComparedByteByByte {

	/**
	 * Sets the collation where the default is not good enough.
	 */
	class Binder implements AttributeBinder<ComparedByteByByte> {

		@Override
		public void bind(ComparedByteByByte annotation, MetadataBuildingContext context, PersistentClass entity,
				Property property) {
			String collation = collationFor(context.getMetadataCollector().getDatabase().getDialect());
			if (collation != null) {
				for (Column column : property.getValue().getColumns()) {
					column.setCollation(collation);
				}
			}
		}

		/**
		 * "alice" and "alice " are two texts as well, so no collation that pads.
		 */
		private static @Nullable String collationFor(Dialect dialect) {
			if (dialect instanceof MariaDBDialect) {
				return "utf8mb4_nopad_bin";
			}
			return (dialect instanceof MySQLDialect) ? "utf8mb4_0900_bin" : null;
		}

	}

}
