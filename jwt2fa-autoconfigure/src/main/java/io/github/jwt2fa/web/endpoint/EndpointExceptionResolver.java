package io.github.jwt2fa.web.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import io.github.jwt2fa.LogText;
import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponse;
import io.github.jwt2fa.response.ErrorResponses;
import io.github.jwt2fa.response.InvalidFieldsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Renders what goes wrong at our endpoints, and there alone, before the application's own
 * error handling has a say.
 */
final class EndpointExceptionResolver implements HandlerExceptionResolver, Ordered {

	private static final Log logger = LogFactory.getLog(EndpointExceptionResolver.class);

	private final EndpointPaths paths;

	private final ErrorResponses errors;

	private final ErrorRenderer renderer;

	/**
	 * A resolver.
	 * @param paths where the endpoints are
	 * @param errors puts refusals into the words of HTTP
	 * @param renderer writes them
	 */
	EndpointExceptionResolver(EndpointPaths paths, ErrorResponses errors, ErrorRenderer renderer) {
		this.paths = paths;
		this.errors = errors;
		this.renderer = renderer;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception failure) {
		if (this.paths.at(request) == null || isClientGone(failure)) {
			return null;
		}
		if (response.isCommitted()) {
			return isRefusal(failure) ? new ModelAndView() : null;
		}
		try {
			this.renderer.render(responseTo(failure, request), request, response);
			return new ModelAndView();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Bodies are read elsewhere: here it can only be the answer that was not taken.
	 */
	private static boolean isClientGone(Exception failure) {
		return failure instanceof IOException;
	}

	/**
	 * A container that could not read a body has rejected the request already, and its
	 * answer stands (400, or 408 where the client fell silent).
	 */
	private static boolean isRefusal(Exception failure) {
		return failure instanceof TwoFactorException || failure instanceof InvalidFieldsException
				|| failure instanceof MultipartException;
	}

	private ErrorResponse responseTo(Exception failure, HttpServletRequest request) {
		if (failure instanceof TwoFactorException refusal) {
			if (refusal.getCause() != null) {
				logger.error("A request was refused: " + refusal.error().code(), LogText.of(refusal.getCause()));
			}
			return this.errors.toResponse(refusal, request);
		}
		if (failure instanceof InvalidFieldsException invalid) {
			return this.errors.ofFields(invalid.fields(), request);
		}
		if (failure instanceof HttpRequestMethodNotSupportedException unsupported) {
			String[] allowed = unsupported.getSupportedMethods();
			return this.errors.ofMethodNotAllowed((allowed != null) ? List.of(allowed) : List.of("POST"), request);
		}
		if (failure instanceof HttpMediaTypeNotAcceptableException) {
			return this.errors.toResponse(TwoFactorError.NOT_ACCEPTABLE, request);
		}
		if (failure instanceof MaxUploadSizeExceededException) {
			return this.errors.toResponse(TwoFactorError.PAYLOAD_TOO_LARGE, request);
		}
		if (failure instanceof MultipartException) {
			return this.errors.toResponse(TwoFactorError.PARSE_ERROR, request);
		}
		logger.error("A request could not be answered", LogText.of(failure));
		// a store, ours or the application's: nobody gets in until it is back
		return this.errors.toResponse(TwoFactorError.TEMPORARILY_UNAVAILABLE, request);
	}

}
