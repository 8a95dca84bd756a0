package io.github.jwt2fa.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.jwt2fa.host.NoDatabase;
import io.github.jwt2fa.test.RawHttp;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies that are not what their headers say, on raw sockets: the fault is the client's,
 * and nobody reads of it in the log. The application's chain is closed, its error page
 * included.
 */
@ExtendWith(OutputCaptureExtension.class)
class BrokenBodiesIT {

	private static final List<String> PATHS = List.of("/auth/get-code/", "/auth/auth/", "/auth/refresh/",
			"/auth/verify/", "/auth/logout/", "/auth/totp/confirm/", "/auth/2fa-method/");

	private static final Map<String, String> TYPES = Map.of("json", "application/json", "form",
			"application/x-www-form-urlencoded", "multipart", "multipart/form-data; boundary=b");

	/** What follows the headers, by what is wrong with it. */
	private static final Map<String, String> BODIES = Map.of("half-closed", "Content-Length: 50\r\n\r\n{\"a\":",
			"silent", "Content-Length: 50\r\n\r\n{\"a\":", "silent from the start", "Content-Length: 50\r\n\r\n",
			"no chunk", "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", "short chunk",
			"Transfer-Encoding: chunked\r\n\r\n20\r\n{\"a\":", "bad trailer",
			"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nx y\r\n\r\n");

	private static final AtomicReference<String> access = new AtomicReference<>();

	@AutoClose
	private static TestApplication app;

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(TestApplication.App.class, NoDatabase.class, ClosedChain.class),
				"server.tomcat.connection-timeout=250ms");
		access.set(app.login("alice").text("access"));
	}

	static Stream<Arguments> bodyWhenBrokenThenTheFaultIsTheClients() {
		List<Arguments> all = new ArrayList<>();
		for (String path : PATHS) {
			BODIES.keySet().forEach((body) -> all.add(Arguments.of(path, "json", body)));
		}
		for (String body : BODIES.keySet()) {
			all.add(Arguments.of(PATHS.get(0), "form", body));
			all.add(Arguments.of(PATHS.get(0), "multipart", body));
		}
		return all.stream();
	}

	@ParameterizedTest
	@MethodSource
	void bodyWhenBrokenThenTheFaultIsTheClients(String path, String type, String body, CapturedOutput output)
			throws IOException {
		int before = output.getAll().length();
		String answer = send("POST", path, "Content-Type: " + TYPES.get(type) + "\r\n" + BODIES.get(body),
				!body.startsWith("silent"));
		assertThat(answer).matches("(?s)HTTP/1.1 (400|408) .*").contains("\"parse_error\"");
		assertThat(output.getAll().substring(before)).doesNotContain("ERROR").doesNotContain("WARN");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/auth/get-code/", "/auth/2fa-method", "/auth/totp/setup/" })
	void traceWhenSentThenIsNotAllowedAndEchoesNothing(String path) throws IOException {
		String answer = send("TRACE", path, "X-Secret: echo\r\n\r\n", false);
		assertThat(answer).startsWith("HTTP/1.1 405 ").contains("\"method_not_allowed\"").doesNotContain("echo");
		assertThat(answer.lines().filter((line) -> line.startsWith("Allow:")))
			.containsExactly(path.contains("2fa-method") ? "Allow: GET, POST" : "Allow: POST");
	}

	@Test
	void resourceWhenTheContainerRefusesThenTheChainDecides() throws IOException {
		assertThat(send("TRACE", "/me", "\r\n", false)).startsWith("HTTP/1.1 4").doesNotContain("method_not_allowed");
	}

	private static String send(String method, String path, String rest, boolean halfClose) throws IOException {
		return RawHttp.exchange(app.port(),
				method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + "Authorization: Bearer "
						+ access + "\r\n" + rest,
				halfClose);
	}

	/**
	 * A chain of the application that opens nothing, and so not the error page.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ClosedChain {

		@Bean
		SecurityFilterChain closedChain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated());
			http.csrf(AbstractHttpConfigurer::disable);
			return http.build();
		}

	}

}
