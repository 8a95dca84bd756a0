package io.github.jwt2fa.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logs users in to an {@link AccessTokenServer}.
 */
final class Logins {

	private static final Pattern TOKEN = Pattern.compile("\"(?:token|access)\":\"([^\"]+)\"");

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final URI base;

	Logins(Child server) throws IOException {
		this.base = URI.create("http://127.0.0.1:" + server.await("port"));
		server.await("ready");
	}

	/**
	 * The access tokens of some users.
	 */
	List<String> tokens(int users) throws IOException, InterruptedException {
		List<String> tokens = new ArrayList<>();
		for (int i = 0; i < users; i++) {
			String user = AccessTokenServer.USER + i;
			String codeToken = token(post("/auth/get-code/",
					"{\"username\":\"" + user + "\",\"password\":\"" + AccessTokenServer.PASSWORD + "\"}"));
			String code = post("/open/code", user);
			tokens.add(token(post("/auth/auth/", "{\"code_token\":\"" + codeToken + "\",\"code\":\"" + code + "\"}")));
		}
		return tokens;
	}

	private static String token(String answer) {
		Matcher matcher = TOKEN.matcher(answer);
		if (!matcher.find()) {
			throw new IllegalStateException("No token");
		}
		return matcher.group(1);
	}

	private String post(String path, String body) throws IOException, InterruptedException {
		HttpResponse<String> response = this.http.send(HttpRequest.newBuilder(this.base.resolve(path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build(), HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() != 200) {
			throw new IllegalStateException(path + " answered " + response.statusCode());
		}
		return response.body();
	}

}
