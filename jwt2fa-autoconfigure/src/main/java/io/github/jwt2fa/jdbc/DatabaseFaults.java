package io.github.jwt2fa.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a database, or its absence, means by a failure.
 */
final class DatabaseFaults {

	/**
	 * The classes of SQL states (ISO/IEC 9075) of a connection that can't be made, and
	 * those of PostgreSQL for one that is refused for now.
	 */
	private static final List<String> AWAY = List.of("08", "53", "57");

	/**
	 * A syntax error, a thing that is not there or not allowed; a schema that is not
	 * there, in the words of PostgreSQL and H2.
	 */
	private static final List<String> WRONG = List.of("42", "3F", "90079");

	private DatabaseFaults() {
	}

	static boolean isAway(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && sql.getSQLState() != null) {
				return AWAY.stream().anyMatch(sql.getSQLState()::startsWith);
			}
		}
		return failure instanceof SQLTransientException;
	}

	/**
	 * The database's own words where a table is not there, or not as it should be.
	 */
	static @Nullable String wrongTable(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && sql.getSQLState() != null
					&& WRONG.stream().anyMatch(sql.getSQLState()::startsWith)) {
				return String.valueOf(sql.getMessage());
			}
		}
		return null;
	}

}
