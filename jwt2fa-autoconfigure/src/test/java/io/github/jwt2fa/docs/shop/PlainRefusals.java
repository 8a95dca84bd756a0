package io.github.jwt2fa.docs.shop;

// tag::beans[]
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.util.matcher.RequestMatcher;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

@Configuration(proxyBeanMethods = false)
class PlainRefusals {

	@Bean(defaultCandidate = false)
	AuthenticationEntryPoint jwt2faAuthenticationEntryPoint() {
		return new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED);
	}

	@Bean(defaultCandidate = false)
	AccessDeniedHandler jwt2faAccessDeniedHandler() {
		return (request, response, denied) -> response.setStatus(HttpStatus.FORBIDDEN.value());
	}

	@Bean(defaultCandidate = false)
	RequestMatcher jwt2faRequestMatcher() {
		return pathPattern("/api/**");
	}

}
// end::beans[]
