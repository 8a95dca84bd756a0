package io.github.jwt2fa.docs.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestMailServer;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's examples about what users and operators do with second factors.
 */
class DocumentedFactorsIT {

	private static final String SECRET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	/**
	 * The secret above, encrypted by Fernet of Python's cryptography under the key that
	 * the reference derives from the secret key of these tests.
	 */
	private static final String ENCRYPTED_ELSEWHERE = "gAAAAABrBc8f7QjGF91kqhZ5dzjmg9OalVUCA6csr3r-BIogY_cizW8gi6SBbi1c"
			+ "RsI9ZRtAhk9_PMfs8CZR32kt4MgFRks9x5fIh1Eb_ianf-hSxDljHtzBZPpgnTXhkcp7WJAwxUOt";

	/**
	 * What the guide's line for openssl prints for the secret key of these tests.
	 */
	private static final String DERIVED_KEY = "46Jr/bEcezpk+wGIPXTX0I+4Vj17bR9JLpu3jGhkK8U=";

	@Test
	void helpDeskWhenItResetsThenUserIsAskedForTheFallbackAgain() throws Exception {
		try (TestApplication app = TestApplication.alone(List.of(Staffed.class, ApiSecurity.class,
				HelpDeskSecurity.class, HelpDesk.class, FactorJournal.class, Time.class))) {
			// rules go by the clock of the system
			MutableClock clock = app.bean(MutableClock.class);
			clock.advance(Duration.between(clock.instant(), Instant.now().minusSeconds(30)));
			String alice = app.login("alice@example.com", PASSWORD, "alice@example.com").text("access");
			enroll(app, alice);
			String byMail = app.login("desk@example.com", PASSWORD, "desk@example.com").text("access");
			String secret = enroll(app, byMail);
			clock.advance(Duration.ofSeconds(30));
			int codes = app.mail().codesFor("alice@example.com").size();
			assertThat(app.client().getCode("alice@example.com", PASSWORD).status()).isEqualTo(200);
			assertThat(app.mail().codesFor("alice@example.com")).as("no code is sent for TOTP").hasSize(codes);
			String operator = loginByTotp(app, "desk@example.com", secret).text("access");

			assertThat(reset(app.client(), "alice@example.com").code()).isEqualTo("not_authenticated");
			assertThat(reset(app.client().bearer(alice), "alice@example.com").code()).isEqualTo("permission_denied");
			Answer challenged = reset(app.client().bearer(byMail), "alice@example.com");
			assertThat(challenged.code()).isEqualTo("insufficient_user_authentication");
			assertThat(challenged.header("WWW-Authenticate")).contains("acr_values=\"FACTOR_TOTP\"");
			assertThat(app.client().bearer(operator).get(path("alice@example.com", "factors")).body())
				.isEqualTo("[{\"method\":\"totp\",\"id\":null}]");
			assertThat(app.client().bearer(operator).get(path("nobody@example.com", "factors")).status())
				.isEqualTo(409);
			assertThat(app.client()
				.bearer(operator)
				.post(path("alice@example.com", "factors/remove"), "application/x-www-form-urlencoded",
						"method=passkey")
				.status()).isEqualTo(409);
			assertThat(reset(app.client().bearer(operator), "alice@example.com").status()).isEqualTo(200);

			String access = app.login("alice@example.com", PASSWORD, "alice@example.com").text("access");
			assertThat(app.client().bearer(access).get("/auth/2fa-method/").json())
				.isEqualTo(Map.of("method", "code-sender", "totp_active", false, "methods", List.of("code-sender")));
			assertThat(app.bean(FactorJournal.class).entries()).containsExactly("alice@example.com set TOTP up",
					"desk@example.com set TOTP up", "alice@example.com was reset by desk@example.com");
			assertThat(noticesWith(app, "removed the second factor")).isEqualTo(1);

			enroll(app, access);
			assertThat(app.client()
				.bearer(operator)
				.post(path("alice@example.com", "factors/remove"), "application/x-www-form-urlencoded", "method=totp")
				.status()).isEqualTo(200);
			Answer login = app.login("alice@example.com", PASSWORD, "alice@example.com");
			assertThat(app.client().bearer(operator).send("POST", path("alice@example.com", "end-sessions")).status())
				.isEqualTo(200);
			assertThat(app.client().refresh(login.text("refresh")).code()).isEqualTo("token_not_valid");

			String code = app.client()
				.bearer(operator)
				.send("POST", path("alice@example.com", "recovery-code"))
				.text("code");
			Answer token = app.client()
				.post("/auth/get-code/", Map.of("username", "alice@example.com", "password", PASSWORD, "methods",
						List.of("recovery-code")));
			assertThat(app.client().auth(token.text("token"), code).json()).containsKeys("access", "refresh");
		}
	}

	private static String path(String userId, String what) {
		return "/api/desk/users/" + userId.replace("@", "%40") + "/" + what;
	}

	private static Answer reset(ApiClient client, String userId) {
		return client.send("POST", path(userId, "reset"));
	}

	/**
	 * They are sent off the request's thread.
	 */
	private static long noticesWith(TestApplication app, String text) throws InterruptedException {
		for (int i = 0;; i++) {
			long found = app.mail()
				.messages()
				.stream()
				.filter((message) -> TestMailServer.textOf(message).contains(text))
				.count();
			if (found > 0 || i == 100) {
				return found;
			}
			Thread.sleep(50);
		}
	}

	@Test
	void journalWhenMethodIsChosenThenItIsTold() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, FactorJournal.class, Time.class))) {
			String access = app.login("alice", PASSWORD, "alice@example.com").text("access");
			String secret = enroll(app, access);
			app.bean(MutableClock.class).advance(Duration.ofSeconds(30));
			String byApp = loginByTotp(app, "alice", secret).text("access");
			Answer changed = app.client().bearer(byApp).post("/auth/2fa-method/", Map.of("method", "code-sender"));
			assertThat(changed.status()).isEqualTo(200);
			assertThat(app.bean(FactorJournal.class).entries()).containsExactly("alice set TOTP up",
					"alice chose code-sender");
		}
	}

	@Test
	void ownColumnsWhenTwoGettersAreDefinedThenLoginReadsThemAndNothingIsEnrolled() {
		try (TestApplication app = TestApplication.alone(
				List.of(Shop.class, OwnColumnsConfiguration.class, CustomerFactors.class, Time.class),
				"spring.sql.init.schema-locations=classpath:customer.sql",
				"jwt2fa.trusted-2fa-methods=code-sender,totp,no-2fa")) {
			String access = app.login("alice", PASSWORD, "alice@example.com").text("access");
			assertThat(app.client().getCode("bob", PASSWORD).json()).containsOnlyKeys("access", "refresh");
			for (String path : List.of("/auth/totp/setup/", "/auth/totp/confirm/", "/auth/2fa-method/")) {
				assertThat(app.client().bearer(access).post(path, Map.of()).status()).as(path).isEqualTo(404);
			}
			app.bean(CustomerFactors.class).setTotp("alice", SECRET);
			assertThat(loginByTotp(app, "alice", SECRET).json()).containsOnlyKeys("access", "refresh");
		}
	}

	@Test
	void repositoryWhenItIsTheApplicationsThenUsersEnrollIntoIt() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, LoginFactors.class, Time.class),
				"spring.sql.init.schema-locations=classpath:login_factor.sql")) {
			String access = app.login("alice", PASSWORD, "alice@example.com").text("access");
			String secret = enroll(app, access);
			UserTwoFactorAuthDataRepository repository = app.bean(UserTwoFactorAuthDataRepository.class);
			String kept = repository.findByUserId("alice").encryptedTotpSecret();
			assertThat(kept).hasSize(140).doesNotContain(secret);
			app.bean(MutableClock.class).advance(Duration.ofSeconds(30));
			String byApp = loginByTotp(app, "alice", secret).text("access");
			app.client().bearer(byApp).post("/auth/2fa-method/", Map.of("method", "code-sender"));
			assertThat(repository.findByUserId("alice"))
				.isEqualTo(new UserTwoFactorAuthData("alice", TwoFactorMethod.CODE_SENDER, kept));
			repository.savePreferredMethod("bob", TwoFactorMethod.CODE_SENDER);
			assertThat(repository.findByUserId("bob"))
				.isEqualTo(new UserTwoFactorAuthData("bob", TwoFactorMethod.CODE_SENDER, null));
		}
	}

	@Test
	void renamingWhenUserHasTotpThenItGoesWithTheName() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, UserRenaming.class, Time.class))) {
			String access = app.login("alice", PASSWORD, "alice@example.com").text("access");
			String secret = enroll(app, access);
			app.bean(UserTwoFactorAuthDataRepository.class)
				.save(new UserTwoFactorAuthData("alicia", TwoFactorMethod.NO_2FA, null));
			app.bean(UserRenaming.class).rename("alice", "alicia");
			app.bean(MutableClock.class).advance(Duration.ofSeconds(30));
			assertThat(loginByTotp(app, "alicia", secret).status()).isEqualTo(200);
			assertThat(app.client().bearer(access).get("/api/me").code()).isEqualTo("user_not_found");
			assertThat(app.bean(UserTwoFactorAuthDataRepository.class).findByUserId("alice")).isNull();
			app.bean(UserRenaming.class).rename("bob", "bobby");
			assertThat(app.client().getCode("bobby", PASSWORD).status()).isEqualTo(200);
		}
	}

	@Test
	void secretsWhenMovedFromTheReferenceThenAreReadUnchanged() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, Time.class))) {
			app.bean(UserTwoFactorAuthDataRepository.class)
				.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.TOTP, ENCRYPTED_ELSEWHERE));
			assertThat(loginByTotp(app, "alice", SECRET).status()).isEqualTo(200);
		}
	}

	@Test
	void secretsWhenMovedFromElsewhereThenUsersKeepTheirApps(@TempDir Path folder) throws IOException {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, AuthenticatorMove.class, Time.class),
				"spring.sql.init.schema-locations=classpath:customer.sql")) {
			AuthenticatorMove move = app.bean(AuthenticatorMove.class);
			assertThat(move.fromColumn()).isEmpty();
			app.bean(JdbcClient.class)
				.sql("update customer set authenticator_secret = ? where username = 'alice'")
				.param(SECRET)
				.update();
			assertThat(move.fromColumn()).hasToString("[row 1, alice: imported]");
			assertThat(loginByTotp(app, "alice", SECRET).status()).isEqualTo(200);

			Path export = Files.writeString(folder.resolve("shop-users-0.json"), """
					{"realm": "shop", "users": [{"username": "alice", "credentials": [{"type": "otp",
					"secretData": "{\\"value\\":\\"nJvYqPmR4sTb8WcXzL2K\\"}", "credentialData":
					"{\\"subType\\":\\"totp\\",\\"digits\\":8,\\"period\\":30,\\"algorithm\\":\\"HmacSHA1\\"}"}]}]}
					""");
			assertThat(move.fromKeycloak(export))
				.hasToString("[row 1, alice: not imported: it is for codes of another length than six digits]");
			Path list = Files.writeString(folder.resolve("list.txt"), "otpauth://totp/My%20shop:bob?secret=" + SECRET
					+ "\notpauth://totp/Bank:alice?secret=" + SECRET + "\n");
			assertThat(move.fromUris(list))
				.hasToString("[row 1, bob: imported, row 2, alice: not imported: there is no such user]");
			assertThat(app.client().getCode("bob", PASSWORD).json()).containsOnlyKeys("token");
		}
	}

	@Test
	void keysWhenRotatedThenSecretsAreEncryptedByTheFirst() {
		String database = "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
		String otherSecretKey = "jwt2fa.secret-key=another secret key, of 32 bytes and more";
		String fresh = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
		List<Class<?>> sources = List.of(Shop.class, TotpKeyRotation.class, Time.class);
		try (TestApplication app = TestApplication.alone(sources, database)) {
			app.bean(UserTwoFactorAuthDataRepository.class)
				.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.TOTP, ENCRYPTED_ELSEWHERE));
		}
		try (TestApplication app = TestApplication.alone(sources, database, otherSecretKey)) {
			assertThat(loginByTotp(app, "alice", SECRET).code()).isEqualTo("authentication_failed");
			assertThat(app.bean(TotpKeyRotation.class).run()).containsExactly("alice");
		}
		try (TestApplication app = TestApplication.alone(sources, database, otherSecretKey,
				"jwt2fa.totp-encryption-key=" + fresh + "," + DERIVED_KEY)) {
			assertThat(loginByTotp(app, "alice", SECRET).status()).isEqualTo(200);
			assertThat(app.bean(TotpKeyRotation.class).run()).isEmpty();
		}
		try (TestApplication app = TestApplication.alone(sources, database, otherSecretKey,
				"jwt2fa.totp-encryption-key=" + fresh)) {
			assertThat(loginByTotp(app, "alice", SECRET).status()).isEqualTo(200);
		}
	}

	private static Answer loginByTotp(TestApplication app, String username, String secret) {
		return app.client()
			.auth(app.client().getCode(username, PASSWORD).text("token"),
					new AuthenticatorApp(secret, app.bean(MutableClock.class)).code());
	}

	private static String enroll(TestApplication app, String access) {
		return app.client().bearer(access).enroll(app.bean(MutableClock.class)).secret();
	}

	@Configuration(proxyBeanMethods = false)
	static class Time {

		@Bean(defaultCandidate = false)
		Clock jwt2faClock(MutableClock clock) {
			return clock;
		}

		@Bean
		MutableClock mutableClock() {
			return new MutableClock();
		}

	}

	/**
	 * Users of whom one is of the staff.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Staffed {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("alice@example.com").password("{noop}" + PASSWORD).roles("CUSTOMER").build(),
					User.withUsername("desk@example.com").password("{noop}" + PASSWORD).roles("STAFF").build());
		}

	}

}
