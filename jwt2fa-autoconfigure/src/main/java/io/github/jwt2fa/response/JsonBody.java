package io.github.jwt2fa.response;

import java.io.IOException;
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
	 * Writes an answer that nothing between server and client may keep.
	 * @param response the response, not yet committed
	 * @param status the HTTP status
	 * @param contentType the content type
	 * @param body the members of the JSON object
	 * @throws IOException if the client is gone
	 */
	public void write(HttpServletResponse response, int status, String contentType, Map<String, ?> body)
			throws IOException {
		byte[] bytes = this.json.writeValueAsBytes(body);
		response.setStatus(status);
		response.setContentType(contentType);
		response.setContentLength(bytes.length);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.getOutputStream().write(bytes);
	}

}
