package io.github.jwt2fa.web;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.response.JsonBody;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenRefresher;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokenUsers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What can be done with the tokens of a login.
 */
public final class TokenEndpoints {

	private final RequestBodyReader bodies = new RequestBodyReader();

	private final JsonBody json = new JsonBody();

	private final AuthTokenRefresher refresher;

	private final AuthTokenUsers tokens;

	/**
	 * The endpoints.
	 * @param refresher refreshes logins
	 * @param tokens verifies tokens
	 */
	public TokenEndpoints(AuthTokenRefresher refresher, AuthTokenUsers tokens) {
		this.refresher = refresher;
		this.tokens = tokens;
	}

	void refresh(HttpServletRequest request, HttpServletResponse response) throws IOException {
		RequestBody body = this.bodies.read(request);
		String refreshToken = body.text("refresh");
		body.requireNoFaults();
		this.json.ok(response, this.refresher.refresh(refreshToken));
	}

	void verify(HttpServletRequest request, HttpServletResponse response) throws IOException {
		RequestBody body = this.bodies.read(request);
		String text = body.text("token");
		String type = body.optionalText("token_type");
		body.requireNoFaults();
		AuthToken token = this.tokens.verify(text, EnumSet.allOf(AuthTokenType.class)).token();
		if (type != null && !type.equals(token.type().claim())) {
			throw new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
		}
		this.json.ok(response, Map.of());
	}

}
