package io.github.jwt2fa.docs.shop;

// tag::renderer[]
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.jwt2fa.response.ErrorRenderer;
import io.github.jwt2fa.response.ErrorResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

@Component
class PlainErrorRenderer implements ErrorRenderer {

	private final JsonMapper json;

	PlainErrorRenderer(JsonMapper json) {
		this.json = json;
	}

	@Override
	public void render(ErrorResponse error, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("errorCode", error.code());
		body.put("message", error.detail());
		body.put("fields", error.fieldErrors());
		response.setStatus(error.status());
		response.setContentType("application/json");
		response.setHeader("Cache-Control", "no-store");
		// WWW-Authenticate, Retry-After, Allow
		error.headers().forEach(response::setHeader);
		response.getOutputStream().write(this.json.writeValueAsBytes(body));
	}

}
// end::renderer[]
