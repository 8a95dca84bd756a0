package io.github.jwt2fa.docs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.docs.DocumentedFactorsIT.Time;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.docs.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's way from the reference to here: users, passwords, secrets and live tokens.
 */
class DocumentedMigrationIT {

	private static final String SECRET_KEY = "a secret key for the tests, and for them alone";

	private static final String TOTP_SECRET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	private static final String ID = "0123456789abcdef0123456789abcdef";

	private static final String BLACKLISTED = "fedcba9876543210fedcba9876543210";

	private RunningApplication app;

	@BeforeEach
	void start() throws Exception {
		this.app = RunningApplication.of(List.of(Moved.class, Time.class),
				"spring.sql.init.schema-locations=classpath:auth_user.sql", "jwt2fa.error-format=drf");
		statements().forEach((sql) -> this.app.bean(JdbcClient.class).sql(sql).update());
	}

	@AfterEach
	void stop() {
		this.app.close();
	}

	/**
	 * The statements as the page shows them.
	 */
	private static List<String> statements() throws Exception {
		Path page = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../src/docs/migrating.md");
		List<String> statements = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(page))
			.results()
			.map((block) -> block.group(1))
			.toList();
		assertThat(statements).hasSize(2);
		return statements;
	}

	@Test
	void userWhenMovedThenPasswordAndAppAreGood() {
		assertThat(this.app.bean(UserTwoFactorAuthDataRepository.class).findByUserId("42").preferredMethod())
			.isEqualTo(TwoFactorMethod.TOTP);
		assertThat(this.app.bean(UserTwoFactorAuthDataRepository.class).findByUserId("43").encryptedTotpSecret())
			.isNull();
		String codeToken = this.app.start("alice", PASSWORD).text("token");
		AuthenticatorApp authenticator = new AuthenticatorApp(TOTP_SECRET, this.app.bean(MutableClock.class));
		Answer login = this.app.complete(codeToken, authenticator.code());
		assertThat(this.app.client().bearer(login.text("access")).get("/api/name").body()).isEqualTo("alice");
		assertThat(this.app.start("alice", "wrong").code()).isEqualTo("authentication_failed");
		assertThat(this.app.start("bob", PASSWORD).code()).isEqualTo("authentication_failed");
		assertThat(this.app.bean(DjangoUsers.class).findById("042")).isNull();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void tokensWhenIssuedByTheReferenceThenLoginGoesOn(boolean idIsNumber) {
		String access = token("access", ID, idIsNumber, Duration.ofMinutes(5));
		String refresh = token("refresh", ID, idIsNumber, Duration.ofDays(1));
		ApiClient in = this.app.client().bearer(access);
		assertThat(in.get("/api/name").body()).isEqualTo("alice");
		// when its user logged in is not known
		assertThat(in.post("/auth/2fa-method/", Map.of("method", "code-sender")).code())
			.isEqualTo("insufficient_user_authentication");
		Answer refreshed = this.app.client().post("/auth/refresh/", Map.of("refresh", refresh));
		assertThat(refreshed.json()).containsOnlyKeys("access", "refresh");
		assertThat(this.app.bean(LoginSessionRepository.class).findByUserId("42")).hasSize(1);
		this.app.bean(MutableClock.class).advance(Duration.ofSeconds(11));
		assertThat(this.app.client().post("/auth/refresh/", Map.of("refresh", refresh)).code())
			.isEqualTo("token_not_valid");
	}

	@Test
	void tokenWhenBlacklistedByTheReferenceThenItStaysDead() {
		String refresh = token("refresh", BLACKLISTED, true, Duration.ofDays(1));
		assertThat(this.app.client().post("/auth/refresh/", Map.of("refresh", refresh)).code())
			.isEqualTo("token_not_valid");
		assertThat(this.app.bean(LoginSessionRepository.class).findById(BLACKLISTED).endsAt()).isAfter(Instant.now());
	}

	/**
	 * A token as Simple JWT makes it.
	 */
	private String token(String type, String id, boolean idIsNumber, Duration lifetime) {
		long now = this.app.bean(MutableClock.class).instant().getEpochSecond();
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("token_type", type);
		claims.put("exp", now + lifetime.toSeconds());
		claims.put("iat", now);
		claims.put("jti", id);
		claims.put("user_id", idIsNumber ? 42 : "42");
		Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
		String input = base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
				+ "." + base64.encodeToString(new JsonMapper().writeValueAsBytes(claims));
		return input + "."
				+ base64.encodeToString(new HmacSha256(SECRET_KEY.getBytes(StandardCharsets.UTF_8)).sign(input));
	}

	@Test
	void encoderWhenHashIsDjangosThenMatchesTheOnePassword() {
		DjangoPasswordEncoder encoder = new DjangoPasswordEncoder();
		// made by hashlib.pbkdf2_hmac of Python
		String hash = "pbkdf2_sha256$1000$5qZ0rYc1xJ7wKpVdN2hT8u$ESLsaICfWb+mHdNE2W4TiiIuj9v/HiaBhR12C7MCSQQ=";
		assertThat(encoder.matches("Straße №7 \uD83D\uDD11", hash)).isTrue();
		for (String wrong : List.of("Straße №7", "", "Strasse №7 \uD83D\uDD11")) {
			assertThat(encoder.matches(wrong, hash)).as(wrong).isFalse();
		}
		for (String odd : List.of("", "!abc", "pbkdf2_sha1$1000$salt$" + hash.substring(42), hash + "x",
				hash.replace("1000", "0"))) {
			assertThat(encoder.matches("Straße №7 \uD83D\uDD11", odd)).as(odd).isFalse();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ DjangoUsers.class, PasswordConfiguration.class, Name.class })
	static class Moved {

	}

	@RestController
	static class Name {

		@GetMapping("/api/name")
		String name(@AuthenticationPrincipal DjangoUser user) {
			return user.username();
		}

	}

}
