package io.github.jwt2fa.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.enrollment.TotpEnrollmentService;
import io.github.jwt2fa.enrollment.TotpSetup;
import io.github.jwt2fa.enrollment.TwoFactorMethodService;
import io.github.jwt2fa.enrollment.TwoFactorMethodService.Options;
import io.github.jwt2fa.response.JsonBody;
import io.github.jwt2fa.security.BearerAuthenticator;
import io.github.jwt2fa.security.RecentLogin;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokenUsers;
import io.github.jwt2fa.user.TwoFactorUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What users do about their second factor once they are in. The tokens are checked here
 * and not by a rule of the chain: the application's rules for those who are logged in may
 * ask for the very factor that is being set up.
 */
public final class EnrollmentEndpoints {

	private static final Set<AuthTokenType> ACCESS = Set.of(AuthTokenType.ACCESS);

	private static final Set<AuthTokenType> ACCESS_OR_ENROLLMENT = Set.of(AuthTokenType.ACCESS,
			AuthTokenType.ENROLLMENT);

	private final RequestBodyReader bodies = new RequestBodyReader();

	private final JsonBody json = new JsonBody();

	private final BearerAuthenticator authenticator;

	private final RecentLogin recentLogin;

	private final TotpEnrollmentService enrollment;

	private final TwoFactorMethodService methods;

	private final @Nullable UnaryOperator<String> qrCode;

	/**
	 * The endpoints.
	 * @param authenticator tells who sends a request
	 * @param recentLogin the rule for changes
	 * @param enrollment sets TOTP up
	 * @param methods changes methods
	 * @param qrCode draws a URI, or {@code null} where nothing can
	 */
	public EnrollmentEndpoints(BearerAuthenticator authenticator, RecentLogin recentLogin,
			TotpEnrollmentService enrollment, TwoFactorMethodService methods, @Nullable UnaryOperator<String> qrCode) {
		this.authenticator = authenticator;
		this.recentLogin = recentLogin;
		this.enrollment = enrollment;
		this.methods = methods;
		this.qrCode = qrCode;
	}

	void setUp(HttpServletRequest request, HttpServletResponse response) throws IOException {
		TwoFactorUser user = requireEnrolling(request);
		this.bodies.requireJsonAccepted(request);
		TotpSetup setup = this.enrollment.setUp(user);
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("secret", setup.secret());
		body.put("provisioning_uri", setup.provisioningUri());
		if (this.qrCode != null) {
			body.put("qr_code", this.qrCode.apply(setup.provisioningUri()));
		}
		this.json.ok(response, body);
	}

	void confirm(HttpServletRequest request, HttpServletResponse response) throws IOException {
		TwoFactorUser user = requireEnrolling(request);
		RequestBody body = this.bodies.read(request);
		String code = body.text("code");
		body.requireNoFaults();
		this.enrollment.confirm(user, code);
		this.json.ok(response, Map.of());
	}

	/**
	 * An access token needs a recent login; an enrollment token is one by itself, but
	 * does not replace what the user has set up.
	 */
	private TwoFactorUser requireEnrolling(HttpServletRequest request) {
		AuthTokenUsers.Verified verified = this.authenticator.require(request, ACCESS_OR_ENROLLMENT);
		if (verified.token().type() == AuthTokenType.ACCESS) {
			this.recentLogin.require(verified.token());
		}
		else if (this.methods.isTotpActive(verified.user())) {
			throw new TwoFactorException(TwoFactorError.TOTP_ALREADY_ACTIVE);
		}
		return verified.user();
	}

	void method(HttpServletRequest request, HttpServletResponse response) throws IOException {
		TwoFactorUser user = this.authenticator.require(request, ACCESS).user();
		this.bodies.requireJsonAccepted(request);
		Options options = this.methods.options(user);
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("method", options.method().value());
		body.put("totp_active", options.totpActive());
		body.put("methods", options.methods().stream().map(TwoFactorMethod::value).toList());
		this.json.ok(response, body);
	}

	void changeMethod(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuthTokenUsers.Verified verified = this.authenticator.require(request, ACCESS);
		this.recentLogin.require(verified.token());
		RequestBody body = this.bodies.read(request);
		String name = body.text("method");
		body.requireNoFaults();
		TwoFactorMethod method = TwoFactorMethod.of(name);
		if (!this.methods.isKnown(method)) {
			throw new InvalidFieldsException(Map.of("method", RequestBody.UNKNOWN_METHOD));
		}
		this.methods.choose(verified.user(), method);
		this.json.ok(response, Map.of());
	}

}
