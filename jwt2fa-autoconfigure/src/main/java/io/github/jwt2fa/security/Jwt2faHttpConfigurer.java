package io.github.jwt2fa.security;

import java.util.Set;

import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponses;
import io.github.jwt2fa.response.Languages;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Lets a filter chain of the application take access tokens:
 * <code>http.with(jwt2fa(), withDefaults())</code>. Everything else about the chain stays
 * as the application says; a request with a bearer token needs no CSRF token, since a
 * browser never sends one by itself.
 */
public final class Jwt2faHttpConfigurer extends AbstractHttpConfigurer<Jwt2faHttpConfigurer, HttpSecurity> {

	private static final RequestMatcher BEARER = BearerToken::isPresent;

	private Jwt2faHttpConfigurer() {
	}

	/**
	 * What to hand to {@code HttpSecurity.with}.
	 * @return a new configurer
	 */
	public static Jwt2faHttpConfigurer jwt2fa() {
		return new Jwt2faHttpConfigurer();
	}

	/**
	 * Whether a chain takes access tokens.
	 * @param chain the chain
	 * @return whether it was built with {@link #jwt2fa()}
	 */
	public static boolean isIn(SecurityFilterChain chain) {
		return chain.getFilters().stream().anyMatch(AccessTokenFilter.class::isInstance);
	}

	@Override
	@SuppressWarnings("unchecked")
	public void init(HttpSecurity http) {
		boolean formLogin = http.getConfigurer(FormLoginConfigurer.class) != null;
		ErrorResponseEntryPoint entryPoint = entryPoint(http, !formLogin);
		ExceptionHandlingConfigurer<HttpSecurity> exceptions = http.getConfigurer(ExceptionHandlingConfigurer.class);
		if (exceptions != null) {
			RequestMatcher ours = formLogin ? new OrRequestMatcher(BEARER, new NegatedRequestMatcher(browser()))
					: (request) -> true;
			exceptions.defaultAuthenticationEntryPointFor(entryPoint, ours);
			exceptions.defaultAccessDeniedHandlerFor(entryPoint, (request) -> true);
			exceptions.addObjectPostProcessor(textsInKnownLocales(context(http)));
		}
		CsrfConfigurer<HttpSecurity> csrf = http.getConfigurer(CsrfConfigurer.class);
		if (csrf != null) {
			csrf.ignoringRequestMatchers(BEARER);
		}
		AuthorizeHttpRequestsConfigurer<HttpSecurity> rules = http.getConfigurer(AuthorizeHttpRequestsConfigurer.class);
		if (rules != null) {
			rules.getRegistry().withObjectPostProcessor(remembering(context(http).getBean(DeniedRules.class)));
			rules.addObjectPostProcessor(observedInKnownLocales(context(http)));
		}
		if (!formLogin) {
			// nobody is sent back after a login: saving the request would make a session
			http.setSharedObject(RequestCache.class, new NullRequestCache());
		}
	}

	private static ObjectPostProcessor<AuthorizationManager<HttpServletRequest>> remembering(DeniedRules denied) {
		return new ObjectPostProcessor<>() {

			@Override
			@SuppressWarnings("unchecked")
			public <O extends AuthorizationManager<HttpServletRequest>> O postProcess(O rules) {
				return (O) denied.rememberingInRequest(rules);
			}

		};
	}

	/**
	 * A page in a browser, which is better sent to the application's login form.
	 */
	private static RequestMatcher browser() {
		MediaTypeRequestMatcher html = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
		html.setIgnoredMediaTypes(Set.of(MediaType.ALL));
		return html;
	}

	@Override
	public void configure(HttpSecurity http) {
		ApplicationContext context = context(http);
		http.addFilterBefore(new AccessTokenFilter(context.getBean(BearerAuthenticator.class),
				context.getBean(Factors.class), context.getBean(ErrorResponses.class),
				context.getBean(ErrorRenderer.class), getSecurityContextHolderStrategy()),
				AnonymousAuthenticationFilter.class);
	}

	private static ObjectPostProcessor<ExceptionTranslationFilter> textsInKnownLocales(ApplicationContext context) {
		return new ObjectPostProcessor<>() {

			@Override
			public <O extends ExceptionTranslationFilter> O postProcess(O filter) {
				filter.setMessageSource(new KnownLocalesMessageSource(context, () -> context.getBean(Languages.class)));
				return filter;
			}

		};
	}

	private static ObjectPostProcessor<AuthorizationFilter> observedInKnownLocales(ApplicationContext context) {
		return new ObjectPostProcessor<>() {

			@Override
			public <O extends AuthorizationFilter> O postProcess(O filter) {
				KnownLocalesMessageSource.handToObservation(filter.getAuthorizationManager(),
						() -> context.getBean(Languages.class));
				return filter;
			}

		};
	}

	private ErrorResponseEntryPoint entryPoint(HttpSecurity http, boolean onlyOurs) {
		ApplicationContext context = context(http);
		return new ErrorResponseEntryPoint(context.getBean(ErrorResponses.class), context.getBean(ErrorRenderer.class),
				challenges(context), getSecurityContextHolderStrategy(), onlyOurs);
	}

	private FactorChallenge challenges(ApplicationContext context) {
		return new FactorChallenge(context.getBean(DeniedRules.class), RuleFactories.in(context),
				context.getBean(Factors.class), getSecurityContextHolderStrategy());
	}

	private static ApplicationContext context(HttpSecurity http) {
		ApplicationContext context = http.getSharedObject(ApplicationContext.class);
		if (context == null) {
			throw new IllegalStateException("HttpSecurity has no ApplicationContext");
		}
		return context;
	}

}
