package io.github.jwt2fa.web;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.Seeds;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any body of any type at each endpoint of a running application. An input is the path of
 * an endpoint in its first line, the content type in its second, and the body. What
 * stands for a token is replaced by one, and {@code MARKER} by a text that no answer may
 * hold.
 */
class RequestBodyFuzzIT {

	private static final List<String> PATHS = List.of("/auth/get-code/", "/auth/auth/", "/auth/refresh/",
			"/auth/verify/", "/auth/totp/setup/", "/auth/totp/confirm/", "/auth/2fa-method/");

	private static final Map<Integer, Set<String>> CODES = Map.of(400, Set.of("invalid", "parse_error"), 401,
			Set.of("authentication_failed", "token_already_used", "code_already_used", "not_authenticated",
					"token_not_valid", "bad_authorization_header", "user_not_found", "user_inactive",
					"invalid_totp_code", "insufficient_user_authentication"),
			403,
			Set.of("2fa_not_configured", "code_token_expired", "too_many_auth_attempts", "permission_denied",
					"no_pending_totp", "totp_already_active", "no_active_totp", "2fa_method_not_trusted",
					"disabling_2fa_not_allowed"),
			405, Set.of("method_not_allowed"), 406, Set.of("not_acceptable"), 413, Set.of("payload_too_large"), 415,
			Set.of("unsupported_media_type"), 429, Set.of("throttled", "too_many_code_tokens"));

	private static final int MAX_CONTENT_TYPE = 200;

	private static final int MAX_ECHO = 8;

	private static final SecureRandom random = new SecureRandom();

	private static TestApplication app;

	private static ApiClient client;

	private static Map<String, String> tokens;

	/**
	 * With the first input: only what is loaded after the fuzzer's agent is watched.
	 */
	private static void start() {
		app = TestApplication.with(List.of(TestApplication.App.class, CheapPasswords.class),
				"jwt2fa.max-active-code-tokens-per-user=none", "jwt2fa.max-codes-sent-per-user=none",
				"jwt2fa.max-auth-attempts-per-code-token=none", "jwt2fa.max-second-factor-failures-per-user=none",
				"jwt2fa.auth-token-retry-wait-time=0");
		Answer login = app.login("alice");
		tokens = Map.of("CODE_TOKEN", app.codeTokenFor("bob"), "ACCESS_TOKEN", login.text("access"), "REFRESH_TOKEN",
				login.text("refresh"));
		client = app.client().bearer(login.text("access"));
	}

	@AfterAll
	static void stop() {
		if (app != null) {
			app.close();
		}
	}

	@FuzzTest
	@DictionaryEntries({ "MARKER", "CODE_TOKEN", "ACCESS_TOKEN", "REFRESH_TOKEN", "application/json",
			"application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "/auth/get-code/", "/auth/auth/",
			"/auth/refresh/", "/auth/verify/", "/auth/totp/setup/", "/auth/totp/confirm/", "/auth/2fa-method/" })
	void answerWhenAnyBodyThenSuccessOrRefusalInTheWordsOfTheContract(byte[] input) {
		answer(input);
	}

	@ParameterizedTest
	@MethodSource
	void answerWhenSeedThenAsItsNameSays(Seeds.Seed seed) {
		assertThat(answer(seed.content())).asString().isEqualTo(seed.expected());
	}

	static List<Seeds.Seed> answerWhenSeedThenAsItsNameSays() {
		return Seeds.of(RequestBodyFuzzIT.class);
	}

	private static int answer(byte[] input) {
		if (app == null) {
			start();
		}
		// a character for each byte, so that any byte comes through
		String[] parts = new String(input, StandardCharsets.ISO_8859_1).split("\n", 3);
		String marker = HexFormat.of().formatHex(randomBytes());
		Answer answer = send(pathOf(parts[0]), filled((parts.length > 1) ? parts[1] : "", marker),
				filled((parts.length > 2) ? parts[2] : "", marker));
		requireContract(answer);
		requireNoEcho(answer, marker);
		app.events().clear();
		return answer.status();
	}

	private static String pathOf(String line) {
		return PATHS.contains(line) ? line : PATHS.get(Math.floorMod(line.hashCode(), PATHS.size()));
	}

	private static String filled(String text, String marker) {
		String filled = text.replace("MARKER", marker);
		for (Map.Entry<String, String> token : tokens.entrySet()) {
			filled = filled.replace(token.getKey(), token.getValue());
		}
		return filled;
	}

	private static Answer send(String path, String contentType, String body) {
		// what no client can put into a header is not asked for
		String header = contentType.replaceAll("[^\\x20-\\x7e]", "?");
		HttpRequest.Builder request = client.request(path)
			.POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1)));
		if (!header.isEmpty()) {
			request.header("Content-Type", header.substring(0, Math.min(header.length(), MAX_CONTENT_TYPE)));
		}
		return client.send(request.build());
	}

	private static void requireContract(Answer answer) {
		if (answer.status() >= 200 && answer.status() < 300) {
			return;
		}
		assertThat(CODES).containsKey(answer.status());
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(CODES.get(answer.status())).contains(answer.code());
		assertThat(answer.text("detail")).isNotBlank();
	}

	private static void requireNoEcho(Answer answer, String marker) {
		String all = answer.response().headers().map() + answer.body();
		for (int start = 0; start + MAX_ECHO < marker.length(); start++) {
			assertThat(all).doesNotContain(marker.substring(start, start + MAX_ECHO + 1));
		}
	}

	private static byte[] randomBytes() {
		byte[] bytes = new byte[16];
		random.nextBytes(bytes);
		return bytes;
	}

	/**
	 * Hashes that cost a millisecond, also for unknown users.
	 */
	@Configuration(proxyBeanMethods = false)
	static class CheapPasswords {

		@Bean
		PasswordEncoder passwordEncoder() {
			return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(4)));
		}

	}

}
