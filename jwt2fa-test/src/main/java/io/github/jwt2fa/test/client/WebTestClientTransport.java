package io.github.jwt2fa.test.client;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Over a {@link WebTestClient}, whatever that is bound to.
 */
final class WebTestClientTransport implements LoginTransport {

	private final WebTestClient client;

	WebTestClientTransport(WebTestClient client) {
		this.client = client;
	}

	@Override
	public Response post(String path, String json, @Nullable String token) {
		EntityExchangeResult<byte[]> result = this.client.post()
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.headers((headers) -> {
				if (token != null) {
					headers.setBearerAuth(token);
				}
			})
			.bodyValue(json)
			.exchange()
			.expectBody()
			.returnResult();
		byte[] body = result.getResponseBodyContent();
		return new Response(result.getStatus().value(), (body != null) ? new String(body, StandardCharsets.UTF_8) : "");
	}

}
