package io.github.jwt2fa.response;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Writes JSON answers, whatever the application does to its own JSON (naming strategies,
 * converters, advices): the contract is the same everywhere.
 */
public final class JsonBody {

	private final JsonMapper json = new JsonMapper();

	/**
	 * Writes the answer to a request that succeeded.
	 * @param response the response, not yet committed
	 * @param body the members of the JSON object
	 * @throws IOException if the client is gone
	 */
	public void ok(HttpServletResponse response, Map<String, ?> body) throws IOException {
		write(response, HttpServletResponse.SC_OK, MediaType.APPLICATION_JSON_VALUE, body);
	}

	/**
	 * Writes an answer that anyone may keep for a while.
	 * @param response the response, not yet committed
	 * @param body the members of the JSON object
	 * @param maxAge how long it may be kept
	 * @throws IOException if the client is gone
	 */
	public void okFor(HttpServletResponse response, Map<String, ?> body, Duration maxAge) throws IOException {
		write(response, HttpServletResponse.SC_OK, MediaType.APPLICATION_JSON_VALUE,
				"public, max-age=" + maxAge.toSeconds(), body);
	}

	/**
	 * Writes an answer that nothing between server and client may keep.
	 * @param response the response, not yet committed
	 * @param status the HTTP status
	 * @param contentType the content type
	 * @param body the members of the JSON object
	 * @throws IOException if the client is gone
	 */
	public void write(HttpServletResponse response, int status, String contentType, Map<String, ?> body)
			throws IOException {
		write(response, status, contentType, "no-store", body);
	}

	private void write(HttpServletResponse response, int status, String contentType, String cacheControl,
			Map<String, ?> body) throws IOException {
		byte[] bytes = this.json.writeValueAsBytes(body);
		response.setStatus(status);
		response.setContentType(contentType);
		response.setContentLength(bytes.length);
		response.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
		response.getOutputStream().write(bytes);
	}

}
