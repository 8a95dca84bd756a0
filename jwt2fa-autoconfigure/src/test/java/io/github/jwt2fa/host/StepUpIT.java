package io.github.jwt2fa.host;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationObservationContext;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * Rules of an application that ask for a role and for a factor: who lacks the factor is
 * told so, and who lacks the role is not sent to log in for nothing.
 */
class StepUpIT {

	@AutoClose
	private static TestApplication app;

	private static String admin;

	private static String alice;

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(NoDatabase.class, Rules.class));
		admin = app.login("admin").text("access");
		alice = app.login("alice").text("access");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/paths/role-first", "/paths/factor-first", "/methods/expression", "/methods/constant",
			"/methods/later", "/methods/secured", "/methods/result" })
	void resourceWhenOnlyTheFactorMissesThenAsksForItAndElseForNothing(String path) {
		Answer challenged = app.client().bearer(admin).get(path);
		assertThat(challenged.status()).isEqualTo(401);
		assertThat(challenged.code()).isEqualTo("insufficient_user_authentication");
		assertThat(challenged.header("WWW-Authenticate"))
			.isEqualTo("Bearer error=\"insufficient_user_authentication\", acr_values=\"FACTOR_TOTP\", realm=\"api\"");
		Answer refused = app.client().bearer(alice).get(path);
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.code()).isEqualTo("permission_denied");
		assertThat(refused.header("WWW-Authenticate")).isNull();
	}

	@Test
	void resourceWhenTheFactorIsForbiddenThenIsNotAskedFor() {
		assertThat(app.client().bearer(admin).get("/methods/forbidden").status()).isEqualTo(200);
		assertThat(app.client().bearer(alice).get("/methods/forbidden").status()).isEqualTo(403);
	}

	@Test
	void rulesWhenAskedAgainThenTheApplicationHearsOfOneRefusal() {
		Rules rules = app.bean(Rules.class);
		rules.denials.set(0);
		rules.observed.set(0);
		app.client().bearer(admin).get("/methods/expression");
		assertThat(rules.denials).hasValue(1);
		assertThat(rules.observed).hasValue(1);
		app.client().bearer(admin).get("/paths/role-first");
		assertThat(rules.denials).hasValue(2);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity(securedEnabled = true)
	@Import(Methods.class)
	static class Rules {

		private final AtomicInteger denials = new AtomicInteger();

		private final AtomicInteger observed = new AtomicInteger();

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.requestMatchers("/paths/role-first")
				.hasAllAuthorities("ROLE_ADMIN", "FACTOR_TOTP")
				.requestMatchers("/paths/factor-first")
				.hasAllAuthorities("FACTOR_TOTP", "ROLE_ADMIN")
				.anyRequest()
				.authenticated());
			http.with(jwt2fa(), withDefaults());
			return http.build();
		}

		@Bean
		AuthorizationEventPublisher authorizationEvents(ApplicationEventPublisher events) {
			return new SpringAuthorizationEventPublisher(events);
		}

		@EventListener
		void on(AuthorizationDeniedEvent<?> event) {
			this.denials.incrementAndGet();
		}

		@Bean
		ObservationRegistry observations() {
			ObservationRegistry registry = ObservationRegistry.create();
			registry.observationConfig()
				.observationHandler(new ObservationHandler<AuthorizationObservationContext<?>>() {

					@Override
					public void onStop(AuthorizationObservationContext<?> context) {
						if (context.getObject() instanceof MethodInvocation) {
							Rules.this.observed.incrementAndGet();
						}
					}

					@Override
					public boolean supportsContext(Observation.Context context) {
						return context instanceof AuthorizationObservationContext;
					}

				});
			return registry;
		}

	}

	@RestController
	static class Methods {

		@GetMapping("/methods/expression")
		@PreAuthorize("hasRole('ADMIN') and hasAuthority('FACTOR_TOTP')")
		String expression() {
			return "secret";
		}

		@GetMapping("/methods/constant")
		@PreAuthorize("hasRole('ADMIN') and hasAuthority(T(io.github.jwt2fa.security.AccessTokenAuthentication).TOTP_AUTHORITY)")
		String constant() {
			return "secret";
		}

		@GetMapping("/methods/later")
		@PreAuthorize("hasAuthority('FACTOR_TOTP') and hasRole('ADMIN')")
		Callable<String> later() {
			return () -> "secret";
		}

		@GetMapping("/methods/secured")
		@PreAuthorize("hasRole('ADMIN')")
		@Secured("FACTOR_TOTP")
		String secured() {
			return "secret";
		}

		@GetMapping("/methods/result")
		@PostAuthorize("hasAuthority('FACTOR_TOTP') and hasRole(returnObject)")
		String result() {
			return "ADMIN";
		}

		@GetMapping("/methods/forbidden")
		@PreAuthorize("!hasAuthority('FACTOR_TOTP') and hasRole('ADMIN')")
		String forbidden() {
			return "secret";
		}

	}

}
