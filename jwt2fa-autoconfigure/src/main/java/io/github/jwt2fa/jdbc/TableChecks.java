package io.github.jwt2fa.jdbc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.github.jwt2fa.wiring.Jwt2faConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Asks the database for our tables, better at the start than at the first login.
 */
final class TableChecks implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(TableChecks.class);

	private final List<OwnTable> tables;

	private final boolean required;

	private final BooleanSupplier away;

	/**
	 * Checks.
	 * @param tables the tables that the application needs
	 * @param required whether the start fails without them
	 * @param away whether the database was asked for in vain a moment ago, which was told
	 */
	TableChecks(List<OwnTable> tables, boolean required, BooleanSupplier away) {
		this.tables = tables;
		this.required = required;
		this.away = away;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<OwnTable> tenanted = this.tables.stream().filter((table) -> table.tenanted().getAsBoolean()).toList();
		if (!tenanted.isEmpty()) {
			logger.warn("Hibernate is multi-tenant, and there is no tenant at the start: the tables "
					+ tenanted.stream().map((table) -> table.nameInDatabase().get()).sorted().toList()
					+ " are not looked for, and old sessions are not removed. Make the tables for each tenant, and call "
					+ "LoginSessionRepository.deleteEndedBefore for each now and then.");
		}
		if (this.away.getAsBoolean()) {
			return;
		}
		Map<OwnTable, String> missing = missing(
				this.tables.stream().filter((table) -> !tenanted.contains(table)).toList());
		if (missing.isEmpty()) {
			return;
		}
		Jwt2faConfigurationException failure = failure(missing);
		if (this.required) {
			throw failure;
		}
		logger.warn(failure.getMessage() + " Logins are refused until that is mended. " + failure.action());
	}

	/**
	 * Asks no more once there is no answer: each question may take as long as the
	 * application's pool waits for a connection.
	 */
	private static Map<OwnTable, String> missing(List<OwnTable> tables) {
		Map<OwnTable, String> missing = new LinkedHashMap<>();
		for (OwnTable table : tables) {
			try {
				table.query().run();
			}
			catch (RuntimeException ex) {
				String reason = DatabaseFaults.wrongTable(ex);
				if (reason == null) {
					warn(table, ex);
					return missing;
				}
				missing.put(table, reason);
			}
		}
		return missing;
	}

	private static void warn(OwnTable table, RuntimeException failure) {
		logger.warn(
				"The database can't be asked for the table " + table.name() + "; logins will be refused until it can",
				failure);
	}

	private static Jwt2faConfigurationException failure(Map<OwnTable, String> missing) {
		String description = missing.entrySet()
			.stream()
			.map((entry) -> "The table " + entry.getKey().nameInDatabase().get()
					+ " is not in the database, or not as it should be: " + entry.getValue())
			.collect(Collectors.joining("\n\n"));
		List<OwnTable> tables = List.copyOf(missing.keySet());
		String scripts = tables.stream().map(OwnTable::script).collect(Collectors.joining(", "));
		String action = "Set jwt2fa.jdbc.initialize-schema=always, or run the scripts for your database, "
				+ "classpath:io/github/jwt2fa/db/{h2,postgresql,mariadb}/, yourself: " + scripts
				+ "; with Flyway (spring-boot-starter-flyway), set spring.flyway.locations=classpath:db/migration,"
				+ "classpath:io/github/jwt2fa/db/{vendor}. Where the tables are in another schema than that of the "
				+ "connections, set jwt2fa.jdbc.schema. Where something makes them after the start, set "
				+ "jwt2fa.check-tables=false.";
		return new Jwt2faConfigurationException(description, action + ofNamingStrategy(tables) + ofHibernate(tables));
	}

	private static String ofNamingStrategy(List<OwnTable> tables) {
		return tables.stream()
			.filter((table) -> !table.nameInDatabase().get().endsWith(table.name())
					|| table.nameInDatabase().get().matches("(?s).*[A-Za-z0-9_]" + table.name()))
			.map((table) -> " The naming strategy of Hibernate calls " + table.name() + " "
					+ table.nameInDatabase().get() + ": run a copy of its script with that name.")
			.collect(Collectors.joining());
	}

	private static String ofHibernate(List<OwnTable> tables) {
		List<String> made = tables.stream()
			.filter(OwnTable::ofHibernate)
			.map((table) -> table.nameInDatabase().get())
			.toList();
		return made.isEmpty() ? ""
				: " For a try, spring.jpa.hibernate.ddl-auto=update makes " + String.join(" and ", made) + ".";
	}

}
