package io.github.jwt2fa.autoconfigure;

import java.util.List;

import io.github.jwt2fa.web.EndpointPaths;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import static org.springframework.security.config.Customizer.withDefaults;

/**
 * The chain of our own endpoints, and of them alone. They check for themselves what they
 * need: rules of the application for those who are logged in don't fit a login.
 */
@Configuration(proxyBeanMethods = false)
class EndpointChainConfiguration {

	static final String CHAIN = "jwt2faEndpointSecurityFilterChain";

	@Bean(CHAIN)
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SecurityFilterChain jwt2faEndpointSecurityFilterChain(HttpSecurity http, EndpointPaths endpointPaths,
			ObjectProvider<PathPatternRequestMatcher.Builder> builders) {
		PathPatternRequestMatcher.Builder paths = builders.getIfAvailable(PathPatternRequestMatcher::withDefaults);
		List<RequestMatcher> endpoints = endpointPaths.all().stream().<RequestMatcher>map(paths::matcher).toList();
		http.securityMatcher((request) -> endpoints.stream().anyMatch((endpoint) -> endpoint.matches(request)));
		http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.requestCache((cache) -> cache.requestCache(new NullRequestCache()));
		http.cors(withDefaults());
		// no cookie is looked at here
		http.csrf(AbstractHttpConfigurer::disable);
		http.logout(AbstractHttpConfigurer::disable);
		return http.build();
	}

}
