package io.github.jwt2fa.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.login.RecentLogin;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodService;
import io.github.jwt2fa.method.TwoFactorMethodService.Options;
import io.github.jwt2fa.method.totp.QrCodeRenderer;
import io.github.jwt2fa.method.totp.TotpEnrollmentService;
import io.github.jwt2fa.method.totp.TotpSetup;
import io.github.jwt2fa.response.InvalidFieldsException;
import io.github.jwt2fa.response.JsonBody;
import io.github.jwt2fa.security.BearerAuthenticator;
import io.github.jwt2fa.token.AuthTokenAuthenticator;
import io.github.jwt2fa.token.LogoutService;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.web.body.RequestBody;
import io.github.jwt2fa.web.body.RequestBodyReader;
import io.github.jwt2fa.web.endpoint.Endpoint;
import io.github.jwt2fa.web.endpoint.EndpointRoute;
import io.github.jwt2fa.web.endpoint.EndpointRoutes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.RequestMethod;

/**
 * What users do about their second factor once they are in. The tokens are checked here
 * and not by a rule of the chain: the application's rules for those who are logged in may
 * ask for the very factor that is being set up.
 */
final class EnrollmentEndpoints implements EndpointRoutes {

	private static final Log logger = LogFactory.getLog(EnrollmentEndpoints.class);

	private static final String UNKNOWN_METHOD = "jwt2fa.field.unknown-method";

	private final RequestBodyReader bodies = new RequestBodyReader();

	private final JsonBody json = new JsonBody();

	private final BearerAuthenticator authenticator;

	private final RecentLogin recentLogin;

	private final TotpEnrollmentService enrollment;

	private final TwoFactorMethodService methods;

	private final LogoutService logout;

	private final FactorSetUp setUp;

	private final @Nullable QrCodeRenderer qrCode;

	/**
	 * The endpoints.
	 * @param authenticator tells who sends a request
	 * @param recentLogin the rule for changes
	 * @param enrollment sets TOTP up
	 * @param methods changes methods
	 * @param logout ends other sessions
	 * @param setUp the rules for who sets a factor up
	 * @param qrCode draws a URI, where it fits; or {@code null} where nothing can
	 */
	EnrollmentEndpoints(BearerAuthenticator authenticator, RecentLogin recentLogin, TotpEnrollmentService enrollment,
			TwoFactorMethodService methods, LogoutService logout, FactorSetUp setUp, @Nullable QrCodeRenderer qrCode) {
		this.authenticator = authenticator;
		this.recentLogin = recentLogin;
		this.enrollment = enrollment;
		this.methods = methods;
		this.logout = logout;
		this.setUp = setUp;
		this.qrCode = qrCode;
	}

	@Override
	public List<EndpointRoute> routes() {
		return List.of(new EndpointRoute(Endpoint.TOTP_SETUP, RequestMethod.POST, this::setUp),
				new EndpointRoute(Endpoint.TOTP_CONFIRM, RequestMethod.POST, this::confirm),
				new EndpointRoute(Endpoint.TWO_FACTOR_METHOD, RequestMethod.GET, this::method),
				new EndpointRoute(Endpoint.TWO_FACTOR_METHOD, RequestMethod.POST, this::changeMethod));
	}

	void setUp(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuthTokenAuthenticator.Verified verified = this.setUp.require(request, TwoFactorMethod.TOTP);
		this.bodies.requireJsonAccepted(request);
		TotpSetup setup = this.enrollment.setUp(verified.user());
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("secret", setup.secret());
		body.put("provisioning_uri", setup.provisioningUri());
		String picture = draw(setup.provisioningUri());
		if (picture != null) {
			body.put("qr_code", picture);
		}
		this.json.ok(response, body);
	}

	/**
	 * A picture is no more than a convenience: without one there is still the secret.
	 */
	private @Nullable String draw(String uri) {
		try {
			return (this.qrCode != null) ? this.qrCode.render(uri) : null;
		}
		catch (RuntimeException | LinkageError ex) {
			// its message may hold the secret
			logger.warn("A QR code could not be drawn: " + ex.getClass().getName());
			return null;
		}
	}

	void confirm(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuthTokenAuthenticator.Verified verified = this.setUp.require(request, TwoFactorMethod.TOTP);
		RequestBody body = this.bodies.read(request);
		Proof code = body.code("code");
		this.json.ok(response, this.setUp.confirm(verified, TwoFactorMethod.TOTP, body, () -> {
			if (FactorSetUp.isFirst(verified)) {
				this.enrollment.confirmFirst(verified.user(), code);
			}
			else {
				this.enrollment.confirm(verified.user(), code);
			}
		}));
	}

	void method(HttpServletRequest request, HttpServletResponse response) throws IOException {
		TwoFactorUser user = this.authenticator.require(request).user();
		this.bodies.requireJsonAccepted(request);
		Options options = this.methods.options(user);
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("method", options.method().value());
		body.put("totp_active", options.setUp().contains(TwoFactorMethod.TOTP));
		body.put("methods", options.methods().stream().map(TwoFactorMethod::value).toList());
		this.json.ok(response, body);
	}

	void changeMethod(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuthTokenAuthenticator.Verified verified = this.authenticator.require(request);
		this.recentLogin.require(verified.token(), verified.user());
		RequestBody body = this.bodies.read(request);
		String name = body.text("method");
		boolean endsOthers = body.flag(FactorSetUp.END_OTHER_SESSIONS);
		body.requireNoFaults();
		TwoFactorMethod method = TwoFactorMethod.of(name);
		if (!this.methods.isKnown(method)) {
			throw new InvalidFieldsException(Map.of("method", UNKNOWN_METHOD));
		}
		this.methods.choose(verified.user(), method);
		if (endsOthers) {
			this.logout.logoutOthers(verified.token());
		}
		this.json.ok(response, Map.of());
	}

}
