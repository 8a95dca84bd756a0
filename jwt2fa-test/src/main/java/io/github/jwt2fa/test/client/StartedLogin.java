package io.github.jwt2fa.test.client;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.web.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A login that knows the password, and waits for a second factor. Each method sends both
 * steps, and so is a login of its own. Immutable.
 *
 * @since 0.1.0
 */
public final class StartedLogin {

	private final LoginRequests requests;

	private final String username;

	private final String password;

	StartedLogin(LoginRequests requests, String username, String password) {
		this.requests = requests;
		this.username = username;
		this.password = password;
	}

	/**
	 * Completes the login by the code that the user is sent.
	 * @return the login
	 * @throws RefusedLoginException if it is refused
	 * @throws IllegalStateException if nobody keeps the codes
	 */
	public Login withSentCode() {
		return withCode(TwoFactorMethod.CODE_SENDER, () -> this.requests.requireCodes().lastCodeFor(this.username));
	}

	/**
	 * Completes the login by a code of an authenticator app that was not used before.
	 * @param app the user's
	 * @return the login
	 * @throws RefusedLoginException if it is refused
	 */
	public Login withTotp(AuthenticatorApp app) {
		return withCode(TwoFactorMethod.TOTP, app::freshCode);
	}

	/**
	 * Completes the login by a recovery code.
	 * @param code one of those that {@link Login#makeRecoveryCodes()} returned
	 * @return the login
	 * @throws RefusedLoginException if it is refused
	 */
	public Login withRecoveryCode(String code) {
		return withCode(TwoFactorMethod.RECOVERY_CODE, () -> code);
	}

	/**
	 * Completes the login by a code of some method.
	 * @param method the method, such as one of the application's own
	 * @param code tells the code, after the first step
	 * @return the login
	 * @throws RefusedLoginException if it is refused
	 */
	public Login withCode(TwoFactorMethod method, Supplier<String> code) {
		Map<String, @Nullable Object> begun = begin(method);
		return Login.of(this.requests, this.requests.post(Endpoint.AUTH,
				Map.of("code_token", tokenIn(begun), "method", method.value(), "code", code.get()), null));
	}

	/**
	 * Completes the login by a passkey.
	 * @param device has a passkey of the user
	 * @return the login
	 * @throws RefusedLoginException if it is refused
	 * @throws IllegalStateException if the device has no passkey of the user
	 */
	public Login withPasskey(PasskeyDevice device) {
		return complete(this.requests, begin(TwoFactorMethod.PASSKEY), device);
	}

	/**
	 * Completes the login by the password, for a user of whom no second factor is asked.
	 * @return the login
	 * @throws RefusedLoginException if it is refused, or a second factor is asked for
	 */
	public Login withPasswordAlone() {
		return Login.of(this.requests, start(TwoFactorMethod.NO_2FA));
	}

	private Map<String, @Nullable Object> begin(TwoFactorMethod method) {
		Map<String, @Nullable Object> begun = start(method);
		Assert.state(begun.containsKey("method"), "The password is enough: the user is asked for no second factor");
		return begun;
	}

	private Map<String, @Nullable Object> start(TwoFactorMethod method) {
		return this.requests.post(Endpoint.GET_CODE,
				Map.of("username", this.username, "password", this.password, "methods", List.of(method.value())), null);
	}

	static Login complete(LoginRequests requests, Map<String, @Nullable Object> begun, PasskeyDevice device) {
		return Login.of(requests, requests.post(Endpoint.AUTH,
				Map.of("code_token", tokenIn(begun), "credential", device.get(optionsIn(begun))), null));
	}

	static String tokenIn(Map<String, @Nullable Object> answer) {
		if (answer.get("token") instanceof String token) {
			return token;
		}
		throw new IllegalStateException("The answer has no token");
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> optionsIn(Map<String, @Nullable Object> answer) {
		if (answer.get("public_key") instanceof Map<?, ?> options) {
			return (Map<String, Object>) options;
		}
		throw new IllegalStateException("The answer has no options for a passkey");
	}

	/**
	 * Without the password.
	 */
	@Override
	public String toString() {
		return "StartedLogin[username=" + this.username + "]";
	}

}
