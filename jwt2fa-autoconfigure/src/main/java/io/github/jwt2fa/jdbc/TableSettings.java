package io.github.jwt2fa.jdbc;

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
public record TableSettings(DatabaseInitializationMode initialize, @Nullable String schema, boolean required) {
}
