package io.github.jwt2fa.security;

import java.io.IOException;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponses;
import io.github.jwt2fa.token.AuthTokenAuthenticator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates requests by access tokens. A request without one goes on, for the chain
 * to decide; one with a bad token ends here. What another filter knows of the same user
 * before is kept beside it. Thread-safe, as every filter has to be.
 */
final class AccessTokenFilter extends OncePerRequestFilter {

	private static final Log log = LogFactory.getLog(AccessTokenFilter.class);

	private final BearerAuthenticator authenticator;

	private final AccessTokenResolver resolver;

	private final RequestMatcher requests;

	private final Factors factors;

	private final ErrorResponses errors;

	private final ErrorRenderer renderer;

	private final AuthenticationEntryPoint entryPoint;

	private final SecurityContextHolderStrategy contextHolder;

	/**
	 * For error and async dispatches of the same request, which come without the filter.
	 */
	private final SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

	AccessTokenFilter(BearerAuthenticator authenticator, AccessTokenResolver resolver, RequestMatcher requests,
			Factors factors, ErrorResponses errors, ErrorRenderer renderer, AuthenticationEntryPoint entryPoint,
			SecurityContextHolderStrategy contextHolder) {
		this.authenticator = authenticator;
		this.resolver = resolver;
		this.requests = requests;
		this.factors = factors;
		this.errors = errors;
		this.renderer = renderer;
		this.entryPoint = entryPoint;
		this.contextHolder = contextHolder;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !this.requests.matches(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		AuthenticationException refusal;
		try {
			refusal = authenticate(request, response);
		}
		catch (RuntimeException ex) {
			// no fault of the client's, so that no entry point is asked
			log.error("The user of an access token could not be asked for", LogText.of(ex));
			this.contextHolder.clearContext();
			this.renderer.render(this.errors.toResponse(TwoFactorError.TEMPORARILY_UNAVAILABLE, request), request,
					response);
			return;
		}
		if (refusal != null) {
			this.contextHolder.clearContext();
			this.entryPoint.commence(request, response, refusal);
			return;
		}
		chain.doFilter(request, response);
	}

	private @Nullable AuthenticationException authenticate(HttpServletRequest request, HttpServletResponse response) {
		try {
			AuthTokenAuthenticator.Verified verified = this.authenticator.authenticate(request, this.resolver);
			if (verified != null) {
				Authentication before = this.contextHolder.getContext().getAuthentication();
				remember(this.factors.authentication(verified.user(), verified.token(), before), request, response);
			}
			return null;
		}
		catch (TwoFactorException ex) {
			return new AccessTokenRefusedException(ex);
		}
	}

	private void remember(AccessTokenAuthentication authentication, HttpServletRequest request,
			HttpServletResponse response) {
		SecurityContext context = this.contextHolder.createEmptyContext();
		context.setAuthentication(authentication);
		this.contextHolder.setContext(context);
		this.contexts.saveContext(context, request, response);
	}

}
