package io.github.jwt2fa.web.endpoint;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponses;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.util.function.SingletonSupplier;

import static org.springframework.security.config.Customizer.withDefaults;

/**
 * The chain of our own endpoints, and of them alone. They check for themselves what they
 * need: rules of the application for those who are logged in don't fit a login.
 */
@AutoConfiguration(
		// with this chain there first, there would be no default one
		afterName = "io.github.jwt2fa.security.SecurityAutoConfiguration",
		beforeName = {
				"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
				"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
final class EndpointChainAutoConfiguration {

	static final String CHAIN = "jwt2faEndpointSecurityFilterChain";

	@Bean(CHAIN)
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SecurityFilterChain jwt2faEndpointSecurityFilterChain(ApplicationContext context, EndpointPaths paths,
			ErrorResponses errors, ErrorRenderer renderer) {
		HttpSecurity http = untouchedHttpSecurity(context);
		Supplier<Set<String>> servlets = SingletonSupplier.of(new DispatcherServlets(context)::names);
		http.securityMatcher((request) -> paths.at(request) != null && isFor(servlets, request));
		http.securityContext(
				(contexts) -> contexts.securityContextRepository(new RequestAttributeSecurityContextRepository()));
		http.headers(withDefaults());
		http.cors(withDefaults());
		http.anonymous(withDefaults());
		http.addFilterAfter(new EndpointMethodFilter(paths, errors, renderer), AnonymousAuthenticationFilter.class);
		return http.build();
	}

	/**
	 * Not the bean: to that one belongs what the application, or a library, says about
	 * all of its chains. A cookie is looked at beside a header alone that a browser sends
	 * for no other site unasked, so nothing needs a CSRF token.
	 */
	private static HttpSecurity untouchedHttpSecurity(ApplicationContext context) {
		ObjectPostProcessor<Object> untouched = ObjectPostProcessor.identity();
		return new HttpSecurity(untouched, new AuthenticationManagerBuilder(untouched),
				Map.of(ApplicationContext.class, context));
	}

	/**
	 * Whether our handlers are behind the servlet of a request. Any other must stay under
	 * the rules of the application. In a test without a container it has no name.
	 */
	private static boolean isFor(Supplier<Set<String>> servlets, HttpServletRequest request) {
		String name = request.getHttpServletMapping().getServletName();
		return name.isEmpty() || servlets.get().contains(name);
	}

}
