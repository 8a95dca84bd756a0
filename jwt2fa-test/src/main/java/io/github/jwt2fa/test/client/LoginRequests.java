package io.github.jwt2fa.test.client;

import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.jwt2fa.test.SentCodes;
import io.github.jwt2fa.web.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The requests of a client, and what its user has at hand.
 */
record LoginRequests(LoginTransport transport, UnaryOperator<String> paths, UnaryOperator<String> members, Clock clock,
		@Nullable SentCodes codes) {

	private static final JsonMapper JSON = new JsonMapper();

	/**
	 * What an endpoint answers.
	 * @throws RefusedLoginException if that is no success
	 */
	Map<String, @Nullable Object> post(Endpoint endpoint, Map<String, ?> body, @Nullable String token) {
		String path = this.paths.apply(endpoint.path());
		LoginTransport.Response response = this.transport.post(path, JSON.writeValueAsString(body), token);
		if (response.status() != 200) {
			throw new RefusedLoginException(path, response.status(), codeIn(response.body()));
		}
		return JSON.readValue(response.body(), new TypeReference<>() {
		});
	}

	private static @Nullable String codeIn(String body) {
		try {
			return JSON.readTree(body).path("code").stringValue(null);
		}
		catch (JacksonException ex) {
			// not of jwt2fa
			return null;
		}
	}

	SentCodes requireCodes() {
		if (this.codes == null) {
			throw new IllegalStateException("Nobody keeps the codes that are sent: put @AutoConfigureTwoFactor on the "
					+ "test, or hand SentCodes to the client by codes(...)");
		}
		return this.codes;
	}

}
