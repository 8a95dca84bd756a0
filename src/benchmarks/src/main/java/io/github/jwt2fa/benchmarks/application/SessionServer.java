package io.github.jwt2fa.benchmarks.application;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The plain login that Spring Security brings: a name and a password by a form, without a
 * second factor, and a session of the server.
 */
public class SessionServer extends RequestServer {

	/** Where name and password are sent. */
	public static final String LOGIN = "/login";

	@Bean
	SecurityFilterChain chain(HttpSecurity http) {
		return http
			.authorizeHttpRequests(
					(requests) -> requests.requestMatchers("/open/**").permitAll().anyRequest().authenticated())
			.formLogin((form) -> form.loginProcessingUrl(LOGIN)
				.successHandler((request, response, user) -> response.setStatus(HttpServletResponse.SC_OK)))
			.exceptionHandling((denied) -> denied.authenticationEntryPoint(
					(request, response, ex) -> response.setStatus(HttpServletResponse.SC_UNAUTHORIZED)))
			.csrf(AbstractHttpConfigurer::disable)
			.build();
	}

}
