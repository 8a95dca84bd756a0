package io.github.jwt2fa.docs;

// tag::issuer[]
import java.util.Map;

import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenIssuer;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.CompletedLogin;

import org.springframework.stereotype.Component;

@Component
class CamelCaseTokenIssuer implements AuthTokenIssuer {

	private final AuthTokenFactory tokens;

	CamelCaseTokenIssuer(AuthTokenFactory tokens) {
		this.tokens = tokens;
	}

	@Override
	public Map<String, Object> issue(CompletedLogin login) {
		return Map.of("accessToken", this.tokens.create(AuthTokenType.ACCESS, login), "refreshToken",
				this.tokens.create(AuthTokenType.REFRESH, login), "username", login.user().username());
	}

}
// end::issuer[]
