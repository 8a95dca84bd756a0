package io.github.jwt2fa.response;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Refusals as problem details (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC
 * 9457</a>).
 */
final class ProblemErrorRenderer implements ErrorRenderer {

	private final JsonBody json = new JsonBody();

	@Override
	public void render(ErrorResponse error, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("type", "about:blank");
		body.put("title", HttpStatus.valueOf(error.status()).getReasonPhrase());
		body.put("status", error.status());
		body.put("detail", error.detail());
		body.put("code", error.code());
		if (!error.fieldErrors().isEmpty()) {
			body.put("errors", error.fieldErrors());
		}
		body.putAll(error.members());
		error.headers().forEach(response::setHeader);
		this.json.write(response, error.status(), MediaType.APPLICATION_PROBLEM_JSON_VALUE, body);
	}

}
