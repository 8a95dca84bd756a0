package io.github.jwt2fa.security;

import java.io.IOException;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.response.BearerChallenge;
import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponse;
import io.github.jwt2fa.response.ErrorResponses;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Tells a client that its access token is not enough for a protected resource, and which
 * factor would help, in the format of the contract.
 */
final class AccessTokenDeniedHandler implements AccessDeniedHandler {

	private final ErrorResponses errors;

	private final ErrorRenderer renderer;

	private final FactorChallenge challenges;

	private final SecurityContextHolderStrategy contexts;

	private final AccessTokenResolver tokens;

	private final @Nullable AuthenticationEntryPoint strangers;

	private final AccessDeniedHandler otherwise = new AccessDeniedHandlerImpl();

	/**
	 * A handler.
	 * @param errors makes the answers
	 * @param renderer writes them
	 * @param challenges tells which factor would help
	 * @param contexts where it stands who asks
	 * @param tokens finds the token of a request
	 * @param strangers answers who has not authenticated, or {@code null} if that is for
	 * the chain
	 */
	AccessTokenDeniedHandler(ErrorResponses errors, ErrorRenderer renderer, FactorChallenge challenges,
			SecurityContextHolderStrategy contexts, AccessTokenResolver tokens,
			@Nullable AuthenticationEntryPoint strangers) {
		this.errors = errors;
		this.renderer = renderer;
		this.challenges = challenges;
		this.contexts = contexts;
		this.tokens = tokens;
		this.strangers = strangers;
	}

	/**
	 * Whoever came to the chain in another way than ours is answered as the chain does by
	 * itself.
	 */
	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
			throws IOException, ServletException {
		Authentication authentication = this.contexts.getContext().getAuthentication();
		if (authentication instanceof AccessTokenAuthentication ours) {
			BearerChallenge challenge = this.challenges.challengeFor(denied, ours, request);
			render((challenge != null)
					? this.errors.toResponse(TwoFactorError.INSUFFICIENT_USER_AUTHENTICATION, challenge, request)
					: this.errors.toResponse(TwoFactorError.PERMISSION_DENIED, request), request, response);
		}
		else if (this.strangers != null
				&& (authentication == null || authentication instanceof AnonymousAuthenticationToken)) {
			if (denied instanceof CsrfException && hasToken(request)) {
				// before the token was looked at: another one would not help
				render(this.errors.toResponse(TwoFactorError.PERMISSION_DENIED, request), request, response);
			}
			else {
				this.strangers.commence(request, response,
						new InsufficientAuthenticationException("An access token is needed", denied));
			}
		}
		else {
			this.otherwise.handle(request, response, denied);
		}
	}

	private boolean hasToken(HttpServletRequest request) {
		try {
			return this.tokens.resolve(request) != null;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private void render(ErrorResponse refusal, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (!response.isCommitted()) {
			this.renderer.render(refusal, request, response);
		}
	}

}
