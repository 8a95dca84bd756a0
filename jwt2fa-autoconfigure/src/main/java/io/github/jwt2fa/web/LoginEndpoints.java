package io.github.jwt2fa.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.login.LoginResult;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.password.PasswordCheck;
import io.github.jwt2fa.ratelimit.ClientAddress;
import io.github.jwt2fa.response.JsonBody;
import io.github.jwt2fa.response.LanguageNegotiation;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.web.body.RequestBody;
import io.github.jwt2fa.web.body.RequestBodyReader;
import io.github.jwt2fa.web.endpoint.Endpoint;
import io.github.jwt2fa.web.endpoint.EndpointRoute;
import io.github.jwt2fa.web.endpoint.EndpointRoutes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The two steps of a login.
 */
final class LoginEndpoints implements EndpointRoutes {

	private final RequestBodyReader bodies = new RequestBodyReader();

	private final JsonBody json = new JsonBody();

	private final WebAuthenticationDetailsSource details = new WebAuthenticationDetailsSource();

	private final TwoFactorLoginService login;

	private final PasswordCheck passwords;

	private final LanguageNegotiation languages;

	private final LoginResponseRenderer renderer;

	private final String enrollmentTokenKey;

	private final ForwardedHeaderWarning forwarded;

	/**
	 * The endpoints.
	 * @param login the login
	 * @param passwords checks passwords
	 * @param languages tells the language of a code's mail
	 * @param renderer makes the answer to a complete login
	 * @param enrollmentTokenKey the member that holds an enrollment token
	 * @param forwarded tells of proxies
	 */
	LoginEndpoints(TwoFactorLoginService login, PasswordCheck passwords, LanguageNegotiation languages,
			LoginResponseRenderer renderer, String enrollmentTokenKey, ForwardedHeaderWarning forwarded) {
		this.login = login;
		this.passwords = passwords;
		this.languages = languages;
		this.renderer = renderer;
		this.enrollmentTokenKey = enrollmentTokenKey;
		this.forwarded = forwarded;
	}

	@Override
	public List<EndpointRoute> routes() {
		return List.of(new EndpointRoute(Endpoint.GET_CODE, RequestMethod.POST, this::getCode),
				new EndpointRoute(Endpoint.AUTH, RequestMethod.POST, this::auth));
	}

	void getCode(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.forwarded.look(request);
		// before anything else is looked at: every request counts
		this.login.admit(ClientAddress.of(request.getRemoteAddr()));
		RequestBody body = this.bodies.read(request);
		String username = body.text("username");
		String password = body.verbatim("password");
		body.requireNoFaults();
		// for the mail, and for Spring Security, which makes a text of each wrong
		// password;
		// until the end of the request
		LocaleContextHolder.setLocale(this.languages.localeOf(request));
		TwoFactorUser user = this.passwords.check(username, password, this.details.buildDetails(request));
		answer(this.login.start(user), response);
	}

	void auth(HttpServletRequest request, HttpServletResponse response) throws IOException {
		RequestBody body = this.bodies.read(request);
		String codeToken = body.text("code_token");
		Proof code = body.code("code");
		body.requireNoFaults();
		answer(this.login.complete(codeToken, code), response);
	}

	private void answer(LoginResult result, HttpServletResponse response) throws IOException {
		this.json.ok(response, bodyOf(result));
	}

	private Map<String, Object> bodyOf(LoginResult result) {
		if (result instanceof LoginResult.CodeTokenIssued issued) {
			return Map.of("token", issued.codeToken());
		}
		if (result instanceof LoginResult.EnrollmentRequired required) {
			return Map.of(this.enrollmentTokenKey, required.enrollmentToken());
		}
		return this.renderer.render((LoginResult.Authenticated) result);
	}

}
