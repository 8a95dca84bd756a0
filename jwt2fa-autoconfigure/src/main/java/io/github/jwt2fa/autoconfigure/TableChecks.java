package io.github.jwt2fa.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

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
					+ tenanted.stream().map((table) -> table.nameInDatabase().get()).toList()
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
		Jwt2faConfigurationException failure = MissingPieces.tables(missing);
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

}
