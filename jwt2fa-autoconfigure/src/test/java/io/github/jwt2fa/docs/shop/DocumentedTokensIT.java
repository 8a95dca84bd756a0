package io.github.jwt2fa.docs.shop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AutoConfigured;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.token.AuthTokenCustomizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's examples about tokens, their keys and the sessions that they belong to.
 */
class DocumentedTokensIT {

	private static final String OTHER_SECRET_KEY = "jwt2fa.secret-key=another secret key, of 32 bytes and more";

	/**
	 * What the guide's lines for openssl print for the secret key of these tests.
	 */
	private static final String DERIVED_REFRESH_KEY = "7oO+e8rMtLqyxZvqgKgnjvu6wdx35HwcgTZano1BJDc";

	private static final String SESSIONS_DATABASE = "login.datasource.url=jdbc:h2:mem:" + UUID.randomUUID()
			+ ";DB_CLOSE_DELAY=-1;INIT=RUNSCRIPT FROM 'classpath:io/github/jwt2fa/db/h2/R__jwt2fa_login_session.sql'";

	private static final String DEVICES_DATABASE = "device.datasource.url=jdbc:h2:mem:" + UUID.randomUUID()
			+ ";DB_CLOSE_DELAY=-1;INIT=RUNSCRIPT FROM 'classpath:io/github/jwt2fa/db/h2/R__jwt2fa_trusted_device.sql'";

	@TempDir
	private Path directory;

	private final String database = "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

	@Test
	void devicesWhenListedThenUserEndsThem() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, DevicesController.class))) {
			Answer phone = login(app);
			Answer desk = login(app);
			ApiClient atDesk = app.client().bearer(desk.text("access"));
			List<Map<String, Object>> devices = list(atDesk.get("/api/devices"));
			assertThat(devices).hasSize(2);
			assertThat(devices).filteredOn((device) -> device.get("current").equals(true)).hasSize(1);
			String other = devices.stream()
				.filter((device) -> device.get("current").equals(false))
				.map((device) -> (String) device.get("id"))
				.findFirst()
				.orElseThrow();

			String bob = app.login("bob", PASSWORD, "bob@example.com").text("access");
			assertThat(app.client().bearer(bob).send("DELETE", "/api/devices/" + other).status()).isEqualTo(404);
			assertThat(refresh(app, phone).status()).isEqualTo(200);
			assertThat(atDesk.send("DELETE", "/api/devices/" + other).status()).isEqualTo(204);
			assertThat(refresh(app, phone).code()).isEqualTo("token_not_valid");
			assertThat(list(atDesk.get("/api/devices"))).hasSize(1);
			assertThat(refresh(app, desk).status()).isEqualTo(200);
		}
	}

	@Test
	void leakWhenItHappenedThenEveryoneIsLoggedOut() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, AfterALeak.class))) {
			Answer alice = login(app);
			Answer bob = app.login("bob", PASSWORD, "bob@example.com");
			app.bean(AfterALeak.class).logEveryoneOut();
			assertThat(refresh(app, alice).code()).isEqualTo("token_not_valid");
			assertThat(refresh(app, bob).code()).isEqualTo("token_not_valid");
			assertThat(refresh(app, login(app)).status()).isEqualTo(200);
		}
	}

	@Test
	void repositoryWhenDefinedThenItKeepsSessions() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, SessionsElsewhere.class),
				SESSIONS_DATABASE)) {
			Answer login = login(app);
			Answer refreshed = refresh(app, login);
			assertThat(refreshed.status()).isEqualTo(200);
			assertThat(JdbcClient.create(new DriverManagerDataSource(SESSIONS_DATABASE.split("=", 2)[1]))
				.sql("select * from jwt2fa_login_session where user_id = 'alice'")
				.query(new LoginSessionRow())
				.list()).isEqualTo(app.bean(LoginSessionRepository.class).findByUserId("alice")).hasSize(1);
			app.client().logout(login.text("refresh"));
			assertThat(refresh(app, refreshed).code()).isEqualTo("token_not_valid");
			assertThat(app.bean(LoginSessionRepository.class).findByUserId("alice")).isEmpty();
		}
	}

	@Test
	void repositoryWhenDefinedThenItKeepsTrustedDevices() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, DevicesElsewhere.class), DEVICES_DATABASE,
				"jwt2fa.trusted-devices.max-age=30d")) {
			String codeToken = app.client().getCode("alice", PASSWORD).text("token");
			Answer login = app.client()
				.post("/auth/auth/", Map.of("code_token", codeToken, "code",
						app.mail().lastCodeFor("alice@example.com"), "trust_device", true));
			assertThat(JdbcClient.create(new DriverManagerDataSource(DEVICES_DATABASE.split("=", 2)[1]))
				.sql("select method from jwt2fa_trusted_device where user_id = 'alice'")
				.query(String.class)
				.single()).isEqualTo("code-sender");
			assertThat(app.client()
				.post("/auth/get-code/",
						Map.of("username", "alice", "password", PASSWORD, "device_token", login.text("device_token")))
				.json()).containsKey("access");
		}
	}

	@Test
	void rolesWhenInTokensThenTheyStandForTheUser() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, RolesInTokens.class, Who.class),
				"jwt2fa.token.user-lookup=none")) {
			Answer login = login(app);
			ApiClient in = app.client().bearer(login.text("access"));
			assertThat(in.get("/api/who").json()).containsEntry("name", "alice");
			assertThat(authorities(in)).contains("ROLE_CUSTOMER", "FACTOR_PASSWORD", "FACTOR_OTT");
			// protected resources ask for nobody, the endpoints do
			app.bean(Customers.class).remove("alice");
			assertThat(in.get("/api/who").status()).isEqualTo(200);
			assertThat(in.get("/auth/2fa-method/").code()).isEqualTo("user_not_found");
			assertThat(refresh(app, login).code()).isEqualTo("user_not_found");
			assertThat(app.client().verify(login.text("access")).code()).isEqualTo("user_not_found");
		}
	}

	@Test
	void authoritiesGetterWhenDefinedThenItReadsTheToken() {
		try (TestApplication app = TestApplication.alone(
				List.of(Shop.class, PermissionsOfTokens.class, PermissionsInTokens.class, Who.class),
				"jwt2fa.token.user-lookup=none")) {
			assertThat(authorities(app.client().bearer(login(app).text("access")))).contains("PERMISSION_orders",
					"FACTOR_PASSWORD");
		}
	}

	@Test
	void deletionWhenUserIsDeletedThenSessionsEnd() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, UserDeletion.class))) {
			Answer login = login(app);
			Customer alice = app.bean(Customers.class).findByUsernameIgnoreCase("alice").orElseThrow();
			app.bean(UserDeletion.class).delete("alice");
			assertThat(refresh(app, login).code()).isEqualTo("user_not_found");
			app.bean(Customers.class).add(alice);
			assertThat(refresh(app, login).code()).isEqualTo("token_not_valid");
		}
	}

	@Test
	void renamingWhenUserIsRenamedThenSessionsOfTheOldNameEnd() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, UserRenaming.class))) {
			Answer login = login(app);
			Customer alice = app.bean(Customers.class).findByUsernameIgnoreCase("alice").orElseThrow();
			app.bean(UserRenaming.class).rename("alice", "alicia");
			app.bean(Customers.class).add(alice);
			assertThat(refresh(app, login).code()).isEqualTo("token_not_valid");
		}
	}

	@Test
	void secondServiceWhenItKnowsThePublicKeysThenItTakesAccessTokensAlone() throws Exception {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, RolesInTokens.class),
				"jwt2fa.token.algorithm=ES256", "jwt2fa.token.signing-key=" + keyFile("2026"),
				"jwt2fa.token.issuer=https://login.example.com", "jwt2fa.token.audience=shop,orders")) {
			String keys = "http://127.0.0.1:" + app.port() + "/.well-known/jwks.json";
			try (TestApplication orders = TestApplication.alone(List.of(Orders.class), "spring.autoconfigure.exclude="
					+ Arrays.stream(AutoConfigured.sources()).map(Class::getName).collect(Collectors.joining(",")),
					"spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + keys,
					"spring.security.oauth2.resourceserver.jwt.jws-algorithms=ES256",
					"spring.security.oauth2.resourceserver.jwt.issuer-uri=https://login.example.com",
					"spring.security.oauth2.resourceserver.jwt.audiences=orders",
					"spring.security.oauth2.resourceserver.jwt.authorities-claim-name=roles",
					"spring.security.oauth2.resourceserver.jwt.authority-prefix=ROLE_")) {
				Answer login = login(app);
				ApiClient in = orders.client().bearer(login.text("access"));
				assertThat(in.get("/api/who").json()).containsEntry("name", "alice");
				assertThat(authorities(in)).contains("ROLE_CUSTOMER");
				assertThat(orders.client().bearer(login.text("refresh")).get("/api/who").status()).isEqualTo(401);
				assertThat(orders.client().get("/api/who").status()).isEqualTo(401);
			}
		}
	}

	@Test
	void keyPairWhenChangedInStepsThenNobodyIsLoggedOut() throws Exception {
		String before = keyFile("2026");
		String after = keyFile("2027");
		Answer login;
		try (TestApplication app = app("algorithm=ES256", "signing-key=" + before)) {
			login = login(app);
		}
		try (TestApplication app = app("algorithm=ES256", "signing-key=" + before, "verifying-keys=" + after)) {
			assertOpens(app, login);
			assertThat(keyIds(app)).containsExactlyInAnyOrder("2026", "2027");
		}
		Answer later;
		try (TestApplication app = app("algorithm=ES256", "signing-key=" + after, "verifying-keys=" + before)) {
			assertOpens(app, login);
			assertThat(keyIds(app)).containsExactlyInAnyOrder("2026", "2027");
			later = refresh(app, login);
		}
		try (TestApplication app = app("algorithm=ES256", "signing-key=" + after)) {
			assertThat(app.client().bearer(login.text("access")).get("/api/me").code()).isEqualTo("token_not_valid");
			assertOpens(app, later);
			assertThat(refresh(app, later).status()).isEqualTo(200);
			assertThat(keyIds(app)).containsExactly("2027");
		}
	}

	@Test
	void secretKeyWhenItSignsAndIsChangedThenNobodyIsLoggedOut() {
		Answer login;
		try (TestApplication app = app()) {
			login = login(app);
		}
		try (TestApplication app = app(OTHER_SECRET_KEY)) {
			assertThat(refresh(app, login).code()).isEqualTo("token_not_valid");
		}
		try (TestApplication app = app(OTHER_SECRET_KEY,
				"verifying-keys[0]=a secret key for the tests, and for them alone")) {
			assertOpens(app, login);
			assertThat(refresh(app, login).status()).isEqualTo(200);
		}
	}

	@Test
	void secretKeyWhenChangedBesideAKeyPairThenNobodyIsLoggedOut() throws Exception {
		String pair = keyFile("2026");
		Answer login;
		try (TestApplication app = app("algorithm=ES256", "signing-key=" + pair)) {
			login = login(app);
		}
		try (TestApplication app = app(OTHER_SECRET_KEY, "algorithm=ES256", "signing-key=" + pair)) {
			assertOpens(app, login);
			assertThat(refresh(app, login).code()).isEqualTo("token_not_valid");
		}
		try (TestApplication app = app(OTHER_SECRET_KEY, "algorithm=ES256", "signing-key=" + pair,
				"verifying-keys=" + DERIVED_REFRESH_KEY)) {
			assertThat(refresh(app, login).status()).isEqualTo(200);
		}
	}

	@Test
	void keyPairWhenItReplacesASecretThenNobodyIsLoggedOut() throws Exception {
		String secret = "a signing key that stands apart from the other";
		Answer login;
		try (TestApplication app = app("signing-key=" + secret)) {
			login = login(app);
		}
		try (TestApplication app = app("algorithm=ES256", "signing-key=" + keyFile("2026"),
				"verifying-keys=" + secret)) {
			assertOpens(app, login);
			assertThat(refresh(app, login).status()).isEqualTo(200);
		}
	}

	/**
	 * An instance with settings of tokens, over the same database as the others.
	 */
	private TestApplication app(String... settings) {
		List<String> properties = new java.util.ArrayList<>(List.of(this.database));
		for (String setting : settings) {
			properties.add(setting.startsWith("jwt2fa.") ? setting : "jwt2fa.token." + setting);
		}
		return TestApplication.alone(List.of(Shop.class), properties.toArray(String[]::new));
	}

	private String keyFile(String id) throws Exception {
		Path file = this.directory.resolve(id + ".json");
		if (!Files.exists(file)) {
			ECKey key = new ECKeyGenerator(Curve.P_256).keyID(id).generate();
			Files.writeString(file, key.toJSONString());
		}
		return "file:" + file;
	}

	private static void assertOpens(TestApplication app, Answer login) {
		assertThat(app.client().bearer(login.text("access")).get("/api/me").status()).isEqualTo(200);
	}

	private static Answer login(TestApplication app) {
		return app.login("alice", PASSWORD, "alice@example.com");
	}

	private static Answer refresh(TestApplication app, Answer login) {
		return app.client().refresh(login.text("refresh"));
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> list(Answer answer) {
		return new tools.jackson.databind.json.JsonMapper().readValue(answer.body(), List.class);
	}

	@SuppressWarnings("unchecked")
	private static List<String> keyIds(TestApplication app) {
		List<Map<String, Object>> keys = (List<Map<String, Object>>) app.client()
			.get("/.well-known/jwks.json")
			.json()
			.get("keys");
		assertThat(keys).allSatisfy((key) -> assertThat(key).doesNotContainKey("d"));
		return keys.stream().map((key) -> (String) key.get("kid")).toList();
	}

	@SuppressWarnings("unchecked")
	private static List<String> authorities(ApiClient client) {
		return (List<String>) client.get("/api/who").json().get("authorities");
	}

	@RestController
	static class Who {

		@GetMapping("/api/who")
		Map<String, Object> who(Authentication authentication) {
			return Map.of("name", authentication.getName(), "authorities",
					authentication.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PermissionsInTokens {

		@Bean
		AuthTokenCustomizer permissions() {
			return (context) -> context.claim("permissions", List.of("orders"));
		}

	}

	/**
	 * A service that does without jwt2fa.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Who.class)
	static class Orders {

	}

}
