package io.github.jwt2fa.docs.shop;

// tag::renderer[]
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.jwt2fa.login.LoginResult;
import io.github.jwt2fa.web.LoginResponseRenderer;

import org.springframework.stereotype.Component;

@Component
class CamelCaseLoginResponse implements LoginResponseRenderer {

	@Override
	public Map<String, Object> render(LoginResult.Authenticated result) {
		Map<String, Object> body = new LinkedHashMap<>();
		result.tokens().forEach((type, text) -> body.put(type.claim() + "Token", text));
		body.put("username", result.login().user().username());
		return body;
	}

}
// end::renderer[]
