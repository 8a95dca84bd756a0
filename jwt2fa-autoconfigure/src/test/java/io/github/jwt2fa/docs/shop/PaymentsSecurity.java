package io.github.jwt2fa.docs.shop;

// tag::chain[]
import java.time.Duration;

import io.github.jwt2fa.security.AccessTokenAuthentication;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.springframework.security.authorization.AuthorityAuthorizationManager.hasRole;
import static org.springframework.security.authorization.AuthorizationManagers.allOf;
import static org.springframework.security.config.Customizer.withDefaults;

@Configuration(proxyBeanMethods = false)
class PaymentsSecurity {

	@Bean
	SecurityFilterChain apiChain(HttpSecurity http) {
		http.authorizeHttpRequests((requests) -> requests.requestMatchers("/api/payments/**")
			.access(recentLogin())
			.requestMatchers("/api/contracts/**")
			.access(allOf(hasRole("CUSTOMER"), authenticatorApp()))
			.anyRequest()
			.authenticated());
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.with(jwt2fa(), withDefaults());
		return http.build();
	}

	private static AuthorizationManager<RequestAuthorizationContext> recentLogin() {
		return AllRequiredFactorsAuthorizationManager.<RequestAuthorizationContext>builder()
			.requireFactor((factor) -> factor.passwordAuthority().validDuration(Duration.ofMinutes(10)))
			.build();
	}

	private static AuthorizationManager<RequestAuthorizationContext> authenticatorApp() {
		return AllRequiredFactorsAuthorizationManager.<RequestAuthorizationContext>builder()
			.requireFactor((factor) -> factor.authority(AccessTokenAuthentication.TOTP_AUTHORITY))
			.build();
	}

}
// end::chain[]
