package io.github.jwt2fa.autoconfigure;

import java.util.Map;

import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponses;
import io.github.jwt2fa.web.EndpointMethodFilter;
import io.github.jwt2fa.web.EndpointPaths;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

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
	SecurityFilterChain jwt2faEndpointSecurityFilterChain(ApplicationContext context, EndpointPaths paths,
			ObjectProvider<DispatcherServletRegistrationBean> dispatchers, ErrorResponses errors,
			ErrorRenderer renderer) {
		HttpSecurity http = untouchedHttpSecurity(context);
		DispatcherServletRegistrationBean dispatcher = dispatchers.getIfUnique();
		String servlet = (dispatcher != null) ? dispatcher.getServletName() : "";
		http.securityMatcher((request) -> paths.at(request) != null && isFor(servlet, request));
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
	 * all of its chains. No cookie is looked at here, so nothing needs a CSRF token.
	 */
	private static HttpSecurity untouchedHttpSecurity(ApplicationContext context) {
		ObjectPostProcessor<Object> untouched = ObjectPostProcessor.identity();
		return new HttpSecurity(untouched, new AuthenticationManagerBuilder(untouched),
				Map.of(ApplicationContext.class, context));
	}

	/**
	 * Whether our handlers are behind the servlet of a request. In a test without a
	 * container it has no name.
	 */
	private static boolean isFor(String servlet, HttpServletRequest request) {
		String name = request.getHttpServletMapping().getServletName();
		return servlet.isEmpty() || name.isEmpty() || servlet.equals(name);
	}

}
