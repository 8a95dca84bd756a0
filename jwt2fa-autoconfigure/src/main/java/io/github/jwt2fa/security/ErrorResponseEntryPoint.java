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

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;

/**
 * Tells a client that it may not see a protected resource, in the format of the contract.
 */
final class ErrorResponseEntryPoint implements AuthenticationEntryPoint, AccessDeniedHandler {

	private final ErrorResponses errors;

	private final ErrorRenderer renderer;

	private final FactorChallenge challenges;

	private final SecurityContextHolderStrategy contexts;

	private final boolean onlyOurs;

	private final AccessDeniedHandler otherwise = new AccessDeniedHandlerImpl();

	ErrorResponseEntryPoint(ErrorResponses errors, ErrorRenderer renderer, FactorChallenge challenges,
			SecurityContextHolderStrategy contexts, boolean onlyOurs) {
		this.errors = errors;
		this.renderer = renderer;
		this.challenges = challenges;
		this.contexts = contexts;
		this.onlyOurs = onlyOurs;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
			throws IOException {
		render(TwoFactorError.NOT_AUTHENTICATED, request, response);
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
			BearerChallenge challenge = this.challenges.of(denied, ours, request);
			if (challenge == null) {
				render(TwoFactorError.PERMISSION_DENIED, request, response);
			}
			else {
				render(this.errors.of(TwoFactorError.INSUFFICIENT_USER_AUTHENTICATION, challenge, request), request,
						response);
			}
		}
		else if (this.onlyOurs && (authentication == null || authentication instanceof AnonymousAuthenticationToken)) {
			render(TwoFactorError.NOT_AUTHENTICATED, request, response);
		}
		else {
			this.otherwise.handle(request, response, denied);
		}
	}

	private void render(TwoFactorError error, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		render(this.errors.of(error, request), request, response);
	}

	private void render(ErrorResponse refusal, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (!response.isCommitted()) {
			this.renderer.render(refusal, request, response);
		}
	}

}
