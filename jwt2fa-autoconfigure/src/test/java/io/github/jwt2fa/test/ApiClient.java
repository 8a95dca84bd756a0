package io.github.jwt2fa.test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * A client over real HTTP.
 */
public final class ApiClient {

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();

	private final String base;

	private final Map<String, String> headers;

	private final ApiContract contract;

	public ApiClient(int port) {
		this(port, null);
	}

	/**
	 * A client whose answers are held against a contract.
	 */
	ApiClient(int port, ApiContract contract) {
		this("http://127.0.0.1:" + port, Map.of(), contract);
	}

	private ApiClient(String base, Map<String, String> headers, ApiContract contract) {
		this.base = base;
		this.headers = headers;
		this.contract = contract;
	}

	public ApiClient with(String header, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(header, value);
		return new ApiClient(this.base, more, this.contract);
	}

	public ApiClient bearer(String token) {
		return with("Authorization", "Bearer " + token);
	}

	/**
	 * A client that sends what {@code openapi.yaml} does not tell of.
	 */
	public ApiClient withoutContract() {
		return new ApiClient(this.base, this.headers, null);
	}

	public Answer postJson(String path, String json) {
		return post(path, "application/json", json);
	}

	public Answer post(String path, Map<String, ?> body) {
		return postJson(path, JSON.writeValueAsString(body));
	}

	public Answer post(String path, String contentType, String body) {
		return send(request(path).header("Content-Type", contentType)
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build());
	}

	public Answer post(String path, String contentType, byte[] body) {
		return send(request(path).header("Content-Type", contentType)
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.build());
	}

	public Answer get(String path) {
		return send(request(path).GET().build());
	}

	public Answer send(String method, String path) {
		return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()).build());
	}

	public Answer getCode(String username, String password) {
		return post("/auth/get-code/", Map.of("username", username, "password", password));
	}

	public Answer auth(String codeToken, String code) {
		return post("/auth/auth/", Map.of("code_token", codeToken, "code", code));
	}

	public Answer refresh(String token) {
		return post("/auth/refresh/", Map.of("refresh", token));
	}

	public Answer verify(String token) {
		return post("/auth/verify/", Map.of("token", token));
	}

	public Answer logout(String token) {
		return post("/auth/logout/", Map.of("refresh", token));
	}

	/**
	 * Sets TOTP up for the user of the access token that this client has. The code of the
	 * present step is used then.
	 */
	public AuthenticatorApp enroll(Clock clock) {
		AuthenticatorApp app = new AuthenticatorApp(require(send("POST", "/auth/totp/setup/")).text("secret"), clock);
		require(post("/auth/totp/confirm/", Map.of("code", app.code())));
		return app;
	}

	/**
	 * Sets a passkey up for the user of the token that this client has.
	 */
	public Answer addPasskey(PasskeyDevice device) {
		Answer setup = require(post("/auth/passkey/setup/", Map.of()));
		return post("/auth/passkey/confirm/",
				Map.of("token", setup.text("token"), "credential", device.create(setup.object("public_key"))));
	}

	/**
	 * A login by a passkey alone.
	 */
	public Answer logIn(PasskeyDevice device) {
		Answer options = require(post("/auth/passkey/options/", Map.of()));
		return auth(options.text("token"), device.get(options.object("public_key")));
	}

	/**
	 * The second step of a login, by what a device made.
	 */
	public Answer auth(String token, Map<String, ?> credential) {
		return post("/auth/auth/", Map.of("code_token", token, "credential", credential));
	}

	private static Answer require(Answer answer) {
		if (answer.status() != 200) {
			throw new AssertionError(answer.toString());
		}
		return answer;
	}

	public HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.timeout(Duration.ofSeconds(30));
		this.headers.forEach(request::header);
		return request;
	}

	public Answer send(HttpRequest request) {
		try {
			HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			if (this.contract != null) {
				this.contract.check(request, response);
			}
			return new Answer(response);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * An answer.
	 */
	public record Answer(HttpResponse<String> response) {

		public int status() {
			return this.response.statusCode();
		}

		public String body() {
			return this.response.body();
		}

		public String header(String name) {
			return this.response.headers().firstValue(name).orElse(null);
		}

		@SuppressWarnings("unchecked")
		public Map<String, Object> json() {
			return JSON.readValue(body(), Map.class);
		}

		public String text(String member) {
			return (String) json().get(member);
		}

		@SuppressWarnings("unchecked")
		public Map<String, Object> object(String member) {
			return (Map<String, Object>) json().get(member);
		}

		public String code() {
			return text("code");
		}

		@Override
		public String toString() {
			return status() + " " + body();
		}

	}

}
