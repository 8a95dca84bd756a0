package io.github.jwt2fa.response;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Writes refusals. An application whose clients expect another body defines a bean.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ErrorRenderer {

	/**
	 * Writes a refusal: status, headers and body.
	 * @param error the refusal
	 * @param request the request
	 * @param response the response, not yet committed
	 * @throws IOException if the client is gone
	 */
	void render(ErrorResponse error, HttpServletRequest request, HttpServletResponse response) throws IOException;

}
