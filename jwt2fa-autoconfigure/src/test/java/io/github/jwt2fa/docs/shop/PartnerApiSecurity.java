package io.github.jwt2fa.docs.shop;

// tag::chain[]
import io.github.jwt2fa.security.AccessTokenRefusedException;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

@Configuration(proxyBeanMethods = false)
class PartnerApiSecurity {

	@Bean
	SecurityFilterChain chain(HttpSecurity http) {
		http.authorizeHttpRequests((requests) -> requests.requestMatchers("/api/staff/**")
			.hasRole("STAFF")
			.requestMatchers("/api/**")
			.authenticated()
			.anyRequest()
			.permitAll());
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.with(jwt2fa(), (tokens) -> {
			// a bad token does no harm where everybody may come in
			tokens.requestMatcher(pathPattern("/api/**"));
			tokens.authenticationEntryPoint((request, response, failure) -> {
				boolean refused = failure instanceof AccessTokenRefusedException;
				response.setHeader("WWW-Authenticate", refused ? "Bearer error=\"invalid_token\"" : "Bearer");
				response.setStatus(HttpStatus.UNAUTHORIZED.value());
			});
			tokens.accessDeniedHandler((request, response, denied) -> response.setStatus(HttpStatus.FORBIDDEN.value()));
		});
		return http.build();
	}

}
// end::chain[]
