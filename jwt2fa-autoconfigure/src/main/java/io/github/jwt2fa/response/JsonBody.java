package io.github.jwt2fa.response;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;

/**
 * Writes JSON answers, whatever the application does to its own JSON (naming strategies,
 * converters, advices): the contract is the same everywhere.
 */
public final class JsonBody {

	private final JsonMapper json = new JsonMapper();

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
