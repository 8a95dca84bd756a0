package io.github.jwt2fa.test.client;

import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.SentCodes;
import io.github.jwt2fa.web.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * Logs in over the endpoints of jwt2fa, as the page or the app of an application does:
 * <code>client.login("alice", "password").withTotp(app)</code>. Immutable.
 *
 * @since 0.1.0
 */
public final class LoginClient {

	private final LoginRequests requests;

	private LoginClient(LoginRequests requests) {
		this.requests = requests;
	}

	/**
	 * A client over some transport, to an application whose endpoints are below
	 * {@code /auth}.
	 * @param transport sends the requests
	 * @return the client
	 */
	public static LoginClient over(LoginTransport transport) {
		return new LoginClient(
				new LoginRequests(transport, below("/auth"), UnaryOperator.identity(), Clock.systemUTC(), null));
	}

	/**
	 * A client over MockMvc, to an application whose endpoints are below {@code /auth}.
	 * @param mvc has the application's filters, as that of Spring Boot has
	 * @return the client
	 */
	public static LoginClient over(MockMvc mvc) {
		return over(new MockMvcTransport((request) -> mvc.perform(request).andReturn().getResponse()));
	}

	/**
	 * A client over MockMvc, to an application whose endpoints are below {@code /auth}.
	 * @param mvc has the application's filters, as that of Spring Boot has
	 * @return the client
	 */
	public static LoginClient over(MockMvcTester mvc) {
		return over(new MockMvcTransport((request) -> mvc.perform(request).getResponse()));
	}

	/**
	 * A client to an application whose endpoints are below {@code /auth}.
	 * @param client sends the requests
	 * @return the client
	 */
	public static LoginClient over(RestTestClient client) {
		return over(new RestTestClientTransport(client));
	}

	/**
	 * A client to an application whose endpoints are below {@code /auth}.
	 * @param client sends the requests
	 * @return the client
	 */
	public static LoginClient over(WebTestClient client) {
		return over(new WebTestClientTransport(client));
	}

	/**
	 * The same client for endpoints at another place.
	 * @param path what {@code jwt2fa.base-path} says; {@code /} for none. Over HTTP, what
	 * {@code spring.mvc.servlet.path} says goes before
	 * @return the client
	 */
	public LoginClient basePath(String path) {
		return paths(below(path));
	}

	private static UnaryOperator<String> below(String path) {
		String prefix = path.equals("/") ? "" : path;
		return (endpoint) -> prefix + endpoint + "/";
	}

	/**
	 * The same client for endpoints that each have a path of their own.
	 * @param paths tells the path of an endpoint, which it gets as it is below the base
	 * path by default, such as {@code /get-code}
	 * @return the client
	 */
	public LoginClient paths(UnaryOperator<String> paths) {
		return new LoginClient(new LoginRequests(this.requests.transport(), paths, this.requests.members(),
				this.requests.clock(), this.requests.codes()));
	}

	/**
	 * The same client for an application whose logins answer in other names.
	 * @param members tells the name of a member of the login's answer, which it gets as
	 * it is by default: {@code access}, {@code refresh}, {@code token} or
	 * {@code enrollment_token}
	 * @return the client
	 */
	public LoginClient members(UnaryOperator<String> members) {
		return new LoginClient(new LoginRequests(this.requests.transport(), this.requests.paths(), members,
				this.requests.clock(), this.requests.codes()));
	}

	/**
	 * The same client with another time on its users' phones.
	 * @param clock the clock that the application has; unless set, that of the system
	 * @return the client
	 */
	public LoginClient clock(Clock clock) {
		return new LoginClient(new LoginRequests(this.requests.transport(), this.requests.paths(),
				this.requests.members(), clock, this.requests.codes()));
	}

	/**
	 * The same client whose users read the codes that they are sent.
	 * @param codes the application's {@code CodeSender}
	 * @return the client
	 */
	public LoginClient codes(SentCodes codes) {
		return new LoginClient(new LoginRequests(this.requests.transport(), this.requests.paths(),
				this.requests.members(), this.requests.clock(), codes));
	}

	/**
	 * A login, which begins by its second step: nothing is sent before.
	 * @param username what the user types
	 * @param password the password
	 * @return the login, which waits for a second factor
	 */
	public StartedLogin login(String username, String password) {
		return new StartedLogin(this.requests, username, password);
	}

	/**
	 * A whole login by a passkey alone, where {@code jwt2fa.passkey.login} is on.
	 * @param device has a passkey of the user
	 * @return the login
	 * @throws RefusedLoginException if it is refused
	 * @throws IllegalStateException if the device has no passkey of the application
	 */
	public Login loginWithPasskey(PasskeyDevice device) {
		Map<String, @Nullable Object> options = this.requests.post(Endpoint.PASSKEY_OPTIONS, Map.of(), null);
		return StartedLogin.complete(this.requests, options, device);
	}

}
