package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenCustomizer;
import io.github.jwt2fa.token.AuthTokenType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the settings of auth tokens change for a client (settings below
 * {@code jwt2fa.token}).
 */
@Tag("slow")
class TokenSettingsIT {

	private static Answer slide(TestApplication app, String token) {
		return app.client().post("/auth/refresh/", Map.of("token", token));
	}

	private static Answer me(TestApplication app, String token) {
		return app.client().bearer(token).get("/me");
	}

	private static void assertInvalid(Answer answer) {
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.code()).isEqualTo("token_not_valid");
	}

	private static String changed(String token, String claim, Object value) {
		Map<String, Object> claims = TokenText.claimsOf(token);
		if (value == null) {
			claims.remove(claim);
		}
		else {
			claims.put(claim, value);
		}
		return TokenText.signed(claims);
	}

	@Test
	void lifetimesWhenSetThenTokensDieThen() {
		try (TestApplication app = TestApplication.with("jwt2fa.token.access-token-lifetime=90s",
				"jwt2fa.token.refresh-token-lifetime=2h")) {
			Answer login = app.login("alice");
			app.clock().advance(Duration.ofSeconds(89));
			assertThat(me(app, login.text("access")).status()).isEqualTo(200);
			app.clock().advance(Duration.ofSeconds(1));
			assertInvalid(me(app, login.text("access")));
			app.clock().advance(Duration.ofHours(2).minusSeconds(91));
			assertThat(app.client().verify(login.text("refresh")).status()).isEqualTo(200);
			app.clock().advance(Duration.ofSeconds(1));
			assertInvalid(app.client().refresh(login.text("refresh")));
		}
	}

	@Test
	void leewayWhenSetThenClocksMayDiffer() {
		try (TestApplication app = TestApplication.with("jwt2fa.token.leeway=30s")) {
			String access = app.login("alice").text("access");
			String early = changed(access, "nbf", app.clock().instant().getEpochSecond() + 31);
			assertInvalid(me(app, early));
			app.clock().advance(Duration.ofSeconds(1));
			assertThat(me(app, early).status()).isEqualTo(200);
			app.clock().advance(Duration.ofSeconds(328));
			assertThat(me(app, access).status()).isEqualTo(200);
			app.clock().advance(Duration.ofSeconds(1));
			assertInvalid(me(app, access));
		}
	}

	@Test
	void issuerAndAudienceWhenSetThenTokensAreForUs() {
		try (TestApplication app = TestApplication.with("jwt2fa.token.issuer=https://login.example.com",
				"jwt2fa.token.audience=shop,stock")) {
			Answer login = app.login("alice");
			String access = login.text("access");
			assertThat(TokenText.claimsOf(access)).containsEntry("iss", "https://login.example.com")
				.containsEntry("aud", List.of("shop", "stock"));
			assertThat(me(app, access).status()).isEqualTo(200);
			assertThat(app.client().refresh(login.text("refresh")).status()).isEqualTo(200);
			assertThat(me(app, changed(access, "aud", "stock")).status()).isEqualTo(200);
			for (String other : List.of(changed(access, "iss", "https://evil.example.com"),
					changed(access, "iss", null), changed(access, "iss", List.of("https://login.example.com")),
					changed(access, "aud", "bank"), changed(access, "aud", null),
					changed(access, "aud", Map.of("shop", 1)))) {
				assertInvalid(me(app, other));
				assertInvalid(app.client().verify(other));
			}
		}
	}

	@Test
	void userIdClaimWhenSetThenNamesTheUser() {
		try (TestApplication app = TestApplication.with("jwt2fa.token.user-id-claim=uid")) {
			Answer login = app.login("alice");
			assertThat(TokenText.claimsOf(login.text("access"))).containsEntry("uid", "alice")
				.doesNotContainKey("user_id");
			assertThat(me(app, login.text("access")).text("username")).isEqualTo("alice");
			assertThat(app.client().refresh(login.text("refresh")).status()).isEqualTo(200);
			assertInvalid(me(app, changed(login.text("access"), "uid", null)));
		}
	}

	@Test
	void obtainWhenSlidingThenOneTokenDoesAll() {
		try (TestApplication app = TestApplication.with("jwt2fa.token.obtain=sliding")) {
			Answer login = app.login("alice");
			assertThat(login.json()).containsOnlyKeys("token");
			String token = login.text("token");
			long start = app.clock().instant().getEpochSecond();
			Map<String, Object> claims = TokenText.claimsOf(token);
			assertThat(claims).containsEntry("token_type", "sliding")
				.containsEntry("exp", (int) start + 300)
				.containsEntry("refresh_exp", (int) start + 86400);
			assertThat(me(app, token).status()).isEqualTo(200);
			assertThat(app.client().verify(token).status()).isEqualTo(200);
			assertThat(app.client().bearer(token).get("/auth/2fa-method/").status()).isEqualTo(200);
			app.clock().advance(Duration.ofSeconds(299));
			Answer moved = slide(app, token);
			assertThat(moved.json()).containsOnlyKeys("token");
			Map<String, Object> after = TokenText.claimsOf(moved.text("token"));
			for (String kept : List.of("jti", "refresh_exp", "sid", "auth_time", "amr", "sub", "user_id")) {
				assertThat(after.get(kept)).as(kept).isEqualTo(claims.get(kept));
			}
			assertThat(after).containsEntry("iat", (int) start + 299).containsEntry("exp", (int) start + 599);
			app.clock().advance(Duration.ofSeconds(1));
			assertInvalid(slide(app, token));
			assertThat(me(app, moved.text("token")).status()).isEqualTo(200);
			assertThat(slide(app, moved.text("token")).status()).isEqualTo(200);
			assertThat(app.client().refresh(token).status()).isEqualTo(400);
		}
	}

	@Test
	void obtainWhenSlidingThenTotpEnrollmentAndLogoutTakeIt() {
		try (TestApplication app = TestApplication.with("jwt2fa.token.obtain=sliding",
				"jwt2fa.auth-result-other-token-key=jwt")) {
			String token = app.login("alice").text("jwt");
			ApiClient in = app.client().bearer(token);
			AuthenticatorApp authenticator = new AuthenticatorApp(in.send("POST", "/auth/totp/setup/").text("secret"),
					app.clock());
			String other = app.login("alice").text("jwt");
			assertThat(in
				.postJson("/auth/totp/confirm/",
						"{\"code\":\"" + authenticator.code() + "\",\"end_other_sessions\":true}")
				.status()).isEqualTo(200);
			assertInvalid(slide(app, other));
			Answer moved = slide(app, token);
			assertThat(moved.status()).isEqualTo(200);
			assertThat(app.client().post("/auth/logout/", Map.of("token", token)).status()).isEqualTo(200);
			assertInvalid(slide(app, moved.text("token")));
			Answer bad = app.client().bearer("garbage").get("/me");
			assertThat(bad.json().get("messages").toString()).contains("SlidingToken", "sliding");
		}
	}

	@Test
	void obtainWhenSlidingThenRefreshEndsAndOtherTypesOpenNothing() {
		try (TestApplication app = TestApplication.with("jwt2fa.token.obtain=sliding",
				"jwt2fa.token.sliding-token-lifetime=1h", "jwt2fa.token.sliding-token-refresh-lifetime=90m")) {
			String token = app.login("alice").text("token");
			for (String type : List.of("access", "refresh", "enrollment")) {
				assertInvalid(me(app, changed(token, "token_type", type)));
				assertInvalid(slide(app, changed(token, "token_type", type)));
			}
			assertInvalid(slide(app, changed(token, "refresh_exp", null)));
			assertInvalid(slide(app, changed(token, "refresh_exp", "later")));
			app.clock().advance(Duration.ofMinutes(59));
			token = slide(app, token).text("token");
			app.clock().advance(Duration.ofMinutes(31));
			assertThat(me(app, token).status()).isEqualTo(200);
			assertInvalid(slide(app, token));
		}
	}

	@Test
	void slidingTokenWhenOfOtherSoftwareThenASessionOfItsOwnJti() {
		try (TestApplication app = TestApplication.with("jwt2fa.token.obtain=sliding",
				"jwt2fa.token.check-revocation=true")) {
			String own = app.login("alice").text("token");
			Map<String, Object> claims = TokenText.claimsOf(own);
			List.of("sid", "sub", "auth_time", "amr").forEach(claims::remove);
			claims.put("jti", "0123456789abcdef0123456789abcdef");
			String foreign = TokenText.signed(claims);
			assertThat(me(app, foreign).status()).isEqualTo(200);
			assertThat(slide(app, foreign).status()).isEqualTo(200);
			assertThat(app.bean(LoginSessionRepository.class).findByUserId("alice")).extracting(LoginSession::id)
				.contains("0123456789abcdef0123456789abcdef");
			app.client().post("/auth/logout/", Map.of("token", foreign));
			assertInvalid(slide(app, foreign));
			assertInvalid(me(app, foreign));
			assertThat(me(app, own).status()).isEqualTo(200);
		}
	}

	@Test
	void obtainWhenPairThenSlidingTokensOpenNothing() {
		try (TestApplication app = TestApplication.with()) {
			Answer login = app.login("alice");
			String sliding = changed(changed(login.text("access"), "token_type", "sliding"), "refresh_exp",
					app.clock().instant().getEpochSecond() + 1000);
			assertInvalid(me(app, sliding));
			assertInvalid(app.client().refresh(sliding));
			assertThat(app.client().verify(sliding).status()).isEqualTo(200);
		}
	}

	@Test
	void revokeTokenWhenPasswordChangesThenTokensAreDeadAtEveryEndpoint() {
		try (TestApplication app = TestApplication.with("jwt2fa.token.check-revoke-token=true",
				"jwt2fa.trusted-2fa-methods=code-sender,totp")) {
			Answer login = app.login("alice");
			String access = login.text("access");
			assertThat(me(app, access).status()).isEqualTo(200);
			Answer refreshed = app.client().refresh(login.text("refresh"));
			assertThat(me(app, refreshed.text("access")).status()).isEqualTo(200);
			// nothing of the stored hash can be told from the claim
			assertThat(TokenText.claimsOf(access).get("hash_password").toString()).hasSize(43);
			assertInvalid(me(app, changed(access, "hash_password", null)));
			assertInvalid(me(app, changed(access, "hash_password", 5)));

			app.users()
				.put(TestUser.named("alice").withPassword("{bcrypt}" + new BCryptPasswordEncoder(4).encode("another")));
			ApiClient in = app.client().bearer(access);
			for (Answer answer : List.of(in.get("/me"), in.get("/auth/2fa-method/"),
					in.send("POST", "/auth/totp/setup/"), in.send("POST", "/auth/logout-all/"),
					app.client().verify(access), app.client().refresh(refreshed.text("refresh")))) {
				assertInvalid(answer);
			}
		}
	}

	@Test
	void revokeTokenWhenPasswordChangesThenCodeTokensDieAndTheUsersBudgetIsNotSpent() {
		try (TestApplication app = TestApplication.with("jwt2fa.token.check-revoke-token=true",
				"jwt2fa.auth-token-retry-wait-time=0", "jwt2fa.max-second-factor-failures-per-user=2/1h")) {
			String codeToken = app.codeTokenFor("alice");
			String code = app.lastCodeFor("alice");
			assertThat(TokenText.claimsOf(codeToken).get("hash_password").toString()).hasSize(43);
			app.users()
				.put(TestUser.named("alice").withPassword("{bcrypt}" + new BCryptPasswordEncoder(4).encode("another")));
			for (String typed : List.of(code, "nonsense", code, code, code)) {
				Answer refused = app.client().auth(codeToken, typed);
				assertThat(refused.status()).isEqualTo(401);
				assertThat(refused.code()).isEqualTo("authentication_failed");
			}
			assertThat(app.client().auth(codeToken, code).code()).isEqualTo("too_many_auth_attempts");
			assertThat(app.events(TwoFactorEvent.LoginRefused.class)).hasSize(5)
				.allSatisfy((event) -> assertThat(event.reason())
					.isEqualTo(TwoFactorEvent.LoginRefused.Reason.PASSWORD_CHANGED));
			Answer next = app.client().getCode("alice", "another");
			assertThat(app.client().auth(next.text("token"), app.lastCodeFor("alice")).status()).isEqualTo(200);
		}
	}

	@Test
	void revokeTokenWhenOffThenCodeTokensSayNothingOfThePassword() {
		try (TestApplication app = TestApplication.with()) {
			assertThat(TokenText.claimsOf(app.codeTokenFor("alice"))).doesNotContainKey("hash_password");
		}
	}

	@Test
	void revokeTokenWhenTotpIsRequiredThenEnrollmentTokensDieToo() {
		try (TestApplication app = TestApplication.with("jwt2fa.token.check-revoke-token=true",
				"jwt2fa.trusted-2fa-methods=totp")) {
			String enrollment = app.login("alice").text("enrollment_token");
			assertThat(app.client().bearer(enrollment).send("POST", "/auth/totp/setup/").status()).isEqualTo(200);
			app.users()
				.put(TestUser.named("alice").withPassword("{bcrypt}" + new BCryptPasswordEncoder(4).encode("another")));
			assertInvalid(app.client().bearer(enrollment).send("POST", "/auth/totp/setup/"));
		}
	}

	@Test
	void userLookupWhenNoneThenTheTokenIsTheUser() {
		try (TestApplication app = TestApplication.with(List.of(TestApplication.App.class, Claimed.class),
				"jwt2fa.token.user-lookup=none")) {
			Answer login = app.login("admin");
			ApiClient in = app.client().bearer(login.text("access"));
			assertThat(in.get("/claims").json()).isEqualTo(Map.of("user", "admin", "shop", 7));
			assertThat(in.get("/admins").body()).isEqualTo("secret");
			Answer alice = app.login("alice");
			assertThat(app.client().bearer(alice.text("access")).get("/admins").code()).isEqualTo("permission_denied");

			app.users().setDown(true);
			assertThat(in.get("/claims").status()).isEqualTo(200);
			app.users().setDown(false);
			app.users().put(TestUser.named("admin").asLocked());
			assertThat(in.get("/claims").status()).isEqualTo(200);
			// the endpoints ask nevertheless
			for (Answer answer : List.of(app.client().verify(login.text("access")), in.get("/auth/2fa-method/"),
					app.client().refresh(login.text("refresh")))) {
				assertThat(answer.code()).isEqualTo("user_inactive");
			}
		}
	}

	@Test
	void customizerWhenItSetsAReservedClaimThenNoTokenIsIssued() {
		try (TestApplication app = TestApplication.with(List.of(TestApplication.App.class, Greedy.class))) {
			Answer answer = app.login("alice");
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.json()).doesNotContainKeys("access", "refresh");
		}
	}

	/**
	 * Claims of the application.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	@Import(ClaimedResources.class)
	static class Claimed {

		@Bean
		AuthTokenCustomizer roles() {
			return (context) -> {
				if (context.type() == AuthTokenType.ACCESS) {
					context.claim("roles",
							context.user().authorities().stream().map((role) -> role.getAuthority()).toList());
				}
			};
		}

		@Bean
		AuthTokenCustomizer shop() {
			return (context) -> context.claim("shop", 7);
		}

	}

	/**
	 * What the claims open.
	 */
	@RestController
	static class ClaimedResources {

		@GetMapping("/claims")
		Map<String, Object> claims(@AuthenticationPrincipal AuthToken token) {
			return Map.of("user", token.userId(), "shop", token.claims().get("shop"));
		}

		@GetMapping("/admins")
		@PreAuthorize("hasRole('ADMIN')")
		String admins() {
			return "secret";
		}

	}

	/**
	 * Wants too much.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Greedy {

		@Bean
		AuthTokenCustomizer sid() {
			return (context) -> context.claim("auth_time", 0);
		}

	}

}
