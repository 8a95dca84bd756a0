package io.github.jwt2fa.state.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * The statements of the store, for one database and one schema.
 *
 * @param get finds a record that has not expired
 * @param replace writes over one
 * @param remove removes one
 * @param insert writes a new one, and with PostgreSQL also over one that has expired
 * @param revive writes over one that has expired
 * @param findExpired finds some that have expired
 * @param deleteExpired removes one of those
 */
record StateStatements(String get, String replace, String remove, String insert, String revive, String findExpired,
		String deleteExpired) {

	/**
	 * With the sum no index on the time is of use: a database that thinks of the table as
	 * nearly empty would take that one, and go through all rows that have not expired.
	 */
	private static final String LIVE = " and expires_at + 0 > ?";

	private static final String EXPIRED = " and expires_at + 0 <= ?";

	static StateStatements of(DatabaseMetaData database, @Nullable String schema) throws SQLException {
		String table = tableIn(schema, database.getIdentifierQuoteString());
		String update = "update " + table + " set bytes = ?, expires_at = ? where state_key = ?";
		String insert = "insert into " + table + " (bytes, expires_at, state_key) values (?, ?, ?)";
		// of two at once the second one would abort a transaction there
		boolean postgres = database.getDatabaseProductName().equals("PostgreSQL");
		return new StateStatements("select bytes from " + table + " where state_key = ?" + LIVE,
				update + " and bytes = ?" + LIVE, "delete from " + table + " where state_key = ? and bytes = ?" + LIVE,
				postgres ? insert + " on conflict (state_key) do nothing" : insert, update + EXPIRED,
				"select state_key from " + table + " where expires_at <= ? order by expires_at",
				"delete from " + table + " where state_key = ?" + EXPIRED);
	}

	private static String tableIn(@Nullable String schema, String quote) {
		if (schema == null) {
			return "jwt2fa_state";
		}
		return schema.replace("\"", quote.strip()) + ".jwt2fa_state";
	}

}
