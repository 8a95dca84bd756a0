package io.github.jwt2fa.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.login.RecentLogin;
import io.github.jwt2fa.method.recovery.RecoveryCodeService;
import io.github.jwt2fa.response.JsonBody;
import io.github.jwt2fa.security.BearerAuthenticator;
import io.github.jwt2fa.token.AuthTokenAuthenticator;
import io.github.jwt2fa.web.body.RequestBodyReader;
import io.github.jwt2fa.web.endpoint.Endpoint;
import io.github.jwt2fa.web.endpoint.EndpointRoute;
import io.github.jwt2fa.web.endpoint.EndpointRoutes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.RequestMethod;

/**
 * What is there for the day when a factor is lost.
 */
final class RecoveryCodeEndpoints implements EndpointRoutes {

	/** The member that holds new codes. */
	static final String CODES = "recovery_codes";

	private final RequestBodyReader bodies = new RequestBodyReader();

	private final JsonBody json = new JsonBody();

	private final BearerAuthenticator authenticator;

	private final RecentLogin recentLogin;

	private final RecoveryCodeService codes;

	/**
	 * The endpoint.
	 * @param authenticator finds out who sends a request
	 * @param recentLogin the rule for changes
	 * @param codes makes codes
	 */
	RecoveryCodeEndpoints(BearerAuthenticator authenticator, RecentLogin recentLogin, RecoveryCodeService codes) {
		this.authenticator = authenticator;
		this.recentLogin = recentLogin;
		this.codes = codes;
	}

	@Override
	public List<EndpointRoute> routes() {
		return List.of(new EndpointRoute(Endpoint.RECOVERY_CODES, RequestMethod.POST, this::create));
	}

	void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuthTokenAuthenticator.Verified verified = this.authenticator.require(request);
		this.recentLogin.require(verified.token(), verified.user());
		this.bodies.requireJsonAccepted(request);
		this.json.ok(response, Map.of(CODES, this.codes.create(verified.user())));
	}

}
