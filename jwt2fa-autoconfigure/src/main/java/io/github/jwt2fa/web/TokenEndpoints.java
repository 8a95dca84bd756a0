package io.github.jwt2fa.web;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.login.RecentLogin;
import io.github.jwt2fa.response.JsonBody;
import io.github.jwt2fa.security.BearerAuthenticator;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenRefresher;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokenAuthenticator;
import io.github.jwt2fa.token.AuthTokens;
import io.github.jwt2fa.token.LogoutService;
import io.github.jwt2fa.token.key.AuthTokenKeySource;
import io.github.jwt2fa.web.body.RequestBody;
import io.github.jwt2fa.web.body.RequestBodyReader;
import io.github.jwt2fa.web.cookie.TokenCookie;
import io.github.jwt2fa.web.cookie.TokenCookies;
import io.github.jwt2fa.web.endpoint.Endpoint;
import io.github.jwt2fa.web.endpoint.EndpointRoute;
import io.github.jwt2fa.web.endpoint.EndpointRoutes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.RequestMethod;

/**
 * What can be done with the tokens of a login.
 */
final class TokenEndpoints implements EndpointRoutes {

	/** Others ask again when they meet a key that they don't know. */
	private static final Duration JWKS_MAX_AGE = Duration.ofMinutes(5);

	private final RequestBodyReader bodies = new RequestBodyReader();

	private final JsonBody json = new JsonBody();

	private final TokenCookies cookies;

	private final AuthTokenRefresher refresher;

	private final AuthTokenAuthenticator tokens;

	private final LogoutService logout;

	private final BearerAuthenticator authenticator;

	private final RecentLogin recentLogin;

	private final AuthTokenKeySource keys;

	/**
	 * The endpoints.
	 * @param cookies keep tokens for browsers that ask for it
	 * @param refresher refreshes logins
	 * @param tokens verifies tokens
	 * @param logout ends logins
	 * @param authenticator tells who sends a request
	 * @param recentLogin the rule for who may end all
	 * @param keys the public ones are for everyone
	 */
	TokenEndpoints(TokenCookies cookies, AuthTokenRefresher refresher, AuthTokenAuthenticator tokens,
			LogoutService logout, BearerAuthenticator authenticator, RecentLogin recentLogin, AuthTokenKeySource keys) {
		this.cookies = cookies;
		this.refresher = refresher;
		this.tokens = tokens;
		this.logout = logout;
		this.authenticator = authenticator;
		this.recentLogin = recentLogin;
		this.keys = keys;
	}

	@Override
	public List<EndpointRoute> routes() {
		return List.of(new EndpointRoute(Endpoint.REFRESH, RequestMethod.POST, this::refresh),
				new EndpointRoute(Endpoint.VERIFY, RequestMethod.POST, this::verify),
				new EndpointRoute(Endpoint.LOGOUT, RequestMethod.POST, this::logout),
				new EndpointRoute(Endpoint.LOGOUT_ALL, RequestMethod.POST, this::logoutAll),
				new EndpointRoute(Endpoint.JWKS, RequestMethod.GET, this::jwks));
	}

	void refresh(HttpServletRequest request, HttpServletResponse response) throws IOException {
		boolean inCookies = this.cookies.areAskedFor(request);
		String token = readToken(request);
		Map<String, Object> body = new LinkedHashMap<>();
		try {
			refresh(token).forEach((type, text) -> body.put(member(type), text));
		}
		catch (TwoFactorException ex) {
			if (inCookies && ex.error() == TwoFactorError.TOKEN_NOT_VALID) {
				this.cookies.clear(response, TokenCookie.REFRESH);
			}
			throw ex;
		}
		if (inCookies) {
			this.cookies.move(response, body, TokenCookie.REFRESH);
		}
		this.json.ok(response, body);
	}

	private AuthTokens refresh(@Nullable String token) {
		if (token == null) {
			throw new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
		}
		return this.refresher.refresh(token);
	}

	/**
	 * A browser without a cookie has nothing to end, and is told so no more than with an
	 * old one.
	 */
	void logout(HttpServletRequest request, HttpServletResponse response) throws IOException {
		String token = readToken(request);
		if (token != null) {
			this.logout.logout(token);
		}
		if (this.cookies.areAskedFor(request)) {
			this.cookies.clear(response, TokenCookie.REFRESH);
		}
		this.json.ok(response, Map.of());
	}

	/**
	 * The token of a request, or {@code null} where it has to come in a cookie that is
	 * not there.
	 */
	private @Nullable String readToken(HttpServletRequest request) {
		RequestBody body = this.cookies.read(request, this.bodies.read(request), TokenCookie.REFRESH);
		String member = member(this.refresher.type());
		boolean required = body.has(member) || !this.cookies.areAskedFor(request);
		String token = required ? body.text(member) : null;
		body.requireNoFaults();
		return token;
	}

	/**
	 * Clients know what slides as the only token that there is.
	 */
	private static String member(AuthTokenType type) {
		return (type == AuthTokenType.SLIDING) ? "token" : type.claim();
	}

	void verify(HttpServletRequest request, HttpServletResponse response) throws IOException {
		RequestBody body = this.bodies.read(request);
		String text = body.text("token");
		String type = body.optionalText("token_type");
		body.requireNoFaults();
		AuthToken token = this.tokens.verifyAny(text).token();
		if (type != null && !type.equals(token.type().claim())) {
			throw new TwoFactorException(TwoFactorError.TOKEN_NOT_VALID);
		}
		this.json.ok(response, Map.of());
	}

	void logoutAll(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuthTokenAuthenticator.Verified verified = this.authenticator.require(request);
		this.recentLogin.require(verified.token(), verified.user());
		this.bodies.requireJsonAccepted(request);
		this.logout.logoutAll(verified.token());
		this.json.ok(response, Map.of());
	}

	void jwks(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.json.okFor(response, this.keys.present().jwkSet(), JWKS_MAX_AGE);
	}

}
