package io.github.jwt2fa.docs.shop;

import java.util.List;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.Test;

import org.springframework.core.env.Environment;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's chain for Prometheus, which has no token.
 */
class DocumentedMonitoringIT {

	@Test
	void scrapeWhenByTheChainOfItsOwnThenOpenAndNothingElse() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, MonitoringSecurity.class),
				"management.server.port=0", "management.server.address=127.0.0.1",
				"management.endpoints.web.exposure.include=health,prometheus,env",
				"management.health.redis.enabled=false")) {
			ApiClient management = new ApiClient(
					app.bean(Environment.class).getRequiredProperty("local.management.port", Integer.class));
			ApiClient.Answer scraped = management.get("/actuator/prometheus");
			assertThat(scraped.status()).isEqualTo(200);
			assertThat(scraped.body()).contains("jwt2fa_logins_total");
			assertThat(management.get("/actuator/health").status()).isEqualTo(200);
			assertThat(management.get("/actuator/env").status()).isEqualTo(401);
			assertThat(app.client().get("/api/me").code()).isEqualTo("not_authenticated");
			String access = app.login("alice", PASSWORD, "alice@example.com").text("access");
			assertThat(app.client().bearer(access).get("/api/me").status()).isEqualTo(200);
		}
	}

}
