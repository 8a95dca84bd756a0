package io.github.jwt2fa.web;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers.TestUser;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens of other software under the same keys, with values that nobody expects: none of
 * them gets into a row of the database that it does not fit into.
 */
class ForeignTokensIT {

	private static final String CODE_KEY = "another secret key for the tests, and for them";

	private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

	@AutoClose
	private static TestApplication app;

	@BeforeAll
	static void start() {
		app = TestApplication.with("jwt2fa.code-token-secret-key=" + CODE_KEY);
		app.users().put(TestUser.named("x".repeat(255)));
		app.users().put(TestUser.named("x".repeat(256)));
		app.users().put(TestUser.named("x".repeat(9000)));
		app.users().put(TestUser.named("a\nb"));
	}

	/**
	 * A refresh token whose claims are the usual ones but for some.
	 */
	private static String token(String id, String claims) {
		long now = app.clock().instant().getEpochSecond();
		String usual = "{\"token_type\":\"refresh\",\"exp\":" + (now + 86400) + ",\"iat\":" + now + ",\"jti\":\"" + id
				+ "\",\"user_id\":\"alice\"";
		for (String claim : claims.split(";")) {
			String name = claim.substring(0, claim.indexOf(':'));
			usual = usual.replaceFirst("," + name + ":(\"[^\"]*\"|[0-9]+)", "");
			usual += "," + claim;
		}
		return TokenForge.Key.ofSecret(TestApplication.SECRET_KEY.getBytes(StandardCharsets.UTF_8))
			.sign(HEADER, usual + "}");
	}

	static List<Arguments> tokenWhenValueIsAbsurdThenIsNotValid() {
		return List.of(Arguments.of("\"user_id\":\"" + "x".repeat(9000) + "\""),
				Arguments.of("\"user_id\":\"" + "x".repeat(256) + "\""), Arguments.of("\"user_id\":\"a\\nb\""),
				Arguments.of("\"user_id\":\"a\\u0000b\""), Arguments.of("\"user_id\":\"\\ud800\""),
				Arguments.of("\"jti\":\"" + "x".repeat(256) + "\""), Arguments.of("\"jti\":\"a\\u0000b\""),
				Arguments.of("\"sid\":\"" + "x".repeat(9000) + "\""), Arguments.of("\"sid\":\"a\\rb\""),
				Arguments.of("\"exp\":1e300"), Arguments.of("\"exp\":99999999999999"),
				Arguments.of("\"exp\":9223372036854775807"), Arguments.of("\"iat\":99999999999999"),
				Arguments.of("\"iat\":-1"), Arguments.of("\"iat\":123456789012345678901234567890"),
				Arguments.of("\"amr\":[\"" + "x".repeat(9000) + "\"]"),
				Arguments.of("\"amr\":[" + "\"pwd\",".repeat(1000) + "\"pwd\"]"));
	}

	@ParameterizedTest
	@MethodSource
	void tokenWhenValueIsAbsurdThenIsNotValid(String claims) {
		String token = token("0".repeat(31) + System.nanoTime(), claims);
		Answer logout = app.client().logout(token);
		assertThat(logout.status()).as(logout.body()).isEqualTo(200);
		assertThat(logout.json()).isEmpty();
		for (Answer answer : List.of(app.client().verify(token), app.client().refresh(token))) {
			assertThat(answer.status()).as(answer.body()).isEqualTo(401);
			assertThat(answer.code()).isEqualTo("token_not_valid");
		}
	}

	static List<Arguments> tokenWhenValueIsOddButFitsThenIsTaken() {
		return List.of(Arguments.of("\"user_id\":\"" + "x".repeat(255) + "\""),
				Arguments.of("\"jti\":\"" + "x".repeat(255) + "\""), Arguments.of("\"exp\":253402300799"),
				Arguments.of("\"iat\":0"), Arguments.of("\"iat\":1000000000.25"), Arguments.of("\"auth_time\":1e300"),
				Arguments.of("\"auth_time\":253402300799"), Arguments.of("\"amr\":\"pwd\""),
				Arguments.of("\"exp\":253402300799;\"iat\":253402300799"));
	}

	@ParameterizedTest
	@MethodSource
	void tokenWhenValueIsOddButFitsThenIsTaken(String claims) {
		String token = token("1".repeat(31) + System.nanoTime(), claims);
		Answer refreshed = app.client().refresh(token);
		assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
		assertThat(app.client().logout(token).status()).isEqualTo(200);
	}

	@Test
	void loginWhenUserHasAnIdThatDoesNotFitThenFails() {
		for (String name : List.of("x".repeat(256), "a\nb")) {
			assertThat(app.getCode(name).code()).isEqualTo("authentication_failed");
		}
		assertThat(app.getCode("x".repeat(255)).status()).isIn(200, 501);
	}

	@Test
	void codeTokenWhenUserIdIsAbsurdThenIsNotGenuine() {
		long now = app.clock().instant().getEpochSecond();
		for (String uid : List.of("x".repeat(9000), "x".repeat(256), "a\\u0000b", "a\\nb")) {
			String token = TokenForge.Key.ofSecret(CODE_KEY.getBytes(StandardCharsets.UTF_8))
				.sign(HEADER, "{\"jti\":\"" + System.nanoTime() + "\",\"typ\":\"totp\",\"uid\":\"" + uid + "\",\"iat\":"
						+ now + ",\"exp\":" + (now + 60) + "}");
			Answer answer = app.client().auth(token, "123456");
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.code()).isEqualTo("authentication_failed");
		}
	}

}
