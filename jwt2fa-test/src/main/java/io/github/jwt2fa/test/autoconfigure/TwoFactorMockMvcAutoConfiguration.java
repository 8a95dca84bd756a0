package io.github.jwt2fa.test.autoconfigure;

import io.github.jwt2fa.security.AccessTokenAuthentication;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.test.context.TestSecurityContextHolder;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.ConfigurableMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcConfigurerAdapter;
import org.springframework.web.context.WebApplicationContext;

/**
 * Auto-configuration of MockMvc for tests that run as a user with an access token.
 */
@AutoConfiguration
final class TwoFactorMockMvcAutoConfiguration {

	@Bean
	MockMvcBuilderCustomizer jwt2faMockMvcBuilderCustomizer() {
		return (builder) -> builder.apply(new UserOfTheTest());
	}

	/**
	 * Lets the requests of such a user go without a CSRF token, as those with a bearer
	 * token do.
	 */
	private static final class UserOfTheTest extends MockMvcConfigurerAdapter {

		@Override
		public RequestPostProcessor beforeMockMvcCreated(ConfigurableMockMvcBuilder<?> builder,
				WebApplicationContext context) {
			return UserOfTheTest::withoutCsrfToken;
		}

		private static MockHttpServletRequest withoutCsrfToken(MockHttpServletRequest request) {
			if (TestSecurityContextHolder.getContext().getAuthentication() instanceof AccessTokenAuthentication) {
				CsrfFilter.skipRequest(request);
			}
			return request;
		}

	}

}
