package io.github.jwt2fa.docs.shop;

// tag::renderer[]
import java.util.Map;

import io.github.jwt2fa.login.LoginResult;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.web.LoginResponseRenderer;

import org.springframework.stereotype.Component;

@Component
class CamelCaseLoginResponse implements LoginResponseRenderer {

	@Override
	public Map<String, Object> render(LoginResult.Authenticated result) {
		return Map.of("accessToken", result.tokens().get(AuthTokenType.ACCESS), "refreshToken",
				result.tokens().get(AuthTokenType.REFRESH), "username", result.login().user().username());
	}

}
// end::renderer[]
