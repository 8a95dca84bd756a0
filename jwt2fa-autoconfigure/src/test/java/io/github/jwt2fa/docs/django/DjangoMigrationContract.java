package io.github.jwt2fa.docs.django;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.session.LoginSession;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's way from the reference to here, in a database as Django leaves it: users,
 * passwords, secrets, live tokens and those that were blacklisted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DjangoMigrationContract {

	static final String SECRET_KEY = "a secret key for the tests, and for them alone";

	private static final String TOTP_SECRET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	private static final Duration SLIDING_REFRESH_LIFETIME = Duration.ofDays(1);

	private final AtomicInteger ids = new AtomicInteger(100);

	private TestApplication app;

	/**
	 * The database as the page names it.
	 */
	abstract String vendor();

	/**
	 * Where it is.
	 */
	abstract List<String> dataSource();

	@BeforeAll
	void move() throws Exception {
		this.app = application(Moved.class,
				"spring.sql.init.schema-locations=classpath:django_" + vendor().toLowerCase(Locale.ROOT) + ".sql",
				"spring.sql.init.data-locations=classpath:django_users.sql", "spring.sql.init.mode=always");
		this.app.bean(JdbcClient.class).sql(statement("jwt2fa_user_two_factor_auth_data", "")).update();
	}

	@AfterAll
	void stop() {
		this.app.close();
	}

	final TestApplication application(Class<?> users, String... properties) {
		List<String> all = new ArrayList<>(dataSource());
		all.add("spring.flyway.enabled=false");
		all.add("jwt2fa.jdbc.initialize-schema=always");
		all.add("jwt2fa.error-format=drf");
		all.addAll(Arrays.asList(properties));
		return TestApplication.alone(List.of(users, Now.class), all.toArray(String[]::new));
	}

	/**
	 * A statement as the page shows it.
	 */
	final String statement(String table, String start) throws Exception {
		Path page = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../src/docs/migrating.md");
		List<String> statements = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(page))
			.results()
			.map((block) -> block.group(1).strip())
			.filter((sql) -> sql.startsWith(start) && sql.contains("insert into " + table + " "))
			.toList();
		assertThat(statements).isNotEmpty();
		return statements.get(0);
	}

	/**
	 * Takes the blacklist over, for the second time as well as for the first.
	 */
	private void moveBlacklist() throws Exception {
		this.app.bean(JdbcClient.class).sql(statement("jwt2fa_login_session", "-- " + vendor())).update();
	}

	private Instant now() {
		return this.app.bean(MutableClock.class).instant();
	}

	@Test
	void userWhenMovedThenPasswordAndAppAreGood() throws Exception {
		UserTwoFactorAuthDataRepository data = this.app.bean(UserTwoFactorAuthDataRepository.class);
		assertThat(data.findByUserId("42").preferredMethod()).isEqualTo(TwoFactorMethod.TOTP);
		assertThat(data.findByUserId("43").encryptedTotpSecret()).isNull();
		// once more, since some user was forgotten: who is there already stays
		assertThat(this.app.bean(JdbcClient.class).sql(statement("jwt2fa_user_two_factor_auth_data", "")).update())
			.isZero();
		// a step from before the start counts as used
		this.app.bean(MutableClock.class).advance(Duration.ofSeconds(30));
		String codeToken = this.app.client().getCode("alice", PASSWORD).text("token");
		AuthenticatorApp authenticator = new AuthenticatorApp(TOTP_SECRET, this.app.bean(MutableClock.class));
		Answer login = this.app.client().auth(codeToken, authenticator.code());
		assertThat(this.app.client().bearer(login.text("access")).get("/api/name").body()).isEqualTo("alice");
		assertThat(this.app.client().getCode("alice", "wrong").code()).isEqualTo("authentication_failed");
		assertThat(this.app.client().getCode("alice", " " + PASSWORD + " ").code()).isEqualTo("authentication_failed");
		assertThat(this.app.client().getCode("bob", PASSWORD).code()).isEqualTo("authentication_failed");
	}

	@Test
	void userWhenIdHasTenDigitsThenLogsIn() {
		Answer login = this.app.login("carol", PASSWORD, "carol@example.com");
		assertThat(this.app.client().bearer(login.text("access")).get("/api/name").body()).isEqualTo("carol");
	}

	@ParameterizedTest
	@ValueSource(strings = { "042", "+42", "-42", "42 ", "4.2e1", "٤٢", "", "9223372036854775807",
			"9223372036854775808", "99999999999999999999999999" })
	void findByIdWhenNoIdOfDjangoThenNobody(String id) {
		assertThat(this.app.bean(DjangoUsers.class).findById(id)).isNull();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void tokensWhenIssuedByTheReferenceThenLoginGoesOn(boolean idIsNumber) {
		Object user = idIsNumber ? 1234567890 : "1234567890";
		String access = token("access", newId(), user, Duration.ofMinutes(5));
		String refresh = token("refresh", newId(), user, Duration.ofDays(1));
		ApiClient in = this.app.client().bearer(access);
		assertThat(in.get("/api/name").body()).isEqualTo("carol");
		// when its user logged in is not known
		assertThat(in.post("/auth/2fa-method/", Map.of("method", "code-sender")).code())
			.isEqualTo("insufficient_user_authentication");
		Answer refreshed = refresh(refresh);
		assertThat(refreshed.json()).containsOnlyKeys("access", "refresh");
		// what the application of before put into it is not handed on
		assertThat(claims(refreshed.text("access"))).doesNotContain("department");
		this.app.bean(MutableClock.class).advance(Duration.ofSeconds(31));
		assertThat(refresh(refresh).code()).isEqualTo("token_not_valid");
	}

	@Test
	void refreshTokenWhenBlacklistedByTheReferenceThenItStaysDead() throws Exception {
		String dead = newId();
		String live = newId();
		outstanding(dead, 1234567890, now(), now().plus(Duration.ofDays(1)), true);
		outstanding(live, 1234567890, now(), now().plus(Duration.ofDays(1)), false);
		moveBlacklist();
		assertThat(refresh(token("refresh", dead, 1234567890, Duration.ofDays(1))).code()).isEqualTo("token_not_valid");
		assertThat(refresh(token("refresh", live, 1234567890, Duration.ofDays(1))).status()).isEqualTo(200);
	}

	@Test
	void refreshTokenWhenBlacklistedAfterItWasRefreshedHereThenItsLoginEnds() throws Exception {
		String id = newId();
		Answer refreshed = refresh(token("refresh", id, 1234567890, Duration.ofDays(1)));
		outstanding(id, 1234567890, now(), now().plus(Duration.ofDays(1)), true);
		moveBlacklist();
		moveBlacklist();
		assertThat(refresh(refreshed.text("refresh")).code()).isEqualTo("token_not_valid");
	}

	/**
	 * Its user was deleted, or an earlier Simple JWT did not write it down.
	 */
	@Test
	void refreshTokenWhenItsRowHasNoUserThenItStaysDeadAsAllOthers() throws Exception {
		String nobody = newId();
		String bare = newId();
		String other = newId();
		outstanding(nobody, null, now(), now().plus(Duration.ofDays(1)), true);
		outstanding(bare, null, null, now().plus(Duration.ofDays(1)), true);
		outstanding(other, 1234567890, now(), now().plus(Duration.ofDays(1)), true);
		moveBlacklist();
		for (String id : List.of(nobody, bare, other)) {
			assertThat(refresh(token("refresh", id, 1234567890, Duration.ofDays(1))).code())
				.isEqualTo("token_not_valid");
		}
	}

	/**
	 * The row of a sliding token tells the end of its first text, and not that of the
	 * last.
	 */
	@Test
	void slidingTokenWhenRefreshedAndThenBlacklistedThenItsRowLastsAsLongAsItsRefreshes() throws Exception {
		String id = newId();
		Instant created = now().minus(Duration.ofHours(3));
		outstanding(id, 1234567890, created, created.plus(Duration.ofMinutes(5)), true);
		moveBlacklist();
		LoginSession session = this.app.bean(LoginSessionRepository.class).findById(id);
		assertThat(session).isNotNull();
		assertThat(session.isOver(now())).isTrue();
		assertThat(session.startedAt()).isEqualTo(created);
		assertThat(session.endsAt()).isEqualTo(created.plus(SLIDING_REFRESH_LIFETIME));
	}

	@Test
	void refreshTokenWhenNothingOfItCanBeAliveThenNoRow() throws Exception {
		String id = newId();
		Instant created = now().minus(Duration.ofDays(3));
		outstanding(id, 1234567890, created, created.plus(Duration.ofDays(1)), true);
		moveBlacklist();
		assertThat(this.app.bean(LoginSessionRepository.class).findById(id)).isNull();
	}

	final Answer refresh(String token) {
		return this.app.client().refresh(token);
	}

	/**
	 * A row as Django writes it: UTC, whatever the time zone of the connection.
	 */
	private void outstanding(String jti, @Nullable Integer userId, @Nullable Instant created, Instant expires,
			boolean blacklisted) {
		JdbcClient jdbc = this.app.bean(JdbcClient.class);
		int id = this.ids.incrementAndGet();
		jdbc.sql("insert into token_blacklist_outstandingtoken (id, token, created_at, expires_at, user_id, jti) "
				+ "values (?, 'text', ?, ?, ?, ?)")
			.params(Arrays.asList(id, column(created), column(expires), userId, jti))
			.update();
		if (blacklisted) {
			jdbc.sql("insert into token_blacklist_blacklistedtoken values (?, ?, ?)")
				.params(Arrays.asList(id, column(now()), id))
				.update();
		}
	}

	/**
	 * A time as the column has it.
	 */
	@Nullable Object column(@Nullable Instant time) {
		return (time != null) ? Timestamp.from(time) : null;
	}

	static LocalDateTime utc(Instant time) {
		return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
	}

	final String newId() {
		return "%032x".formatted(this.ids.incrementAndGet());
	}

	/**
	 * A token as Simple JWT makes it, with a claim that its application added.
	 */
	final String token(String type, String id, Object userId, Duration lifetime) {
		Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
		String input = base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
				+ "." + base64.encodeToString(new JsonMapper().writeValueAsBytes(payload(type, id, userId, lifetime)));
		return input + "."
				+ base64.encodeToString(new HmacSha256(SECRET_KEY.getBytes(StandardCharsets.UTF_8)).sign(input));
	}

	final Map<String, Object> payload(String type, String id, Object userId, Duration lifetime) {
		long now = now().getEpochSecond();
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("token_type", type);
		claims.put("exp", now + lifetime.toSeconds());
		claims.put("iat", now);
		claims.put("jti", id);
		claims.put("user_id", userId);
		claims.put("department", "sales");
		return claims;
	}

	private static String claims(String token) {
		return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
	}

	/**
	 * A clock that the test moves. It begins now: the statements ask the database's.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Now {

		@Bean(defaultCandidate = false)
		Clock jwt2faClock(MutableClock clock) {
			return clock;
		}

		@Bean
		MutableClock mutableClock() {
			return new MutableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
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
