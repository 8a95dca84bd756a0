package io.github.jwt2fa.test.shop;

import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * The chain of the application, with CSRF protection on as by default.
 */
@Configuration(proxyBeanMethods = false)
public class ApiSecurity {

	@Bean
	SecurityFilterChain apiChain(HttpSecurity http) {
		http.authorizeHttpRequests((requests) -> requests.requestMatchers("/staff")
			.hasRole("STAFF")
			.requestMatchers("/payments")
			.access(AllRequiredFactorsAuthorizationManager.<RequestAuthorizationContext>builder()
				.requireFactor((factor) -> factor.passwordAuthority().validDuration(Duration.ofMinutes(10)))
				.build())
			.anyRequest()
			.authenticated());
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.with(jwt2fa(), withDefaults());
		return http.build();
	}

}
