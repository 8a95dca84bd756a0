package io.github.jwt2fa.web.endpoint;

import java.io.IOException;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponse;
import io.github.jwt2fa.response.ErrorResponses;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.RequestPath;

/**
 * Puts into the words of the contract what the container refuses by itself at our
 * endpoints: a body that it can't read, or TRACE. Its status stands, whoever may see the
 * application's error page. For error dispatches, before the filter chains. Thread-safe,
 * as every filter has to be.
 */
final class EndpointErrorFilter implements Filter {

	private final EndpointPaths paths;

	private final String servletPrefix;

	private final ErrorResponses errors;

	private final ErrorRenderer renderer;

	/**
	 * A filter.
	 * @param paths where the endpoints are
	 * @param servletPrefix the path of the dispatcher servlet below the context path;
	 * empty if it has none
	 * @param errors puts refusals into the words of HTTP
	 * @param renderer writes them
	 */
	EndpointErrorFilter(EndpointPaths paths, String servletPrefix, ErrorResponses errors, ErrorRenderer renderer) {
		this.paths = paths;
		this.servletPrefix = servletPrefix;
		this.errors = errors;
		this.renderer = renderer;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		ErrorResponse refusal = (request instanceof HttpServletRequest http) ? refusalOf(http) : null;
		if (refusal != null && !response.isCommitted()) {
			this.renderer.render(refusal, (HttpServletRequest) request, (HttpServletResponse) response);
			return;
		}
		chain.doFilter(request, response);
	}

	private @Nullable ErrorResponse refusalOf(HttpServletRequest request) {
		Endpoint endpoint = endpointOf(request);
		if (endpoint == null
				|| !(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status)) {
			return null;
		}
		return switch (status) {
			case HttpServletResponse.SC_BAD_REQUEST -> this.errors.toResponse(TwoFactorError.PARSE_ERROR, request);
			case HttpServletResponse.SC_REQUEST_TIMEOUT ->
				this.errors.toResponse(TwoFactorError.PARSE_ERROR, request).toBuilder().status(status).build();
			case HttpServletResponse.SC_METHOD_NOT_ALLOWED ->
				this.errors.ofMethodNotAllowed(endpoint.methods(), request);
			case HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE ->
				this.errors.toResponse(TwoFactorError.PAYLOAD_TOO_LARGE, request);
			default -> null;
		};
	}

	/**
	 * The endpoint that an error dispatch is about, or {@code null} if it is about
	 * something of the application.
	 */
	private @Nullable Endpoint endpointOf(HttpServletRequest request) {
		if (!(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri)) {
			return null;
		}
		try {
			return this.paths
				.at(RequestPath.parse(uri, request.getContextPath() + this.servletPrefix).pathWithinApplication());
		}
		catch (IllegalArgumentException ex) {
			// outside of the servlet, or no path at all
			return null;
		}
	}

}
