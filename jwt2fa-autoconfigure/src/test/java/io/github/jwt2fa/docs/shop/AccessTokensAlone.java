package io.github.jwt2fa.docs.shop;

// tag::issuer[]
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenIssuer;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokens;
import io.github.jwt2fa.token.CompletedLogin;

import org.springframework.stereotype.Component;

@Component
class AccessTokensAlone implements AuthTokenIssuer {

	private final AuthTokenFactory tokens;

	AccessTokensAlone(AuthTokenFactory tokens) {
		this.tokens = tokens;
	}

	@Override
	public AuthTokens issue(CompletedLogin login) {
		return AuthTokens.of(AuthTokenType.ACCESS, this.tokens.create(AuthTokenType.ACCESS, login));
	}

}
// end::issuer[]
