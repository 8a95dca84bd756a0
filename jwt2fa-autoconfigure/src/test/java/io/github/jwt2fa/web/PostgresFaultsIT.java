package io.github.jwt2fa.web;

import java.util.List;

import io.github.jwt2fa.test.TestPostgres;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("stress")
class PostgresFaultsIT extends StateFaultsContract {

	@AutoClose
	private static final TestPostgres postgres = new TestPostgres();

	@Override
	int store() {
		return postgres.port();
	}

	/**
	 * The pool's own patience is that of half a minute.
	 */
	@Override
	List<String> properties(int port) {
		return List.of("spring.datasource.url=" + TestPostgres.url(port), "spring.flyway.enabled=false",
				"spring.jpa.hibernate.ddl-auto=update", "jwt2fa.state.store=jdbc",
				"jwt2fa.jdbc.initialize-schema=always");
	}

	@Override
	void loseData() {
		new JdbcTemplate(postgres.dataSource()).execute("truncate jwt2fa_state");
	}

	/**
	 * Each of them holds a connection of the application and needs one more.
	 */
	@Test
	void loginsWhenTheyHoldAllConnectionsThenDoNotWaitForEachOther() throws Exception {
		start("spring.jpa.open-in-view=true", "spring.datasource.hikari.maximum-pool-size=2",
				"spring.datasource.hikari.connection-timeout=10000");
		assertThat(atOnce(10, 20, this::getCode)).allMatch((answer) -> answer.status() == 200);
	}

	@Test
	void requestsWhenRevocationIsCheckedAndTheDatabaseIsDownThenShutAndOpenAfterwards() throws Exception {
		start("jwt2fa.token.check-revocation=true", "spring.datasource.hikari.connection-timeout=1000");
		String access = app().login("alice").text("access");
		proxy().cut();
		requireUnavailable(app().client().bearer(access).get("/me"));
		proxy().mend();
		requireRecovery();
		assertThat(app().client().bearer(access).get("/me").status()).isEqualTo(200);
	}

}
