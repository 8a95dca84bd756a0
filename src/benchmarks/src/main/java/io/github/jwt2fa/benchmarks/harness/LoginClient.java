package io.github.jwt2fa.benchmarks.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.jwt2fa.benchmarks.application.SessionServer;

/**
 * Sends the requests of a login to an application.
 */
public final class LoginClient {

	private static final Pattern TOKEN = Pattern.compile("\"(?:token|access)\":\"([^\"]+)\"");

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final URI base;

	/**
	 * A client.
	 * @param server the application, which is waited for until it is ready
	 * @throws IOException if its output can't be read
	 */
	public LoginClient(Child server) throws IOException {
		this.base = URI.create("http://127.0.0.1:" + server.await("port"));
		server.await("ready");
	}

	/**
	 * Asks for a code.
	 * @param user the username
	 * @param password the password
	 * @return the code token
	 * @throws IOException if there is no answer
	 * @throws InterruptedException if this thread is interrupted
	 */
	public String codeToken(String user, String password) throws IOException, InterruptedException {
		return token(post("/auth/get-code/", "{\"username\":\"" + user + "\",\"password\":\"" + password + "\"}"));
	}

	/**
	 * Completes a login.
	 * @param codeToken the code token
	 * @param code the code
	 * @return the access token
	 * @throws IOException if there is no answer
	 * @throws InterruptedException if this thread is interrupted
	 */
	public String accessToken(String codeToken, String code) throws IOException, InterruptedException {
		return token(post("/auth/auth/", "{\"code_token\":\"" + codeToken + "\",\"code\":\"" + code + "\"}"));
	}

	/**
	 * Begins a login by a passkey.
	 * @param user the username
	 * @param password the password
	 * @return the answer: the code token and the options
	 * @throws IOException if there is no answer
	 * @throws InterruptedException if this thread is interrupted
	 */
	public String beginPasskey(String user, String password) throws IOException, InterruptedException {
		return post("/auth/get-code/",
				"{\"username\":\"" + user + "\",\"password\":\"" + password + "\",\"methods\":[\"passkey\"]}");
	}

	/**
	 * Completes a login by a passkey.
	 * @param begun the answer that it began with
	 * @param credential what the device made, as JSON
	 * @return the access token
	 * @throws IOException if there is no answer
	 * @throws InterruptedException if this thread is interrupted
	 */
	public String showPasskey(String begun, String credential) throws IOException, InterruptedException {
		return token(
				post("/auth/auth/", "{\"code_token\":\"" + token(begun) + "\",\"credential\":" + credential + "}"));
	}

	private static String token(String answer) {
		Matcher matcher = TOKEN.matcher(answer);
		if (!matcher.find()) {
			throw new IllegalStateException("No token");
		}
		return matcher.group(1);
	}

	/**
	 * Logs in by the plain login of a {@link SessionServer}.
	 * @param user the username
	 * @param password the password
	 * @return the cookie of the session, as it is sent
	 * @throws IOException if there is no answer
	 * @throws InterruptedException if this thread is interrupted
	 */
	public String session(String user, String password) throws IOException, InterruptedException {
		String cookie = send(SessionServer.LOGIN, "application/x-www-form-urlencoded",
				"username=" + user + "&password=" + password)
			.headers()
			.firstValue("Set-Cookie")
			.orElseThrow();
		return cookie.substring(0, cookie.indexOf(';'));
	}

	/**
	 * Where the application is.
	 * @return the address of its root
	 */
	public URI base() {
		return this.base;
	}

	/**
	 * Sends a request.
	 * @param path the path of the endpoint
	 * @param body the body, said to be JSON
	 * @return the body of the answer
	 * @throws IOException if there is no answer
	 * @throws InterruptedException if this thread is interrupted
	 * @throws IllegalStateException if the answer is not 200
	 */
	public String post(String path, String body) throws IOException, InterruptedException {
		return send(path, "application/json", body).body();
	}

	private HttpResponse<String> send(String path, String type, String body) throws IOException, InterruptedException {
		HttpResponse<String> response = this.http.send(HttpRequest.newBuilder(this.base.resolve(path))
			.header("Content-Type", type)
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build(), HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() != 200) {
			throw new IllegalStateException(path + " answered " + response.statusCode() + " " + response.body());
		}
		return response;
	}

}
