package io.github.jwt2fa.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Talks to the running application as any client would.
 */
class SampleClient {

	private static final Pattern CODE = Pattern.compile("\\b[0-9]{7}\\b");

	private final JsonMapper json = new JsonMapper();

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

	private final URI base;

	SampleClient(int port) {
		this.base = URI.create("http://127.0.0.1:" + port);
	}

	HttpResponse<String> get(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.base.resolve(path));
		return send((headers.length > 0) ? request.headers(headers) : request);
	}

	HttpResponse<String> post(String path, Map<String, String> body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.base.resolve(path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(this.json.writeValueAsString(body)));
		return send((headers.length > 0) ? request.headers(headers) : request);
	}

	JsonNode read(HttpResponse<String> response) {
		return this.json.readTree(response.body());
	}

	HttpResponse<String> getCode(String username, String password) {
		return post("/auth/get-code/", Map.of("username", username, "password", password));
	}

	HttpResponse<String> auth(String codeToken, String code) {
		return post("/auth/auth/", Map.of("code_token", codeToken, "code", code));
	}

	/**
	 * Logs in with the code that the inbox shows.
	 * @return the access token
	 */
	String login(String username, String password, String email) {
		String codeToken = read(getCode(username, password)).get("token").asString();
		return read(auth(codeToken, codeIn(newestMail(email)))).get("access").asString();
	}

	String newestMail(String email) {
		for (JsonNode mail : read(get("/inbox", "Accept", "application/json"))) {
			if (mail.get("to").asString().equals(email)) {
				return mail.get("text").asString();
			}
		}
		throw new AssertionError("No mail to " + email);
	}

	/**
	 * The code in the newest mail that has one.
	 */
	String newestCode() {
		for (JsonNode mail : read(get("/inbox", "Accept", "application/json"))) {
			Matcher matcher = CODE.matcher(mail.get("text").asString());
			if (matcher.find()) {
				return matcher.group();
			}
		}
		throw new AssertionError("No code in the inbox");
	}

	String codeIn(String text) {
		Matcher matcher = CODE.matcher(text);
		if (!matcher.find()) {
			throw new AssertionError("No code in the mail");
		}
		return matcher.group();
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
