package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What tokens are good for: refreshing, verifying, protected resources (contract,
 * sections 4, 7 and 11).
 */
class TokensIT {

	@AutoClose
	private static final TestApplication app = TestApplication.with();

	private final String user = app.newUser();

	/**
	 * The claims of the reference, which has no more than these.
	 */
	private Map<String, Object> claims(String type) {
		long now = app.clock().instant().getEpochSecond();
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("token_type", type);
		claims.put("exp", now + 300);
		claims.put("iat", now);
		claims.put("jti", "0123456789abcdef0123456789abcdef");
		claims.put("user_id", this.user);
		return claims;
	}

	private static Answer me(String token) {
		return app.client().bearer(token).get("/me");
	}

	private static void assertInvalid(Answer answer) {
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.code()).isEqualTo("token_not_valid");
		assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
	}

	@Test
	void refreshWhenValidThenNewAccessTokenOfTheSameLogin() {
		Answer login = app.login(this.user);
		app.clock().advance(Duration.ofMinutes(10));
		assertInvalid(me(login.text("access")));
		Answer refreshed = app.client().refresh(login.text("refresh"));
		assertThat(refreshed.status()).isEqualTo(200);
		assertThat(refreshed.json()).containsOnlyKeys("access", "refresh");
		assertThat(me(refreshed.text("access")).status()).isEqualTo(200);
		Map<String, Object> before = TokenText.claimsOf(login.text("access"));
		Map<String, Object> after = TokenText.claimsOf(refreshed.text("access"));
		for (String kept : List.of("sid", "auth_time", "amr", "user_id", "sub")) {
			assertThat(after.get(kept)).as(kept).isEqualTo(before.get(kept));
		}
		assertThat(after.get("jti")).isNotEqualTo(before.get("jti"));
	}

	@Test
	void refreshWhenTokenIsOfAnotherTypeOrExpiredThenInvalid() {
		String codeToken = app.codeTokenFor(this.user);
		assertInvalid(app.client().refresh(codeToken));
		assertInvalid(app.client().verify(codeToken));
		assertInvalid(me(codeToken));
		Answer login = app.login(this.user);
		assertInvalid(app.client().refresh(login.text("access")));
		assertInvalid(me(login.text("refresh")));
		app.clock().advance(Duration.ofDays(1));
		assertInvalid(app.client().refresh(login.text("refresh")));
	}

	@Test
	void refreshWhenUserIsGoneOrDisabledThenTold() {
		Answer login = app.login(this.user);
		app.users().put(TestUser.named(this.user).asLocked());
		for (Answer answer : List.of(app.client().refresh(login.text("refresh")),
				app.client().verify(login.text("access")), me(login.text("access")))) {
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.code()).isEqualTo("user_inactive");
		}
		app.users().remove(this.user);
		for (Answer answer : List.of(app.client().refresh(login.text("refresh")),
				app.client().verify(login.text("access")), me(login.text("access")))) {
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.code()).isEqualTo("user_not_found");
		}
	}

	@Test
	void verifyWhenValidThenEmptyAnswerAndTypeHasToMatchIfAsked() {
		Answer login = app.login(this.user);
		assertThat(app.client().verify(login.text("access")).json()).isEmpty();
		assertThat(app.client().verify(login.text("refresh")).status()).isEqualTo(200);
		assertThat(app.client().verify(TokenText.signed(claims("enrollment"))).status()).isEqualTo(200);
		assertThat(app.client()
			.post("/auth/verify/", Map.of("token", login.text("access"), "token_type", "access"))
			.status()).isEqualTo(200);
		assertInvalid(
				app.client().post("/auth/verify/", Map.of("token", login.text("access"), "token_type", "refresh")));
		assertThat(app.client().post("/auth/verify/", Map.of()).json().get("errors").toString()).contains("token");
	}

	@Test
	void tokenWhenOfTheReferenceThenGoodAndKeepsNoTimeOnRefresh() {
		assertThat(me(TokenText.signed(claims("access"))).status()).isEqualTo(200);
		Answer refreshed = app.client().refresh(TokenText.signed(claims("refresh")));
		assertThat(TokenText.claimsOf(refreshed.text("access"))).doesNotContainKeys("auth_time", "amr")
			.containsEntry("sid", "0123456789abcdef0123456789abcdef");
	}

	@Test
	void tokenWhenUserIdIsAnIntegerThenTaken() {
		app.users().put(TestUser.named("42"));
		Map<String, Object> claims = claims("access");
		claims.put("user_id", 42);
		assertThat(me(TokenText.signed(claims)).text("username")).isEqualTo("42");
	}

	@Test
	void tokenWhenIssuedInTheFutureThenGood() {
		Map<String, Object> claims = claims("access");
		claims.put("iat", app.clock().instant().getEpochSecond() + 1000);
		assertThat(me(TokenText.signed(claims)).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "token_type", "exp", "iat", "jti", "user_id" })
	void tokenWhenClaimIsMissingThenInvalid(String claim) {
		Map<String, Object> claims = claims("access");
		claims.remove(claim);
		assertInvalid(me(TokenText.signed(claims)));
		assertInvalid(app.client().verify(TokenText.signed(claims)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "user_id | [\"alice\"]", "user_id | {}", "user_id | true", "user_id | 1.5", "user_id | \"\"",
					"exp | 1e18", "exp | 999999999999999999999999", "exp | -1", "exp | \"soon\"", "exp | null",
					"exp | []", "iat | \"now\"", "iat | 1e300", "jti | 5", "jti | \"\"", "token_type | \"ACCESS\"",
					"token_type | 5", "token_type | \"slides\"", "nbf | 99999999999", "nbf | \"x\"" })
	void tokenWhenClaimIsOddThenInvalidAndNoServerError(String claim, String json) {
		Map<String, Object> claims = claims("access");
		claims.put(claim, new JsonMapper().readValue(json, Object.class));
		assertInvalid(me(TokenText.signed(claims)));
		assertInvalid(app.client().verify(TokenText.signed(claims)));
		claims.putIfAbsent("token_type", "refresh");
		assertInvalid(app.client().refresh(TokenText.signed(claims)));
	}

	@Test
	void resourceWhenNoCredentialsThenNotAuthenticated() {
		for (Answer answer : List.of(app.client().get("/me"),
				app.client().with("Authorization", "Basic YTpi").get("/me"), app.client().post("/me", Map.of()),
				app.client().get("/nothing/here"), app.client().with("Authorization", "Bearerx y").get("/me"))) {
			assertThat(answer.status()).isEqualTo(401);
			assertThat(answer.code()).isEqualTo("not_authenticated");
			assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
			assertThat(answer.header("Set-Cookie")).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "Bearer a b", "bearer  a  b c" })
	void resourceWhenHeaderHoldsNotOneTokenThenTold(String header) {
		Answer answer = app.client().with("Authorization", header).get("/me");
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.code()).isEqualTo("bad_authorization_header");
	}

	@Test
	void resourceWhenTokenIsBadThenMessagesOfTheReference() {
		Answer answer = me("garbage");
		assertInvalid(answer);
		assertThat(answer.json().get("messages")).isEqualTo(List.of(Map.of("token_class", "AccessToken", "token_type",
				"access", "message", "The token is invalid or expired")));
		assertThat(
				app.client().with("Authorization", "bEARER " + app.login(this.user).text("access")).get("/me").status())
			.isEqualTo(200);
	}

	@Test
	void resourceWhenPostedWithATokenThenNoCsrfTokenIsNeeded() {
		assertThat(app.loggedIn(this.user).post("/me", Map.of()).status()).isEqualTo(200);
	}

	/**
	 * In words that Spring MVC knows: what a bean of the application throws within our
	 * handlers is no answer to their client.
	 */
	@Test
	void refreshWhenTheUserServiceThrowsAStatusThenTemporarilyUnavailable() {
		String refresh = app.login(this.user).text("refresh");
		app.users().onLoad(() -> {
			throw new ResponseStatusException(HttpStatus.UNAUTHORIZED);
		});
		try {
			assertThat(app.client().refresh(refresh).code()).isEqualTo("temporarily_unavailable");
			assertThat(app.client().verify(refresh).code()).isEqualTo("temporarily_unavailable");
		}
		finally {
			app.users().onLoad(() -> {
			});
		}
		assertThat(app.client().refresh(refresh).status()).isEqualTo(200);
	}

	@Test
	void resourceWhenUserStoreIsDownThenUnavailable() {
		Answer login = app.login(this.user);
		app.users().setDown(true);
		try {
			for (Answer answer : List.of(me(login.text("access")), app.client().refresh(login.text("refresh")),
					app.client().verify(login.text("access")))) {
				assertThat(answer.status()).isEqualTo(503);
				assertThat(answer.code()).isEqualTo("temporarily_unavailable");
			}
		}
		finally {
			app.users().setDown(false);
		}
		assertThat(me(login.text("access")).status()).isEqualTo(200);
	}

}
