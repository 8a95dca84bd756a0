package io.github.jwt2fa.test.client;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * Over MockMvc, with or without AssertJ.
 */
final class MockMvcTransport implements LoginTransport {

	private final Performer performer;

	MockMvcTransport(Performer performer) {
		this.performer = performer;
	}

	@Override
	public Response post(String path, String json, @Nullable String token) {
		MockHttpServletRequestBuilder request = MockMvcRequestBuilders.post(path)
			.contentType(MediaType.APPLICATION_JSON)
			.content(json);
		if (token != null) {
			request.headers((headers) -> headers.setBearerAuth(token));
		}
		MockHttpServletResponse response = perform(request);
		return new Response(response.getStatus(), text(response));
	}

	private MockHttpServletResponse perform(RequestBuilder request) {
		try {
			return this.performer.perform(request);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException("The request failed in the application", ex);
		}
	}

	private static String text(MockHttpServletResponse response) {
		try {
			return response.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Performs a request.
	 */
	@FunctionalInterface
	interface Performer {

		MockHttpServletResponse perform(RequestBuilder request) throws Exception;

	}

}
