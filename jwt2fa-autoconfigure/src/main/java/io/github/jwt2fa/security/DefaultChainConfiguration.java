package io.github.jwt2fa.security;

import java.util.stream.Stream;

import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.ClassUtils;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * The chain of an application that defines none: everything takes an access token.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(SecurityFilterChain.class)
@ImportRuntimeHints(DefaultChainConfiguration.Hints.class)
class DefaultChainConfiguration {

	private static final String HEALTH_ENDPOINT = "org.springframework.boot.health.actuate.endpoint.HealthEndpoint";

	private static final String WEB_ENDPOINTS = "org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration";

	private static final boolean HEALTH = isPresent(HEALTH_ENDPOINT) && isPresent(WEB_ENDPOINTS);

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, DefaultChainConfiguration.class.getClassLoader());
	}

	@Bean
	@Order(SecurityFilterProperties.BASIC_AUTH_ORDER)
	SecurityFilterChain jwt2faDefaultSecurityFilterChain(HttpSecurity http,
			ObjectProvider<AccessTokenResolver> resolvers) {
		http.authorizeHttpRequests((requests) -> {
			// what went wrong is told as it is: a 400 or 404 of the container is no 401
			requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
			if (HEALTH) {
				requests.requestMatchers(HealthRequests.matchers()).permitAll();
			}
			requests.anyRequest().authenticated();
		});
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		http.cors(withDefaults());
		if (resolvers.stream().findAny().isPresent()) {
			// a browser may send by itself what is found elsewhere, as a cookie
			http.csrf(CsrfConfigurer::spa);
		}
		else {
			http.csrf(AbstractHttpConfigurer::disable);
		}
		http.with(jwt2fa(), withDefaults());
		return http.build();
	}

	/**
	 * What Boot's own default chain leaves open, for load balancers and the probes of
	 * Kubernetes. Apart, for the actuator is optional.
	 */
	private static final class HealthRequests {

		private static RequestMatcher[] matchers() {
			return new RequestMatcher[] { EndpointRequest.to(HealthEndpoint.class),
					EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HealthEndpoint.class) };
		}

	}

	/**
	 * What is looked for by its name, for a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			Stream.of(HEALTH_ENDPOINT, WEB_ENDPOINTS)
				.forEach((type) -> hints.reflection().registerTypeIfPresent(classLoader, type));
		}

	}

}
