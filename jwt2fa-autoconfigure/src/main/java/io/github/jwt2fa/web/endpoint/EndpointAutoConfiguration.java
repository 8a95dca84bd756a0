package io.github.jwt2fa.web.endpoint;

import java.util.stream.Stream;

import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponses;
import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Auto-configuration of the ways to the endpoints, and of what becomes of failures there.
 */
@AutoConfiguration(after = WebMvcAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ImportRuntimeHints(EndpointAutoConfiguration.Hints.class)
final class EndpointAutoConfiguration {

	@Bean
	EndpointExceptionResolver jwt2faEndpointExceptionResolver(EndpointPaths paths, ErrorResponses errors,
			ErrorRenderer renderer) {
		return new EndpointExceptionResolver(paths, errors, renderer);
	}

	@Bean
	EndpointErrorFilter jwt2faEndpointErrorFilter(EndpointPaths paths, ObjectProvider<DispatcherServletPath> servlets,
			ErrorResponses errors, ErrorRenderer renderer) {
		DispatcherServletPath servlet = servlets.getIfUnique();
		return new EndpointErrorFilter(paths, (servlet != null) ? servlet.getPrefix() : "", errors, renderer);
	}

	/**
	 * Made when it is first needed, as the filter chains are: the server starts before
	 * the beans that the filter needs. Before the filter chains.
	 */
	@Bean
	DelegatingFilterProxyRegistrationBean jwt2faEndpointErrorFilterRegistration() {
		DelegatingFilterProxyRegistrationBean registration = new DelegatingFilterProxyRegistrationBean(
				"jwt2faEndpointErrorFilter");
		registration.setDispatcherTypes(DispatcherType.ERROR);
		registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
		return registration;
	}

	@Bean
	EndpointHandlerMapping jwt2faEndpointHandlerMapping(
			@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping, EndpointPaths paths) {
		return new EndpointHandlerMapping(mapping, paths);
	}

	/**
	 * When all other handlers are there, to see whether they leave ours their paths.
	 */
	@Bean
	@Lazy(false) // nobody asks for it
	SmartInitializingSingleton jwt2faEndpointRegistration(
			@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping, EndpointPaths paths,
			ObjectProvider<EndpointRoutes> endpoints, ApplicationContext context) {
		EndpointRegistration registration = new EndpointRegistration(mapping, paths);
		return () -> {
			new PathCollisions(paths, context).refuse();
			endpoints.forEach(registration::register);
		};
	}

	/**
	 * What answers requests, which Spring MVC calls by reflection, and what is looked for
	 * by its name, for a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection().registerMethod(EndpointRegistration.HANDLE, ExecutableMode.INVOKE);
			Stream.of(EndpointHandlerMapping.JPA_UNIT, EndpointHandlerMapping.TRANSACTIONS)
				.forEach((type) -> hints.reflection().registerTypeIfPresent(classLoader, type));
		}

	}

}
