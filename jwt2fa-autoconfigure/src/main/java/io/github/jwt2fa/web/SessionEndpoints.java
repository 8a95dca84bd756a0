package io.github.jwt2fa.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.device.TrustedDevice;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.login.RecentLogin;
import io.github.jwt2fa.response.JsonBody;
import io.github.jwt2fa.security.BearerAuthenticator;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.token.AuthTokenAuthenticator;
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
 * Where a user is logged in, or gets in by the password alone, and the end of it. A
 * session is known by the claim {@code sid} of its tokens, by which nobody can make one:
 * it takes the key.
 */
final class SessionEndpoints implements EndpointRoutes {

	private static final String ID = "id";

	private static final String LAST_USED_AT = "last_used_at";

	private static final String ENDS_AT = "ends_at";

	private static final String NAME = "name";

	private final RequestBodyReader bodies = new RequestBodyReader();

	private final JsonBody json = new JsonBody();

	private final BearerAuthenticator authenticator;

	private final RecentLogin recentLogin;

	private final LoginSessions sessions;

	private final TrustedDevices devices;

	/**
	 * The endpoints.
	 * @param authenticator finds out who sends a request
	 * @param recentLogin the rule for who may end what is not its own
	 * @param sessions lists and ends sessions
	 * @param devices lists the devices that are trusted, and ends that
	 */
	SessionEndpoints(BearerAuthenticator authenticator, RecentLogin recentLogin, LoginSessions sessions,
			TrustedDevices devices) {
		this.authenticator = authenticator;
		this.recentLogin = recentLogin;
		this.sessions = sessions;
		this.devices = devices;
	}

	@Override
	public List<EndpointRoute> routes() {
		return List.of(new EndpointRoute(Endpoint.SESSIONS, RequestMethod.GET, this::list),
				new EndpointRoute(Endpoint.SESSIONS_END, RequestMethod.POST, this::end));
	}

	void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuthTokenAuthenticator.Verified verified = this.authenticator.require(request);
		this.bodies.requireJsonAccepted(request);
		String userId = verified.token().userId();
		String current = verified.token().sessionId();
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("sessions", this.sessions.findAll(userId).stream().map((session) -> entry(session, current)).toList());
		// there, and empty, also where no device is trusted: a client looks at both alike
		body.put("trusted_devices", this.devices.findAll(userId).stream().map(SessionEndpoints::entry).toList());
		this.json.ok(response, body);
	}

	private static Map<String, @Nullable Object> entry(LoginSession session, String current) {
		Map<String, @Nullable Object> entry = new LinkedHashMap<>();
		entry.put(ID, session.id());
		entry.put("current", session.id().equals(current));
		entry.put("started_at", session.startedAt().getEpochSecond());
		entry.put(LAST_USED_AT, session.refreshedAt().getEpochSecond());
		entry.put(ENDS_AT, session.endsAt().getEpochSecond());
		entry.put("method", (session.method() != null) ? session.method().value() : null);
		entry.put(NAME, session.deviceName());
		return entry;
	}

	private static Map<String, @Nullable Object> entry(TrustedDevice device) {
		Map<String, @Nullable Object> entry = new LinkedHashMap<>();
		entry.put(ID, device.id());
		entry.put(NAME, device.name());
		entry.put("created_at", device.createdAt().getEpochSecond());
		entry.put(LAST_USED_AT, device.lastUsedAt().getEpochSecond());
		entry.put(ENDS_AT, device.endsAt().getEpochSecond());
		return entry;
	}

	void end(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuthTokenAuthenticator.Verified verified = this.authenticator.require(request);
		this.recentLogin.require(verified.token(), verified.user());
		RequestBody body = this.bodies.read(request);
		String id = body.text(ID);
		body.requireNoFaults();
		String userId = verified.token().userId();
		if (!this.sessions.end(userId, id) && !this.devices.end(userId, id)) {
			throw new TwoFactorException(TwoFactorError.NOT_FOUND);
		}
		this.json.ok(response, Map.of());
	}

}
