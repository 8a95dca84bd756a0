package io.github.jwt2fa.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.servlet.Filter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.FilterInvocation;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.PreFlightRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * Tells at the start of what the application, or a library in it, leaves open without a
 * word.
 */
final class SecurityWarnings implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(SecurityWarnings.class);

	private static final String DEFAULT_CHAIN = "jwt2faDefaultSecurityFilterChain";

	/** A path that nobody has a chain for by name. */
	private static final String ANY_PATH = "/jwt2fa-any-path";

	private final ApplicationContext context;

	SecurityWarnings(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Map<String, SecurityFilterChain> chains = this.context.getBeansOfType(SecurityFilterChain.class);
		if (!chains.containsKey(DEFAULT_CHAIN)) {
			warnOfTheRest(chains);
		}
		chains.forEach((name, chain) -> {
			if (Jwt2faHttpConfigurer.isIn(chain)) {
				warnOfPasswords(name, chain);
			}
		});
		warnOfCorsThatNobodyAsksFor();
	}

	private void warnOfTheRest(Map<String, SecurityFilterChain> chains) {
		boolean open = this.context.getBeanProvider(FilterChainProxy.class)
			.stream()
			.anyMatch(SecurityWarnings::leavesPathsOpen);
		if (open) {
			List<String> others = new ArrayList<>(chains.keySet());
			others.removeIf((name) -> name.startsWith("jwt2fa"));
			logger.warn("The filter chain of jwt2fa for all resources steps back, since there are other "
					+ "SecurityFilterChain beans, " + others + ", and none of them takes all requests: what they don't "
					+ "match is open to everybody. Define one more chain, without a securityMatcher, with "
					+ "http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated()) and "
					+ "http.with(jwt2fa(), withDefaults()).");
		}
	}

	private static boolean leavesPathsOpen(FilterChainProxy proxy) {
		try {
			return proxy.getFilters(ANY_PATH) == null;
		}
		catch (RuntimeException ex) {
			// a matcher wants to know more than there is before the first request
			return false;
		}
	}

	private void warnOfPasswords(String name, SecurityFilterChain chain) {
		for (Filter filter : chain.getFilters()) {
			String how = (filter instanceof BasicAuthenticationFilter) ? "httpBasic()"
					: (filter instanceof UsernamePasswordAuthenticationFilter) ? "formLogin()" : null;
			if (how != null && isPasswordEnough()) {
				logger.warn("The filter chain " + name + " takes access tokens of jwt2fa, and by " + how
						+ " also a password alone: who knows it gets in there without a second factor. Remove " + how
						+ ", give it a chain and paths of its own, or ask for two factors in every rule by "
						+ "@EnableMultiFactorAuthentication.");
			}
		}
	}

	/**
	 * Not where every rule of the application asks for another factor too.
	 */
	private boolean isPasswordEnough() {
		TestingAuthenticationToken password = new TestingAuthenticationToken("", "",
				List.of(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)));
		return RuleFactories.in(this.context)
			.resultsFor(password, new FilterInvocation(ANY_PATH, "GET").getRequest())
			.allMatch(AuthorizationResult::isGranted);
	}

	private void warnOfCorsThatNobodyAsksFor() {
		boolean known = this.context.containsBean("corsConfigurationSource") || this.context.containsBean("corsFilter")
				|| this.context.getBeansOfType(AbstractHandlerMapping.class)
					.values()
					.stream()
					.anyMatch((mapping) -> mapping.getCorsConfigurationSource() != null);
		if (known) {
			return;
		}
		this.context.getBeansOfType(CorsConfigurationSource.class).forEach((name, source) -> {
			if (!isOfMvc(source)) {
				logger.warn("The CorsConfigurationSource bean " + name + " is one that neither Spring Security nor the "
						+ "endpoints of jwt2fa ask for, which go by the name: other origins can't log in. Name the "
						+ "bean corsConfigurationSource.");
			}
		});
	}

	/**
	 * Handlers and the like are sources of their own CORS settings.
	 */
	private static boolean isOfMvc(CorsConfigurationSource source) {
		return source instanceof HttpRequestHandler || source instanceof PreFlightRequestHandler
				|| source instanceof HandlerMapping;
	}

}
