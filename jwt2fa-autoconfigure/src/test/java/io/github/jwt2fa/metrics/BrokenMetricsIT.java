package io.github.jwt2fa.metrics;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.TestApplication;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is measured by throws all the time.
 */
class BrokenMetricsIT {

	@AutoClose
	private static final TestApplication app = TestApplication.with(List.of(TestApplication.App.class, Broken.class),
			"jwt2fa.metrics.session-count-interval=1h");

	@Test
	void loginWhenRegistriesThrowThenIsAsEver() {
		String user = app.newUser();
		ApiClient.Answer login = app.login(user);
		assertThat(login.status()).isEqualTo(200);
		ApiClient in = app.client().bearer(login.text("access"));
		assertThat(in.get("/me").text("username")).isEqualTo(user);
		assertThat(app.client().refresh(login.text("refresh")).status()).isEqualTo(200);
		assertThat(app.client().getCode(user, "wrong").code()).isEqualTo("authentication_failed");
		assertThat(app.client().auth(app.codeTokenFor(user), "wrong").code()).isEqualTo("authentication_failed");
		assertThat(app.client().refresh("garbage").code()).isEqualTo("token_not_valid");
		assertThat(app.bean(ThrowingHandler.class).thrown).hasPositiveValue();
		assertThat(app.bean(MeterRegistry.class).getMeters())
			.noneSatisfy((meter) -> assertThat(meter.getId().getName()).startsWith("jwt2fa"));
		for (int i = 0; i < 10; i++) {
			assertThat(in.get("/scope").body()).as("what a thread observes after a login").doesNotContain("jwt2fa");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Broken {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		MeterFilter throwingFilter() {
			return new MeterFilter() {

				@Override
				public Meter.Id map(Meter.Id id) {
					if (id.getName().startsWith("jwt2fa")) {
						throw new IllegalStateException("No meters today");
					}
					return id;
				}

			};
		}

		@Bean
		ThrowingHandler throwingHandler() {
			return new ThrowingHandler();
		}

		@Bean
		ScopeController scopeController(ObservationRegistry registry) {
			return new ScopeController(registry);
		}

	}

	static class ThrowingHandler implements ObservationHandler<Observation.Context> {

		private final AtomicInteger thrown = new AtomicInteger();

		@Override
		public boolean supportsContext(Observation.Context context) {
			return String.valueOf(context.getName()).startsWith("jwt2fa");
		}

		@Override
		public void onStart(Observation.Context context) {
			fail();
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			fail();
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			fail();
		}

		@Override
		public void onError(Observation.Context context) {
			fail();
		}

		@Override
		public void onStop(Observation.Context context) {
			fail();
		}

		private void fail() {
			this.thrown.incrementAndGet();
			throw new IllegalStateException("No observations today");
		}

	}

	@RestController
	static class ScopeController {

		private final ObservationRegistry registry;

		ScopeController(ObservationRegistry registry) {
			this.registry = registry;
		}

		@GetMapping("/scope")
		String scope() {
			Observation current = this.registry.getCurrentObservation();
			return "{\"scope\": \"" + ((current != null) ? current.getContext().getName() : "none") + "\"}";
		}

	}

}
