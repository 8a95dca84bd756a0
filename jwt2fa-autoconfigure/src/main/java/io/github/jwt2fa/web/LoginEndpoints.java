package io.github.jwt2fa.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.login.LoginDevice;
import io.github.jwt2fa.login.LoginResult;
import io.github.jwt2fa.login.PasswordlessLogin;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.password.PasswordCheck;
import io.github.jwt2fa.ratelimit.ClientAddress;
import io.github.jwt2fa.response.JsonBody;
import io.github.jwt2fa.response.LanguageNegotiation;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.user.TwoFactorUser;
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

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * The two steps of a login.
 */
final class LoginEndpoints implements EndpointRoutes {

	private static final String CODE_TOKEN = "code_token";

	private static final String METHOD = "method";

	/** The member in which a client says what it can do. */
	static final String METHODS = "methods";

	private static final String DEVICE_NAME = "device_name";

	private static final String DEVICE_TOKEN = "device_token";

	private final RequestBodyReader bodies = new RequestBodyReader();

	private final JsonBody json = new JsonBody();

	private final WebAuthenticationDetailsSource details = new WebAuthenticationDetailsSource();

	private final TwoFactorLoginService login;

	private final @Nullable PasswordlessLogin passwordless;

	private final PasswordCheck passwords;

	private final LanguageNegotiation languages;

	private final LoginResponseRenderer renderer;

	private final WebSettings settings;

	private final TokenCookies cookies;

	private final ForwardedHeaderWarning forwarded;

	/**
	 * The endpoints.
	 * @param login the login
	 * @param passwordless the login by one step alone, or {@code null} where there is
	 * none
	 * @param passwords checks passwords
	 * @param languages tells the language of a code's mail
	 * @param renderer makes the answer to a complete login
	 * @param settings the members that hold tokens
	 * @param cookies keep tokens for browsers that ask for it
	 * @param forwarded tells of proxies
	 */
	LoginEndpoints(TwoFactorLoginService login, @Nullable PasswordlessLogin passwordless, PasswordCheck passwords,
			LanguageNegotiation languages, LoginResponseRenderer renderer, WebSettings settings, TokenCookies cookies,
			ForwardedHeaderWarning forwarded) {
		this.login = login;
		this.passwordless = passwordless;
		this.passwords = passwords;
		this.languages = languages;
		this.renderer = renderer;
		this.settings = settings;
		this.cookies = cookies;
		this.forwarded = forwarded;
	}

	@Override
	public List<EndpointRoute> routes() {
		return List.of(new EndpointRoute(Endpoint.GET_CODE, RequestMethod.POST, this::getCode),
				new EndpointRoute(Endpoint.AUTH, RequestMethod.POST, this::auth),
				new EndpointRoute(Endpoint.PASSKEY_OPTIONS, RequestMethod.POST, this::options));
	}

	void getCode(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.forwarded.look(request);
		ClientAddress client = ClientAddress.of(request.getRemoteAddr());
		RequestBody body = this.cookies.read(request, readCounted(request, client), TokenCookie.DEVICE);
		if (body.has(CODE_TOKEN)) {
			this.json.ok(response, sendAgain(body, client, request));
			return;
		}
		// before anything else is looked at: every request counts
		this.login.admit(client);
		String username = body.text("username");
		String password = body.verbatim("password");
		List<String> able = body.names(METHODS);
		String deviceName = body.optionalLine(DEVICE_NAME, LoginDevice.MAX_LENGTH);
		String deviceToken = body.optionalText(DEVICE_TOKEN);
		body.requireNoFaults();
		LoginDevice device = LoginDevice.named(deviceName).withToken(deviceToken);
		// for the mail, and for Spring Security, which makes a text of each wrong
		// password;
		// until the end of the request
		LocaleContextHolder.setLocale(this.languages.localeOf(request));
		TwoFactorUser user = this.passwords.check(username, password, this.details.buildDetails(request));
		LoginResult result = (able != null)
				? this.login.start(user, able.stream().map(TwoFactorMethod::of).toList(), device)
				: this.login.start(user, device);
		answer(request, response, result, able != null);
	}

	/**
	 * What the body is for tells whether the request counts. One that can't be read
	 * counts.
	 */
	private RequestBody readCounted(HttpServletRequest request, ClientAddress client) {
		try {
			return this.bodies.read(request);
		}
		catch (RuntimeException ex) {
			this.login.admit(client);
			throw ex;
		}
	}

	/**
	 * A genuine code token was issued for a password that counted.
	 */
	private Map<String, Object> sendAgain(RequestBody body, ClientAddress client, HttpServletRequest request) {
		String codeToken = body.text(CODE_TOKEN);
		String method = body.optionalText(METHOD);
		body.refuseBoth(CODE_TOKEN, List.of("username", "password"));
		if (body.hasFaults()) {
			this.login.admit(client);
		}
		body.requireNoFaults();
		LocaleContextHolder.setLocale(this.languages.localeOf(request));
		Map<String, Object> answer = bodyOf(this.login.sendAgain(client, codeToken, methodOf(method)), true);
		answer.remove(METHODS);
		return answer;
	}

	private static @Nullable TwoFactorMethod methodOf(@Nullable String name) {
		return (name != null) ? TwoFactorMethod.of(name) : null;
	}

	/**
	 * There is no user yet, and so nothing in the body.
	 */
	void options(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.bodies.requireJsonAccepted(request);
		if (this.passwordless == null) {
			throw new TwoFactorException(TwoFactorError.NOT_FOUND);
		}
		PasswordlessLogin.Start start = this.passwordless.start();
		Map<String, Object> answer = new LinkedHashMap<>(Map.of("token", start.token()));
		start.members().forEach(answer::putIfAbsent);
		this.json.ok(response, answer);
	}

	void auth(HttpServletRequest request, HttpServletResponse response) throws IOException {
		RequestBody body = this.bodies.read(request);
		String codeToken = body.text(CODE_TOKEN);
		String method = body.optionalText(METHOD);
		Proof proof = body.proof("code", "credential");
		String deviceName = body.optionalLine(DEVICE_NAME, LoginDevice.MAX_LENGTH);
		boolean wantsTrust = body.flag("trust_device");
		body.requireNoFaults();
		LoginDevice device = LoginDevice.named(deviceName).wantingTrust(wantsTrust);
		LoginResult result;
		if (this.passwordless != null && this.passwordless.isToken(codeToken)) {
			this.forwarded.look(request);
			result = this.passwordless.complete(ClientAddress.of(request.getRemoteAddr()), codeToken, methodOf(method),
					proof, device);
		}
		else {
			result = this.login.complete(codeToken, methodOf(method), proof, device);
		}
		answer(request, response, result, method != null);
	}

	/**
	 * Answers a step. For a browser the renderer is not even given what no script may
	 * see: it could tell it by whatever name.
	 */
	private void answer(HttpServletRequest request, HttpServletResponse response, LoginResult result, boolean tellsMore)
			throws IOException {
		if (!(result instanceof LoginResult.Authenticated authenticated) || !this.cookies.areAskedFor(request)) {
			this.json.ok(response, bodyOf(result, tellsMore));
			return;
		}
		Map<String, Object> body = bodyOf(authenticated.withoutLasting(), tellsMore);
		String refresh = authenticated.tokens().get(AuthTokenType.REFRESH);
		if (refresh != null) {
			this.cookies.write(response, TokenCookie.REFRESH, refresh);
		}
		else {
			// that of an earlier login, perhaps of somebody else
			this.cookies.clear(response, TokenCookie.REFRESH);
		}
		if (authenticated.trust() != null) {
			this.cookies.write(response, TokenCookie.DEVICE, authenticated.trust().token());
		}
		this.json.ok(response, body);
	}

	/**
	 * All that is told of a code token.
	 */
	static Map<String, Object> bodyOf(LoginResult.CodeTokenIssued issued) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("token", issued.codeToken());
		body.put(METHOD, issued.method().value());
		body.put(METHODS, issued.methods().stream().map(TwoFactorMethod::value).toList());
		if (issued.resendAfter() != null) {
			body.put("resend_after", issued.resendAfter().toSeconds());
		}
		issued.members().forEach(body::putIfAbsent);
		return body;
	}

	/**
	 * The body of an answer. A client that says nothing new is told nothing new.
	 */
	private Map<String, Object> bodyOf(LoginResult result, boolean tellsMore) {
		Map<String, Object> body = new LinkedHashMap<>();
		if (result instanceof LoginResult.EnrollmentRequired required) {
			body.put(this.settings.enrollmentTokenMember(), required.enrollmentToken());
		}
		if (result instanceof LoginResult.CodeTokenIssued issued) {
			if (tellsMore) {
				body.putAll(bodyOf(issued));
			}
			else {
				body.put("token", issued.codeToken());
			}
		}
		if (result instanceof LoginResult.SteppedUp steppedUp) {
			body.put(Objects.requireNonNull(this.settings.tokenMembers().get(AuthTokenType.ACCESS)),
					steppedUp.accessToken());
			if (tellsMore) {
				steppedUp.members().forEach(body::putIfAbsent);
			}
		}
		if (result instanceof LoginResult.Authenticated authenticated) {
			body.putAll(this.renderer.render(authenticated));
			if (authenticated.trust() != null) {
				body.put(DEVICE_TOKEN, authenticated.trust().token());
			}
			if (tellsMore) {
				authenticated.members().forEach(body::putIfAbsent);
			}
		}
		return body;
	}

}
