package io.github.jwt2fa.web.endpoint;

import java.io.IOException;

import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends requests with a method that no endpoint at their path answers. Our filter chain
 * asks nobody for a login, so it lets nothing through that another filter or handler of
 * the application could answer. Thread-safe, as every filter has to be.
 */
final class EndpointMethodFilter extends OncePerRequestFilter {

	private final EndpointPaths paths;

	private final ErrorResponses errors;

	private final ErrorRenderer renderer;

	/**
	 * A filter.
	 * @param paths where the endpoints are
	 * @param errors puts refusals into the words of HTTP
	 * @param renderer writes them
	 */
	EndpointMethodFilter(EndpointPaths paths, ErrorResponses errors, ErrorRenderer renderer) {
		this.paths = paths;
		this.errors = errors;
		this.renderer = renderer;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Endpoint endpoint = this.paths.at(request);
		if (endpoint == null || answers(endpoint, request.getMethod())) {
			chain.doFilter(request, response);
			return;
		}
		if (request.getMethod().equals("OPTIONS")) {
			response.setHeader(HttpHeaders.ALLOW, String.join(", ", endpoint.methods()) + ", OPTIONS");
			return;
		}
		this.renderer.render(this.errors.ofMethodNotAllowed(endpoint.methods(), request), request, response);
	}

	private static boolean answers(Endpoint endpoint, String method) {
		return endpoint.methods().contains(method) || (method.equals("HEAD") && endpoint.methods().contains("GET"));
	}

}
