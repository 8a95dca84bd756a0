package io.github.jwt2fa.test.client;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * Over a {@link RestTestClient}, whatever that is bound to.
 */
final class RestTestClientTransport implements LoginTransport {

	private final RestTestClient client;

	RestTestClientTransport(RestTestClient client) {
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
			.body(json.getBytes(StandardCharsets.UTF_8))
			.exchange()
			.expectBody()
			.returnResult();
		byte[] body = result.getResponseBodyContent();
		return new Response(result.getStatus().value(), (body != null) ? new String(body, StandardCharsets.UTF_8) : "");
	}

}
