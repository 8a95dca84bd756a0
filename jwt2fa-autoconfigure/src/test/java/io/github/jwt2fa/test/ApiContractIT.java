package io.github.jwt2fa.test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.net.ssl.SSLSession;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An answer that the document does not tell of is noticed, and what of it.
 */
class ApiContractIT {

	private static final Map<String, String> OK = Map.of("Content-Type", "application/json", "Cache-Control",
			"no-store");

	private static final Map<String, String> REFUSED = Map.of("Content-Type", "application/problem+json",
			"Cache-Control", "no-store", "WWW-Authenticate", "Bearer realm=\"api\"");

	private static TestApplication app;

	private static ApiContract contract;

	@BeforeAll
	static void start() {
		app = TestApplication.with("jwt2fa.paths.logout=/sign-out");
		contract = app.contract();
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@Test
	void checkWhenAsDocumentedThenPasses() {
		assertThatCode(() -> check("/auth/auth/", 401, REFUSED, problem("code_already_used")))
			.doesNotThrowAnyException();
		assertThatCode(() -> check("/sign-out", 200, OK, "{}")).doesNotThrowAnyException();
		assertThatCode(() -> check("/auth/logout/", 404, OK, "no endpoint")).doesNotThrowAnyException();
	}

	@Test
	void checkWhenStatusIsNotDocumentedThenTold() {
		assertThatFailsWith("status 402", "/auth/auth/", 402, REFUSED, "{}");
		assertThatFailsWith("status 200", "/auth/factors/", 200, OK, "{}");
	}

	@Test
	void checkWhenCodeIsNotDocumentedForEndpointAndStatusThenTold() {
		assertThatFailsWith("/code does not have a value in the enumeration", "/auth/auth/", 401, REFUSED,
				problem("user_inactive"));
	}

	@Test
	void checkWhenMemberIsNotDocumentedOrMissingThenTold() {
		assertThatFailsWith("'surprise' is not defined", "/sign-out/", 200, OK, "{\"surprise\": 1}");
		assertThatFailsWith("'access' not found", "/auth/refresh/", 200, OK, "{}");
	}

	@Test
	void checkWhenHeaderIsNotDocumentedOrMissingOrOtherThenTold() {
		assertThatFailsWith("header Cache-Control is missing", "/sign-out/", 200,
				Map.of("Content-Type", "application/json"), "{}");
		assertThatFailsWith("header Retry-After is not documented", "/auth/verify/", 200, with(OK, "Retry-After", "3"),
				"{}");
		assertThatFailsWith("header WWW-Authenticate", "/auth/auth/", 401, with(REFUSED, "WWW-Authenticate", "Basic"),
				problem("code_already_used"));
		assertThatFailsWith("header Set-Cookie", "/sign-out/", 200, with(OK, "Set-Cookie", "SESSION=1"), "{}");
	}

	@Test
	void checkWhenContentTypeIsNotDocumentedThenTold() {
		assertThatFailsWith("content type text/plain", "/sign-out/", 200, with(OK, "Content-Type", "text/plain"), "{}");
	}

	@Test
	void checkWhenRequestThatWasTakenHoldsMoreThenTold() {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1/sign-out/"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"refresh\": \"a\", \"everywhere\": true}"))
			.build();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> contract.check(request, answer(200, OK, "{}")))
			.withMessageContaining("member everywhere of the request is not documented");
	}

	private static Map<String, String> with(Map<String, String> headers, String name, String value) {
		Map<String, String> more = new HashMap<>(headers);
		more.put(name, value);
		return more;
	}

	private static String problem(String code) {
		return "{\"type\": \"about:blank\", \"title\": \"Unauthorized\", \"status\": 401, \"detail\": \"No.\", \"code\": \""
				+ code + "\"}";
	}

	private static void assertThatFailsWith(String fault, String path, int status, Map<String, String> headers,
			String body) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> check(path, status, headers, body))
			.withMessageContaining(fault);
	}

	private static void check(String path, int status, Map<String, String> headers, String body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1" + path))
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		contract.check(request, answer(status, headers, body));
	}

	private static HttpResponse<String> answer(int status, Map<String, String> headers, String body) {
		return new Answer(status,
				HttpHeaders.of(
						headers.entrySet()
							.stream()
							.collect(Collectors.toMap(Map.Entry::getKey, (header) -> List.of(header.getValue()))),
						(name, value) -> true),
				body);
	}

	private record Answer(int statusCode, HttpHeaders headers, String body) implements HttpResponse<String> {

		@Override
		public HttpRequest request() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Optional<HttpResponse<String>> previousResponse() {
			return Optional.empty();
		}

		@Override
		public Optional<SSLSession> sslSession() {
			return Optional.empty();
		}

		@Override
		public URI uri() {
			throw new UnsupportedOperationException();
		}

		@Override
		public HttpClient.Version version() {
			return HttpClient.Version.HTTP_1_1;
		}

	}

}
