package io.github.jwt2fa.web.endpoint;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Answers requests.
 */
@FunctionalInterface
public interface EndpointHandler {

	/**
	 * Answers a request.
	 * @param request the request
	 * @param response the answer
	 * @throws IOException if the client has gone
	 */
	void handle(HttpServletRequest request, HttpServletResponse response) throws IOException;

}
