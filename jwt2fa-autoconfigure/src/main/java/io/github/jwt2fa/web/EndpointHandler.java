package io.github.jwt2fa.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What answers the requests of one HTTP method at one endpoint.
 */
@FunctionalInterface
interface EndpointHandler {

	void handle(HttpServletRequest request, HttpServletResponse response) throws IOException;

}
