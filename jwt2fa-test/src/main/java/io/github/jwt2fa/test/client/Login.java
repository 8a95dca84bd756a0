package io.github.jwt2fa.test.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.web.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A login that is complete: its tokens, and what its user may do next. Immutable.
 *
 * @since 0.1.0
 */
public final class Login {

	private final LoginRequests requests;

	private final Map<String, @Nullable Object> answer;

	private final UnaryOperator<String> members;

	private Login(LoginRequests requests, Map<String, @Nullable Object> answer, UnaryOperator<String> members) {
		this.requests = requests;
		this.answer = Collections.unmodifiableMap(new LinkedHashMap<>(answer));
		this.members = members;
	}

	static Login of(LoginRequests requests, Map<String, @Nullable Object> answer) {
		return new Login(requests, answer, requests.members());
	}

	/**
	 * What opens protected resources: an access token, or a sliding one.
	 * @return the token
	 * @throws IllegalStateException if the login bought an enrollment token only
	 */
	public String accessToken() {
		String access = text("access");
		String token = (access != null) ? access : text("token");
		if (token == null) {
			throw new IllegalStateException((text("enrollment_token") != null)
					? "The login bought an enrollment token only: the user has to set up a second factor"
					: "The answer has no access token, but " + this.answer.keySet()
							+ ": if one of these is it, tell LoginClient.members");
		}
		return token;
	}

	/**
	 * What buys the next access token.
	 * @return the refresh token, or {@code null} if there is none
	 */
	public @Nullable String refreshToken() {
		return text("refresh");
	}

	/**
	 * What sets up the first factor of a user who has to have one.
	 * @return the enrollment token, or {@code null} if there is none
	 */
	public @Nullable String enrollmentToken() {
		return text("enrollment_token");
	}

	private @Nullable String text(String member) {
		return (this.answer.get(this.members.apply(member)) instanceof String text) ? text : null;
	}

	/**
	 * All members of the answer, such as {@code recovery_codes_left}. One that the
	 * application adds may be {@code null}.
	 * @return the members, in their order
	 */
	public Map<String, @Nullable Object> answer() {
		return this.answer;
	}

	/**
	 * The header of a request by this user, for MockMvc.
	 * @return {@code Authorization} with the access token
	 */
	public HttpHeaders headers() {
		HttpHeaders headers = new HttpHeaders();
		authorize(headers);
		return headers;
	}

	/**
	 * Adds the access token to a request, for clients that take a function:
	 * {@code headers(login::authorize)}.
	 * @param headers the headers of the request
	 */
	public void authorize(HttpHeaders headers) {
		headers.setBearerAuth(accessToken());
	}

	/**
	 * Sets an authenticator app up, and confirms it by a code.
	 * @return the app on the user's phone
	 * @throws RefusedLoginException if it is refused
	 */
	public AuthenticatorApp setUpTotp() {
		Map<String, @Nullable Object> setup = this.requests.post(Endpoint.TOTP_SETUP, Map.of(), token());
		AuthenticatorApp app = AuthenticatorApp.scanned(String.valueOf(setup.get("provisioning_uri")),
				this.requests.clock());
		this.requests.post(Endpoint.TOTP_CONFIRM, Map.of("code", app.freshCode()), token());
		return app;
	}

	/**
	 * Has a device make a passkey, and registers it.
	 * @param device the user's
	 * @return the same device
	 * @throws RefusedLoginException if it is refused
	 * @throws IllegalStateException if the device has a passkey of the user already
	 */
	public PasskeyDevice setUpPasskey(PasskeyDevice device) {
		Map<String, @Nullable Object> setup = this.requests.post(Endpoint.PASSKEY_SETUP, Map.of(), token());
		this.requests.post(Endpoint.PASSKEY_CONFIRM, Map.of("token", StartedLogin.tokenIn(setup), "credential",
				device.create(StartedLogin.optionsIn(setup))), token());
		return device;
	}

	/**
	 * Makes new recovery codes. The old ones are good for nothing any more.
	 * @return the codes
	 * @throws RefusedLoginException if it is refused
	 */
	public List<String> makeRecoveryCodes() {
		Object codes = this.requests.post(Endpoint.RECOVERY_CODES, Map.of(), accessToken()).get("recovery_codes");
		return (codes instanceof List<?> list) ? list.stream().map(String::valueOf).toList() : List.of();
	}

	private String token() {
		String enrollment = enrollmentToken();
		return (enrollment != null) ? enrollment : accessToken();
	}

	/**
	 * Buys the next access token.
	 * @return the same login with new tokens
	 * @throws RefusedLoginException if it is refused
	 */
	public Login refresh() {
		String refresh = refreshToken();
		Map<String, @Nullable Object> next = this.requests.post(Endpoint.REFRESH,
				(refresh != null) ? Map.of("refresh", refresh) : Map.of("token", accessToken()), null);
		if (refresh != null) {
			next.putIfAbsent("refresh", refresh);
		}
		// whose members have the same names everywhere
		return new Login(this.requests, next, UnaryOperator.identity());
	}

	/**
	 * Ends the session.
	 * @throws RefusedLoginException if it is refused
	 */
	public void logout() {
		String refresh = refreshToken();
		this.requests.post(Endpoint.LOGOUT,
				(refresh != null) ? Map.of("refresh", refresh) : Map.of("token", accessToken()), null);
	}

	/**
	 * Without the tokens.
	 */
	@Override
	public String toString() {
		return "Login" + this.answer.keySet();
	}

}
