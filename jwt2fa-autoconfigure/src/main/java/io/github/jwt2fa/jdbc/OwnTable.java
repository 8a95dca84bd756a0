package io.github.jwt2fa.jdbc;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A table of ours that the application needs. All but its name is known once the beans
 * are there.
 *
 * @param name its name in our scripts
 * @param nameInDatabase its name as it is asked for, which a naming strategy may have
 * changed
 * @param query asks for it
 * @param tenanted whether there is one for each tenant, and none outside of a request
 * @param ofHibernate whether Hibernate could make it
 */
public record OwnTable(String name, Supplier<String> nameInDatabase, Runnable query, BooleanSupplier tenanted,
		boolean ofHibernate) {

	/** The users' second factors. */
	public static final String USERS = "jwt2fa_user_two_factor_auth_data";

	/** The sessions. */
	public static final String SESSIONS = "jwt2fa_login_session";

	/** The trusted devices. */
	public static final String TRUSTED_DEVICES = "jwt2fa_trusted_device";

	/**
	 * Whether there is a table for each tenant, so that nothing is to be found in it
	 * outside of a request.
	 * @param tables the tables of the application
	 * @param name the name of the one that is asked about, in our scripts
	 * @return {@code false} also if there is no such table
	 */
	public static boolean isTenanted(Stream<OwnTable> tables, String name) {
		return tables.anyMatch((table) -> table.name().equals(name) && table.tenanted().getAsBoolean());
	}

	/**
	 * The file that makes it, for each database.
	 */
	String script() {
		return "R__" + this.name + ".sql";
	}

}
