package io.github.jwt2fa.host;

import java.util.List;

import io.github.jwt2fa.host.plain.PlainApplication;
import io.github.jwt2fa.test.TestApplication;

/**
 * Flyway makes the tables, ours with the script that comes with the library, and
 * Hibernate only looks whether they fit.
 */
class FlywayIT extends DatabaseHost {

	@Override
	TestApplication start() {
		return TestApplication.with(List.of(PlainApplication.class), "spring.jpa.hibernate.ddl-auto=validate",
				"spring.flyway.validate-migration-naming=true", "jwt2fa.state.store=jdbc",
				"jwt2fa.jdbc.initialize-schema=never",
				"spring.flyway.locations=classpath:io/github/jwt2fa/host/migration,classpath:io/github/jwt2fa/db/{vendor}");
	}

}
