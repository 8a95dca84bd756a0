package io.github.jwt2fa.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Our tables in the application's database.
 *
 * @param initialize whether the start makes them
 * @param schema the schema, in double quotes where the name has to be quoted; none for
 * that of the connections
 * @param required whether the start fails without them
 */
record TableSettings(DatabaseInitializationMode initialize, @Nullable String schema, boolean required) {

	/**
	 * Checks the properties.
	 * @throws Jwt2faConfigurationException if one is wrong
	 */
	static TableSettings of(Jwt2faProperties properties) {
		String schema = properties.jdbc().schema();
		PropertyRules.require(
				schema == null || schema.matches("[A-Za-z_][A-Za-z0-9_$]{0,62}|\"[A-Za-z0-9_$. -]{1,63}\""),
				"jdbc.schema", "is \"" + schema + "\"");
		return new TableSettings(properties.jdbc().initializeSchema(), schema, properties.checkTables());
	}

}
