package io.github.jwt2fa.docs.shop;

// tag::chain[]
import java.time.Duration;

import io.github.jwt2fa.security.AccessTokenAuthentication;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationManagerFactories;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.springframework.security.config.Customizer.withDefaults;

@Configuration(proxyBeanMethods = false)
class HelpDeskSecurity {

	@Bean
	@Order(1)
	SecurityFilterChain deskChain(HttpSecurity http) {
		AuthorizationManagerFactory<RequestAuthorizationContext> withFreshCode = AuthorizationManagerFactories
			.<RequestAuthorizationContext>multiFactor()
			.requireFactor((factor) -> factor.authority(AccessTokenAuthentication.TOTP_AUTHORITY)
				.validDuration(Duration.ofMinutes(5)))
			.build();
		http.securityMatcher("/api/desk/**");
		http.authorizeHttpRequests((requests) -> requests.anyRequest().access(withFreshCode.hasRole("STAFF")));
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.with(jwt2fa(), withDefaults());
		return http.build();
	}

}
// end::chain[]
