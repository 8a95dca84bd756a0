package io.github.jwt2fa.security;

import java.util.Set;

import io.github.jwt2fa.message.KnownLocalesMessageSource;
import io.github.jwt2fa.message.Languages;
import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponses;
import io.github.jwt2fa.security.rule.DeniedRules;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
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
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.Assert;

/**
 * Lets a filter chain of the application take access tokens:
 * <code>http.with(jwt2fa(), withDefaults())</code>. Everything else about the chain stays
 * as the application says; a request with a bearer token in the {@code Authorization}
 * header needs no CSRF token, since a browser never sends one by itself. Whatever is not
 * set here is a bean, if there is one, or else the default.
 *
 * @since 0.1.0
 */
public final class Jwt2faHttpConfigurer extends AbstractHttpConfigurer<Jwt2faHttpConfigurer, HttpSecurity> {

	/** Of types that an application has beans of for other purposes. */
	private static final String ENTRY_POINT_BEAN = "jwt2faAuthenticationEntryPoint";

	private static final String DENIED_HANDLER_BEAN = "jwt2faAccessDeniedHandler";

	private static final String MATCHER_BEAN = "jwt2faRequestMatcher";

	private static final RequestMatcher BEARER = BearerToken::isPresent;

	private @Nullable AccessTokenResolver tokenResolver;

	private @Nullable AuthenticationEntryPoint authenticationEntryPoint;

	private @Nullable AccessDeniedHandler accessDeniedHandler;

	private @Nullable RequestMatcher requestMatcher;

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

	/**
	 * Where the token of a request is found. Else by the {@link AccessTokenResolver}
	 * bean, or in the {@code Authorization} header. A token from elsewhere, such as a
	 * cookie, needs a CSRF token beside it wherever CSRF protection is on: leave it on.
	 * @param resolver finds the token
	 * @return this configurer
	 */
	public Jwt2faHttpConfigurer tokenResolver(AccessTokenResolver resolver) {
		Assert.notNull(resolver, "tokenResolver needs an AccessTokenResolver, such as "
				+ "AccessTokenResolver.bearerHeader(), which is the default");
		this.tokenResolver = resolver;
		return this;
	}

	/**
	 * What answers a request that has to authenticate, and one whose token is rejected,
	 * for which it gets an {@link AccessTokenRefusedException}. Else the bean
	 * {@code jwt2faAuthenticationEntryPoint}, or the answers of the contract.
	 * @param entryPoint answers
	 * @return this configurer
	 */
	public Jwt2faHttpConfigurer authenticationEntryPoint(AuthenticationEntryPoint entryPoint) {
		Assert.notNull(entryPoint, "authenticationEntryPoint needs an AuthenticationEntryPoint; leave the line out for "
				+ "the answers of jwt2fa");
		this.authenticationEntryPoint = entryPoint;
		return this;
	}

	/**
	 * What answers a request whose token is not enough. Else the bean
	 * {@code jwt2faAccessDeniedHandler}, or the answers of the contract, which also tell
	 * which factor would help.
	 * @param handler answers
	 * @return this configurer
	 */
	public Jwt2faHttpConfigurer accessDeniedHandler(AccessDeniedHandler handler) {
		Assert.notNull(handler,
				"accessDeniedHandler needs an AccessDeniedHandler; leave the line out for the answers of jwt2fa");
		this.accessDeniedHandler = handler;
		return this;
	}

	/**
	 * Which requests of the chain may bring an access token, and are answered by the
	 * entry point and the handler. All others go on as without {@link #jwt2fa()}. Else by
	 * the bean {@code jwt2faRequestMatcher}, or all of them.
	 * @param matcher matches these requests
	 * @return this configurer
	 */
	public Jwt2faHttpConfigurer requestMatcher(RequestMatcher matcher) {
		Assert.notNull(matcher, "requestMatcher needs a RequestMatcher, such as PathPatternRequestMatcher.pathPattern("
				+ "\"/api/**\"); leave the line out for all requests of the chain");
		this.requestMatcher = matcher;
		return this;
	}

	@Override
	@SuppressWarnings("unchecked")
	public void init(HttpSecurity http) {
		boolean formLogin = http.getConfigurer(FormLoginConfigurer.class) != null;
		RequestMatcher matcher = requestMatcher(context(http));
		ExceptionHandlingConfigurer<HttpSecurity> exceptions = http.getConfigurer(ExceptionHandlingConfigurer.class);
		if (exceptions != null) {
			AuthenticationEntryPoint entryPoint = authenticationEntryPoint(context(http));
			RequestMatcher ours = formLogin
					? new AndRequestMatcher(matcher, new OrRequestMatcher(BEARER, new NegatedRequestMatcher(browser())))
					: matcher;
			exceptions.defaultAuthenticationEntryPointFor(entryPoint, ours);
			exceptions.defaultAccessDeniedHandlerFor(accessDeniedHandler(context(http), formLogin ? null : entryPoint),
					matcher);
			exceptions.addObjectPostProcessor(textsInKnownLocales(context(http)));
		}
		CsrfConfigurer<HttpSecurity> csrf = http.getConfigurer(CsrfConfigurer.class);
		if (csrf != null) {
			csrf.ignoringRequestMatchers(new AndRequestMatcher(matcher, BEARER));
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
		AccessTokenFilter filter = new AccessTokenFilter(context.getBean(BearerAuthenticator.class),
				tokenResolver(context), requestMatcher(context), context.getBean(Factors.class),
				context.getBean(ErrorResponses.class), context.getBean(ErrorRenderer.class),
				authenticationEntryPoint(context), getSecurityContextHolderStrategy());
		http.addFilterBefore(filter, AnonymousAuthenticationFilter.class);
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

	private AccessTokenResolver tokenResolver(ApplicationContext context) {
		if (this.tokenResolver != null) {
			return this.tokenResolver;
		}
		try {
			return context.getBeanProvider(AccessTokenResolver.class).getIfAvailable(AccessTokenResolver::bearerHeader);
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw new IllegalStateException("jwt2fa() does not know which AccessTokenResolver bean to ask: there are "
					+ ex.getBeanNamesFound() + ". Mark one with @Primary, or give each chain its own: "
					+ "http.with(jwt2fa(), (jwt2fa) -> jwt2fa.tokenResolver(...)).", ex);
		}
	}

	private AuthenticationEntryPoint authenticationEntryPoint(ApplicationContext context) {
		AuthenticationEntryPoint own = (this.authenticationEntryPoint != null) ? this.authenticationEntryPoint
				: named(context, ENTRY_POINT_BEAN, AuthenticationEntryPoint.class);
		return (own != null) ? own : new AccessTokenEntryPoint(context.getBean(ErrorResponses.class),
				context.getBean(ErrorRenderer.class));
	}

	private AccessDeniedHandler accessDeniedHandler(ApplicationContext context,
			@Nullable AuthenticationEntryPoint strangers) {
		AccessDeniedHandler own = (this.accessDeniedHandler != null) ? this.accessDeniedHandler
				: named(context, DENIED_HANDLER_BEAN, AccessDeniedHandler.class);
		return (own != null) ? own
				: new AccessTokenDeniedHandler(context.getBean(ErrorResponses.class),
						context.getBean(ErrorRenderer.class), challenges(context), getSecurityContextHolderStrategy(),
						tokenResolver(context), strangers);
	}

	private RequestMatcher requestMatcher(ApplicationContext context) {
		RequestMatcher own = (this.requestMatcher != null) ? this.requestMatcher
				: named(context, MATCHER_BEAN, RequestMatcher.class);
		return (own != null) ? own : AnyRequestMatcher.INSTANCE;
	}

	private static <T> @Nullable T named(ApplicationContext context, String name, Class<T> type) {
		if (!context.containsBean(name)) {
			return null;
		}
		if (!context.isTypeMatch(name, type)) {
			throw new IllegalStateException("The bean " + name + " is no " + type.getSimpleName()
					+ ", which jwt2fa() takes a bean of this name for. Let it return a " + type.getName()
					+ ", or give it another name.");
		}
		return context.getBean(name, type);
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
