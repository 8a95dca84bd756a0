package io.github.jwt2fa.docs.shop;

import java.util.List;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.Test;

import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's chain for Prometheus, which has no access token.
 */
class DocumentedMonitoringIT {

	@Test
	void metricsWhenTheyHaveAChainThenAreScrapedAndNothingElseIsOpen() {
		try (TestApplication app = TestApplication.alone(
				List.of(Shop.class, PrometheusSecurity.class, CookieSecurity.class),
				"management.endpoints.web.exposure.include=env,prometheus", "management.server.port=0",
				"management.server.address=127.0.0.1")) {
			int port = app.bean(Environment.class).getRequiredProperty("local.management.port", Integer.class);
			ApiClient prometheus = new ApiClient(port);
			ApiClient.Answer scrape = prometheus.get("/actuator/prometheus");
			assertThat(scrape.status()).isEqualTo(200);
			assertThat(scrape.body()).contains("jwt2fa_logins_total");
			assertThat(prometheus.get("/actuator/env").status()).isEqualTo(401);
			assertThat(app.client().get("/api/me").status()).isEqualTo(401);
		}
	}

}
