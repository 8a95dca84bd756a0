package io.github.jwt2fa.autoconfigure;

import jakarta.servlet.DispatcherType;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * The chain of an application that defines none: everything takes an access token.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(SecurityFilterChain.class)
class DefaultChainConfiguration {

	@Bean
	@Order(SecurityFilterProperties.BASIC_AUTH_ORDER)
	SecurityFilterChain jwt2faDefaultSecurityFilterChain(HttpSecurity http) {
		// what went wrong is told as it is: a 400 or 404 of the container is no 401
		http.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
			.permitAll()
			.anyRequest()
			.authenticated());
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.cors(withDefaults());
		// nothing here is authenticated by what a browser sends by itself
		http.csrf(AbstractHttpConfigurer::disable);
		http.with(jwt2fa(), withDefaults());
		return http.build();
	}

}
