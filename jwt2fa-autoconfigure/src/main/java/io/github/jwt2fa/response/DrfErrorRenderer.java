package io.github.jwt2fa.response;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;

/**
 * Refusals as Django REST framework writes them.
 */
final class DrfErrorRenderer implements ErrorRenderer {

	private final JsonBody json = new JsonBody();

	@Override
	public void render(ErrorResponse error, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		Map<String, Object> body = new LinkedHashMap<>();
		if (error.fieldErrors().isEmpty()) {
			body.put("detail", error.detail());
			body.put("code", error.code());
			body.putAll(error.members());
		}
		else {
			body.putAll(error.fieldErrors());
		}
		error.headers().forEach(response::setHeader);
		this.json.write(response, error.status(), MediaType.APPLICATION_JSON_VALUE, body);
	}

}
