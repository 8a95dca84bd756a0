package io.github.jwt2fa.web;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestPostgres;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

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
				"jwt2fa.state.jdbc.initialize-schema=always");
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
		ExecutorService pool = Executors.newFixedThreadPool(10);
		List<Future<Answer>> logins = pool.invokeAll(Collections.nCopies(20, this::getCode));
		pool.shutdown();
		for (Future<Answer> login : logins) {
			assertThat(login.get().status()).isEqualTo(200);
		}
	}

	@Test
	void requestsWhenRevocationIsCheckedAndTheDatabaseIsDownThenShutAndOpenAfterwards() throws Exception {
		start("jwt2fa.token.check-revocation=true", "spring.datasource.hikari.connection-timeout=1000");
		String access = app().login("alice").text("access");
		proxy().cut();
		Answer refused = app().client().bearer(access).get("/me");
		assertThat(refused.status()).isEqualTo(503);
		assertThat(refused.code()).isEqualTo("temporarily_unavailable");
		assertThat(refused.header("Retry-After")).isEqualTo("5");
		proxy().mend();
		requireRecovery();
		assertThat(app().client().bearer(access).get("/me").status()).isEqualTo(200);
	}

}
