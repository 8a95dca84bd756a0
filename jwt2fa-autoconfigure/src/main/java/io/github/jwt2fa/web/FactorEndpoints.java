package io.github.jwt2fa.web;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.login.RecentLogin;
import io.github.jwt2fa.method.DueRequirement;
import io.github.jwt2fa.method.FactorService;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.method.passkey.PasskeyRegistrationService;
import io.github.jwt2fa.method.recovery.RecoveryCodeService;
import io.github.jwt2fa.response.JsonBody;
import io.github.jwt2fa.security.BearerAuthenticator;
import io.github.jwt2fa.token.AuthTokenAuthenticator;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.LogoutService;
import io.github.jwt2fa.web.body.RequestBody;
import io.github.jwt2fa.web.body.RequestBodyReader;
import io.github.jwt2fa.web.endpoint.Endpoint;
import io.github.jwt2fa.web.endpoint.EndpointRoute;
import io.github.jwt2fa.web.endpoint.EndpointRoutes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.RequestMethod;

/**
 * What a page of settings needs of all that a user has set up.
 */
final class FactorEndpoints implements EndpointRoutes {

	private static final String METHOD = "method";

	private static final String ID = "id";

	private final RequestBodyReader bodies = new RequestBodyReader();

	private final JsonBody json = new JsonBody();

	private final BearerAuthenticator authenticator;

	private final RecentLogin recentLogin;

	private final FactorService factors;

	private final TwoFactorMethods methods;

	private final LogoutService logout;

	private final @Nullable RecoveryCodeService recoveryCodes;

	private final @Nullable PasskeyRegistrationService passkeys;

	/**
	 * The endpoints.
	 * @param authenticator finds out who sends a request
	 * @param recentLogin the rule for changes
	 * @param factors lists and removes factors
	 * @param methods tells whether a user has any
	 * @param logout ends other sessions
	 * @param recoveryCodes tells how many codes are left, or {@code null} where there are
	 * none
	 * @param passkeys tells what devices know a user by, or {@code null} where there are
	 * none
	 */
	FactorEndpoints(BearerAuthenticator authenticator, RecentLogin recentLogin, FactorService factors,
			TwoFactorMethods methods, LogoutService logout, @Nullable RecoveryCodeService recoveryCodes,
			@Nullable PasskeyRegistrationService passkeys) {
		this.authenticator = authenticator;
		this.recentLogin = recentLogin;
		this.factors = factors;
		this.methods = methods;
		this.logout = logout;
		this.recoveryCodes = recoveryCodes;
		this.passkeys = passkeys;
	}

	@Override
	public List<EndpointRoute> routes() {
		return List.of(new EndpointRoute(Endpoint.FACTORS, RequestMethod.GET, this::list),
				new EndpointRoute(Endpoint.FACTORS_REMOVE, RequestMethod.POST, this::remove));
	}

	void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuthTokenAuthenticator.Verified verified = this.authenticator.requireOr(request, AuthTokenType.ENROLLMENT);
		boolean isEnrolling = FactorSetUp.isFirst(verified);
		if (isEnrolling && this.methods.hasOwn(verified.user())) {
			throw new TwoFactorException(TwoFactorError.SECOND_FACTOR_ALREADY_ACTIVE);
		}
		this.bodies.requireJsonAccepted(request);
		Map<String, Object> body = new LinkedHashMap<>();
		if (!isEnrolling) {
			putOverview(verified, body);
		}
		body.put("can_set_up", names(this.factors.settable(verified.user())));
		this.json.ok(response, body);
	}

	private void putOverview(AuthTokenAuthenticator.Verified verified, Map<String, Object> body) {
		FactorService.Overview overview = this.factors.overview(verified.user());
		body.put(METHOD, overview.method().value());
		body.put("methods", names(overview.methods()));
		body.put("factors", overview.factors().stream().map(FactorEndpoints::entry).toList());
		if (this.recoveryCodes != null) {
			body.put("recovery_codes_left", this.recoveryCodes.left(verified.token().userId()));
		}
		DueRequirement due = this.methods.due(verified.user());
		if (due != null) {
			body.put("required", Map.of("methods", names(due.methods()), "from", due.from().getEpochSecond()));
		}
		String userHandle = (this.passkeys != null) ? this.passkeys.userHandle(verified.token().userId()) : null;
		if (userHandle != null) {
			body.put("user_handle", userHandle);
		}
	}

	private static Map<String, Object> entry(FactorService.OwnFactor own) {
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put(METHOD, own.method().value());
		if (own.factor().id() != null) {
			entry.put(ID, own.factor().id());
		}
		own.factor().members().forEach(entry::putIfAbsent);
		return entry;
	}

	private static List<String> names(Collection<TwoFactorMethod> methods) {
		return methods.stream().map(TwoFactorMethod::value).toList();
	}

	void remove(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuthTokenAuthenticator.Verified verified = this.authenticator.require(request);
		this.recentLogin.require(verified.token(), verified.user());
		RequestBody body = this.bodies.read(request);
		String method = body.text(METHOD);
		String id = body.optionalText(ID);
		boolean endsOthers = body.flag(FactorSetUp.END_OTHER_SESSIONS);
		body.requireNoFaults();
		this.factors.remove(verified.user(), TwoFactorMethod.of(method), id);
		if (endsOthers) {
			this.logout.logoutOthers(verified.token());
		}
		this.json.ok(response, Map.of());
	}

}
