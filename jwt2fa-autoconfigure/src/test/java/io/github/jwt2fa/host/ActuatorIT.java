package io.github.jwt2fa.host;

import java.util.List;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.Test;

import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application has the actuator and no filter chain: its health is open, as Spring
 * Boot leaves it, and nothing else of it.
 */
class ActuatorIT {

	private static final String[] SETTINGS = { "management.endpoints.web.exposure.include=*",
			"management.endpoint.health.probes.enabled=true",
			"management.endpoint.health.probes.add-additional-paths=true", "management.health.mail.enabled=false",
			"management.health.redis.enabled=false" };

	@Test
	void healthWhenOnTheMainPortThenIsOpenAlone() {
		try (TestApplication app = TestApplication.with(List.of(NoDatabase.class, Whoami.class), SETTINGS)) {
			assertThatHealthAloneIsOpen(app.client());
			assertThat(app.client().get("/livez").status()).isEqualTo(200);
			assertThat(app.client().get("/whoami").status()).isEqualTo(401);
		}
	}

	@Test
	void healthWhenOnThePortOfManagementThenIsOpenAlone() {
		String[] settings = java.util.Arrays.copyOf(SETTINGS, SETTINGS.length + 2);
		settings[SETTINGS.length] = "management.server.port=0";
		settings[SETTINGS.length + 1] = "management.server.address=127.0.0.1";
		try (TestApplication app = TestApplication.with(List.of(NoDatabase.class, Whoami.class), settings)) {
			int port = app.bean(Environment.class).getRequiredProperty("local.management.port", Integer.class);
			assertThatHealthAloneIsOpen(new ApiClient(port));
			assertThat(app.client().get("/livez").status()).isEqualTo(200);
			assertThat(app.client().get("/actuator/health").status()).isEqualTo(401);
		}
	}

	private static void assertThatHealthAloneIsOpen(ApiClient client) {
		for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
			assertThat(client.get(path).status()).as(path).isEqualTo(200);
		}
		for (String path : List.of("/actuator", "/actuator/env", "/actuator/metrics", "/actuator/prometheus",
				"/actuator/healthy")) {
			assertThat(client.get(path).status()).as(path).isEqualTo(401);
		}
	}

}
