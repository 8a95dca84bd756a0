package io.github.jwt2fa.security;

import java.io.IOException;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponse;
import io.github.jwt2fa.response.ErrorResponses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Tells a client that it has to authenticate, or why its access token is rejected, in the
 * format of the contract.
 */
final class AccessTokenEntryPoint implements AuthenticationEntryPoint {

	private final ErrorResponses errors;

	private final ErrorRenderer renderer;

	AccessTokenEntryPoint(ErrorResponses errors, ErrorRenderer renderer) {
		this.errors = errors;
		this.renderer = renderer;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
			throws IOException {
		if (!response.isCommitted()) {
			ErrorResponse refusal = (failure instanceof AccessTokenRefusedException refused)
					? this.errors.toResponse(refused.refusal(), request)
					: this.errors.toResponse(TwoFactorError.NOT_AUTHENTICATED, request);
			this.renderer.render(refusal, request, response);
		}
	}

}
