package io.github.jwt2fa.docs.shop;

// tag::chains[]
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.springframework.security.config.Customizer.withDefaults;

@Configuration(proxyBeanMethods = false)
class TwoIssuersSecurity {

	@Bean
	@Order(1)
	SecurityFilterChain partnerChain(HttpSecurity http) {
		http.securityMatcher("/partner/**");
		http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
		// tokens of the partner's identity provider, by the JwtDecoder bean
		http.oauth2ResourceServer((server) -> server.jwt(withDefaults()));
		return http.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain ownChain(HttpSecurity http) {
		http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.with(jwt2fa(), withDefaults());
		return http.build();
	}

}
// end::chains[]
