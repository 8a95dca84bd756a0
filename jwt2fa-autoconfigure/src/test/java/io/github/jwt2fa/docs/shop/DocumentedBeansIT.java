package io.github.jwt2fa.docs.shop;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.imageio.ImageIO;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestMailServer;
import io.github.jwt2fa.test.TokenText;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each example of the guide in an application that runs.
 */
class DocumentedBeansIT {

	@Test
	void emailUserDetailsWhenLoggingInThenCodeGoesToTheirAddress() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class))) {
			Answer login = app.login("ALICE", PASSWORD, "alice@example.com");
			assertThat(login.json()).containsOnlyKeys("access", "refresh");
			assertThat(app.client().bearer(login.text("access")).get("/api/me").json())
				.isEqualTo(Map.of("username", "alice"));
			assertThat(app.client().bearer(login.text("access")).get("/api/login").json().get("proofs"))
				.isEqualTo(List.of("pwd", "mca", "mfa"));
			Answer closed = app.client().get("/api/me");
			assertThat(closed.status()).isEqualTo(401);
			assertThat(closed.code()).isEqualTo("not_authenticated");
		}
	}

	@Test
	void userEmailGetterWhenDefinedThenCodeGoesToItsAddress() {
		try (TestApplication app = TestApplication.alone(List.of(Club.class, AddressBook.class),
				"spring.sql.init.schema-locations=classpath:address.sql")) {
			app.bean(JdbcClient.class).sql("insert into address values ('carol', 'carol@example.org')").update();
			assertThat(app.login("carol", PASSWORD, "carol@example.org").json()).containsOnlyKeys("access", "refresh");
			assertThat(app.client().getCode("dave@example.com", PASSWORD).code())
				.isEqualTo("verification_code_sending_failed");
		}
	}

	@Test
	void codeSenderWhenDefinedThenCodeGoesOutThere() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, Sms.class, SmsCodeSender.class))) {
			String codeToken = app.client().getCode("alice", PASSWORD).text("token");
			String text = app.bean(Sms.class).sent.get(0);
			assertThat(text).startsWith("+4915112345: Your login code is ");
			assertThat(app.mail().messages()).isEmpty();
			assertThat(app.client().auth(codeToken, text.substring(text.length() - 7)).status()).isEqualTo(200);
			Answer refused = app.client().getCode("bob", PASSWORD);
			assertThat(refused.status()).isEqualTo(501);
			assertThat(refused.text("detail")).isEqualTo("No phone number is known that a code could be sent to.");
		}
	}

	@Test
	void methodHandlerWhenDefinedThenUsersChooseItBesideTheOthers() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, Sms.class, SmsMethodConfiguration.class),
				"jwt2fa.trusted-2fa-methods=code-sender,totp,sms")) {
			Answer mailed = app.login("alice", PASSWORD, "alice@example.com");
			ApiClient alice = app.client().bearer(mailed.text("access"));
			assertThat(alice.get("/auth/2fa-method/").json()).containsEntry("method", "code-sender")
				.containsEntry("methods", List.of("code-sender", "sms"));
			assertThat(alice.post("/auth/2fa-method/", Map.of("method", "sms")).status()).isEqualTo(200);
			String codeToken = app.client().getCode("alice", PASSWORD).text("token");
			assertThat(TokenText.claimsOf(codeToken)).containsEntry("typ", "sms")
				.containsKey("sms")
				.doesNotContainKey("vch");
			String text = app.bean(Sms.class).sent.get(0);
			assertThat(app.client().auth(codeToken, "0").code()).isEqualTo("authentication_failed");
			Answer login = app.client()
				.auth(app.client().getCode("alice", PASSWORD).text("token"), app.bean(Sms.class).lastCode());
			assertThat(text).startsWith("+4915112345: Your login code is ");
			assertThat(app.client().bearer(login.text("access")).get("/api/login").json().get("proofs"))
				.isEqualTo(List.of("pwd", "sms", "mfa"));
			ApiClient bob = app.client().bearer(app.login("bob", PASSWORD, "bob@example.com").text("access"));
			Answer refused = bob.post("/auth/2fa-method/", Map.of("method", "sms"));
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.code()).isEqualTo("2fa_method_not_available");
		}
	}

	@Test
	void loginServiceWhenTheFirstStepIsABadgeThenASecondFactorFollows() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, Reader.class, BadgeLoginController.class,
				BadgeLoginSecurity.class, ApiSecurity.class))) {
			Answer begun = app.client().post("/badge-login", "application/x-www-form-urlencoded", "badge=4711");
			assertThat(begun.text("method")).isEqualTo("code-sender");
			Answer login = app.client().auth(begun.text("token"), app.mail().lastCodeFor("alice@example.com"));
			assertThat(app.client().bearer(login.text("access")).get("/api/login").json().get("proofs"))
				.isEqualTo(List.of("hwk", "mca", "mfa"));
			Answer refused = app.client().post("/badge-login", "application/x-www-form-urlencoded", "badge=1");
			assertThat(refused.status()).isEqualTo(401);
			assertThat(refused.text("detail")).isEqualTo("authentication_failed");
		}
	}

	@Test
	void gettersWhenBothAreDefinedThenNoDatabaseIsNeeded() {
		try (TestApplication app = TestApplication.alone(
				List.of(Shop.class, ChosenMethodConfiguration.class, NoTotpConfiguration.class),
				TestApplication.NO_DATABASE, "jwt2fa.trusted-2fa-methods=code-sender,no-2fa")) {
			assertThat(app.login("alice", PASSWORD, "alice@example.com").status()).isEqualTo(200);
			assertThat(app.client().getCode("bob", PASSWORD).json()).containsOnlyKeys("access", "refresh");
		}
	}

	@Test
	void repositoryWhenDefinedThenItIsAsked() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, LoginFactors.class, UserDeletion.class),
				"spring.sql.init.schema-locations=classpath:login_factor.sql")) {
			UserTwoFactorAuthDataRepository repository = app.bean(UserTwoFactorAuthDataRepository.class);
			assertThat(repository).isInstanceOf(LoginFactors.class);
			assertThat(repository.findByUserId("alice")).isNull();
			repository.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.NO_2FA, null));
			assertThat(app.client().getCode("alice", PASSWORD).code()).isEqualTo("2fa_not_configured");
			repository.save(new UserTwoFactorAuthData("alice", null, "secret"));
			assertThat(repository.findByUserId("alice")).isEqualTo(new UserTwoFactorAuthData("alice", null, "secret"));
			assertThat(app.client().getCode("alice", PASSWORD).status()).isEqualTo(200);
			app.bean(UserDeletion.class).delete("alice");
			assertThat(repository.findByUserId("alice")).isNull();
			assertThat(app.client().getCode("alice", PASSWORD).code()).isEqualTo("authentication_failed");
		}
	}

	@Test
	void deletionWhenUserIsDeletedThenDataGoesTooByJpa() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, UserDeletion.class))) {
			UserTwoFactorAuthDataRepository repository = app.bean(UserTwoFactorAuthDataRepository.class);
			repository.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.CODE_SENDER, null));
			app.bean(UserDeletion.class).delete("alice");
			assertThat(repository.findByUserId("alice")).isNull();
		}
	}

	@Test
	void stateStoreWhenSharedThenCodeTokenIsUsedOnceOverAllInstances() {
		String database = "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
		String table = "spring.sql.init.schema-locations=classpath:login_state.sql";
		List<Class<?>> sources = List.of(Shop.class, JdbcStateStore.class);
		try (TestApplication one = TestApplication.alone(sources, database, table,
				"jwt2fa.auth-token-retry-wait-time=0s");
				TestApplication other = TestApplication.alone(sources, database, table,
						"jwt2fa.auth-token-retry-wait-time=0s")) {
			String codeToken = one.client().getCode("alice", PASSWORD).text("token");
			String code = one.mail().lastCodeFor("alice@example.com");
			assertThat(other.client().auth(codeToken, "0").code()).isEqualTo("authentication_failed");
			assertThat(other.client().auth(codeToken, code).status()).isEqualTo(200);
			assertThat(one.client().auth(codeToken, code).code()).isEqualTo("token_already_used");
			assertThat(rows(one)).isPositive();
			one.bean(JdbcStateStore.class).deleteExpired();
			assertThat(rows(one)).isPositive();
		}
	}

	private static long rows(TestApplication app) {
		return app.bean(JdbcClient.class).sql("select count(*) from login_state").query(Long.class).single();
	}

	@Test
	void stateStoreWhenItsTableIsGoneThenLoginIsShut() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, JdbcStateStore.class))) {
			assertThat(app.client().getCode("alice", PASSWORD).status()).isEqualTo(503);
		}
	}

	@Test
	void qrCodeRendererWhenDefinedThenItDrawsTheUri() throws Exception {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, PngQrCode.class))) {
			String access = app.login("alice", PASSWORD, "alice@example.com").text("access");
			Answer setUp = app.client().bearer(access).post("/auth/totp/setup/", Map.of());
			assertThat(setUp.text("qr_code")).startsWith("data:image/png;base64,");
			byte[] png = Base64.getDecoder().decode(setUp.text("qr_code").substring("data:image/png;base64,".length()));
			BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
			int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
			String text = new QRCodeReader()
				.decode(new BinaryBitmap(
						new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))))
				.getText();
			assertThat(text).isEqualTo(setUp.text("provisioning_uri"));
		}
	}

	@Test
	void tokenIssuerWhenDefinedThenItsTokensAreIssued() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, AccessTokensAlone.class))) {
			Answer login = app.login("alice", PASSWORD, "alice@example.com");
			assertThat(login.json()).containsOnlyKeys("access");
			assertThat(app.client().bearer(login.text("access")).get("/api/me").status()).isEqualTo(200);
		}
	}

	@Test
	void loginResponseRendererWhenDefinedThenItMakesTheAnswer() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, CamelCaseLoginResponse.class))) {
			Answer login = app.login("alice", PASSWORD, "alice@example.com");
			assertThat(login.json()).containsOnlyKeys("accessToken", "refreshToken", "username");
			assertThat(app.client().bearer(login.text("accessToken")).get("/api/me").status()).isEqualTo(200);
		}
	}

	@Test
	void errorRendererWhenDefinedThenItWritesRefusals() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, PlainErrorRenderer.class))) {
			Answer refusal = app.client().getCode("alice", "wrong");
			assertThat(refusal.status()).isEqualTo(401);
			assertThat(refusal.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
			assertThat(refusal.json()).isEqualTo(Map.of("errorCode", "authentication_failed", "message",
					"Wrong name, password or code.", "fields", Map.of()));
			assertThat(app.client().get("/api/me").json()).containsEntry("errorCode", "not_authenticated");
			assertThat(app.client().post("/auth/verify/", Map.of()).json()).containsEntry("errorCode", "invalid")
				.extracting("fields")
				.asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
				.containsOnlyKeys("token");
		}
	}

	@Test
	void clockWhenDefinedThenTokensGoByIt() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, FixedClockConfiguration.class))) {
			Answer login = app.login("alice", PASSWORD, "alice@example.com");
			assertThat(TokenText.claimsOf(login.text("access"))).containsEntry("iat", 1893499200);
		}
	}

	@Test
	void userServiceWhenUsersAreNoUserDetailsThenIdIsNeverWhatWasTyped() {
		try (TestApplication app = TestApplication
			.alone(List.of(Company.class, StaffAuthenticationProvider.class, StaffUserService.class))) {
			Answer login = app.login("Carol", "secret", "carol@example.com");
			assertThat(TokenText.claimsOf(login.text("access"))).containsEntry("user_id", "4711")
				.containsEntry("sub", "4711");
			assertThat(app.client().bearer(login.text("access")).get("/api/who").body()).isEqualTo("carol 4711");
			assertThat(app.client().getCode("carol", "wrong").code()).isEqualTo("authentication_failed");
			assertThat(app.client().getCode("dave", "secret").code()).isEqualTo("authentication_failed");
		}
	}

	@Test
	void listenersWhenLoggingInThenTheyAreToldOnce() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, LastLogin.class, LoginAlarm.class),
				"jwt2fa.max-second-factor-failures-per-user=1/1h")) {
			app.client().getCode("alice", "wrong");
			String codeToken = app.client().getCode("alice", PASSWORD).text("token");
			assertThat(app.bean(LastLogin.class).of("alice")).isNull();
			app.client().auth(codeToken, app.lastCodeFor("alice"));
			assertThat(app.bean(LastLogin.class).of("alice")).isNotNull();
			String other = app.client().getCode("alice", PASSWORD).text("token");
			app.client().auth(other, "0");
			app.client().auth(other, "0");
			assertThat(app.bean(LoginAlarm.class).alarms()).containsExactly("Wrong name or password",
					"Someone at 127.0.0.1 knows the password of alice", "Limit reached: AUTH_TOKEN_RETRY_WAIT_TIME");
		}
	}

	@Test
	void ownChainWhenOursIsAddedThenItTakesAccessTokens() {
		try (TestApplication app = TestApplication
			.alone(List.of(Shop.class, ApiSecurity.class, OtherResources.class))) {
			String access = app.login("alice", PASSWORD, "alice@example.com").text("access");
			assertThat(app.client().bearer(access).get("/api/me").status()).isEqualTo(200);
			assertThat(app.client().get("/api/me").code()).isEqualTo("not_authenticated");
			assertThat(app.client().bearer(access).get("/api/staff/list").code()).isEqualTo("permission_denied");
			assertThat(app.client().get("/open").status()).isEqualTo(200);
			assertThat(app.client().bearer("no token").get("/open").code()).isEqualTo("bad_authorization_header");
			assertThat(app.client().bearer("garbage").get("/open").code()).isEqualTo("token_not_valid");
			assertThat(app.client().bearer(access).send("POST", "/open").status()).isEqualTo(200);
			assertThat(app.client().send("POST", "/open").status()).isIn(401, 403);
		}
	}

	@Test
	void formLoginWhenOursIsBesideItThenPagesAreSentToTheForm() {
		try (TestApplication app = TestApplication
			.alone(List.of(Shop.class, PagesAndApiSecurity.class, OtherResources.class))) {
			String access = app.login("alice", PASSWORD, "alice@example.com").text("access");
			assertThat(app.client().bearer(access).get("/api/me").status()).isEqualTo(200);
			assertThat(app.client().bearer(access).send("POST", "/open").status()).isEqualTo(200);
			Answer page = app.client().with("Accept", "text/html").get("/api/me");
			assertThat(page.status()).isEqualTo(302);
			assertThat(page.header("Location")).endsWith("/login");
			Answer script = app.client().with("Accept", "application/json").get("/api/me");
			assertThat(script.code()).isEqualTo("not_authenticated");
			assertThat(app.client().post("/login", "application/x-www-form-urlencoded", "username=alice").status())
				.isIn(401, 403);
		}
	}

	@Test
	void chainsWhenAnotherIssuerIsThereThenEachTakesItsOwnTokens() throws Exception {
		try (TestApplication app = TestApplication
			.alone(List.of(Shop.class, TwoIssuersSecurity.class, PartnerDecoder.class, OtherResources.class))) {
			String own = app.login("alice", PASSWORD, "alice@example.com").text("access");
			String partner = PartnerDecoder.token("acme");
			assertThat(app.client().bearer(own).get("/api/me").status()).isEqualTo(200);
			assertThat(app.client().bearer(partner).get("/partner/orders").status()).isEqualTo(200);
			assertThat(app.client().bearer(own).get("/partner/orders").status()).isEqualTo(401);
			assertThat(app.client().bearer(partner).get("/api/me").code()).isEqualTo("token_not_valid");
		}
	}

	@Test
	void corsWhenMappedForMvcThenEndpointsAndResourcesFollow() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, CorsConfiguration.class))) {
			for (String path : List.of("/auth/get-code/", "/api/me")) {
				assertThat(preflight(app, path, "https://shop.example.com").header("Access-Control-Allow-Origin"))
					.isEqualTo("https://shop.example.com");
				assertThat(preflight(app, path, "https://other.example.com").status()).isEqualTo(403);
			}
		}
	}

	private static Answer preflight(TestApplication app, String path, String origin) {
		HttpRequest request = app.client()
			.with("Origin", origin)
			.with("Access-Control-Request-Method", "POST")
			.request(path)
			.method("OPTIONS", HttpRequest.BodyPublishers.noBody())
			.build();
		return app.client().send(request);
	}

	@Test
	void mailTemplatesWhenDefinedThenMailsAreInItsWords() throws Exception {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, ShopMails.class),
				"jwt2fa.trusted-2fa-methods=code-sender,no-2fa")) {
			Answer login = app.login("alice", PASSWORD, "alice@example.com");
			MimeMessage code = app.mail().messages().get(0);
			assertThat(code.getSubject()).isEqualTo("Your code for the shop");
			assertThat(TestMailServer.textOf(code))
				.matches("Hello alice,\n\nyour code for the shop:\n\n[0-9]{7}\n\nIt is good for 5 minutes\\.");
			assertThat(TestMailServer.htmlOf(code)).contains("<p dir=\"auto\">Hello alice,</p>")
				.containsPattern("<strong [^>]+>[0-9]{7}</strong>");
			app.client().bearer(login.text("access")).post("/auth/2fa-method/", Map.of("method", "no-2fa"));
			await().untilAsserted(() -> assertThat(app.mail().messages()).hasSize(2));
			MimeMessage notice = app.mail().messages().get(1);
			assertThat(notice.getSubject()).isEqualTo("Your login to the shop");
			assertThat(TestMailServer.textOf(notice)).contains("Something about your login changed.").endsWith(" UTC");
			assertThat(TestMailServer.htmlOf(notice)).startsWith("<h1 style=\"color:#060\">The shop</h1>");
			assertThat(notice.getContentLanguage()).containsExactly("en");
			assertThat(notice.getHeader("Auto-Submitted")).containsExactly("auto-generated");
		}
	}

	@Test
	void databasesWhenThereAreTwoThenDataLivesInTheNamedOne() {
		String shop = "shop.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
		String archive = "archive.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
		try (TestApplication app = TestApplication.alone(List.of(Shop.class, TwoDatabases.class), shop, archive)) {
			app.bean(UserTwoFactorAuthDataRepository.class)
				.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.CODE_SENDER, null));
			assertThat(app.bean(JdbcClient.class)
				.sql("select count(*) from jwt2fa_user_two_factor_auth_data")
				.query(Long.class)
				.single()).isEqualTo(1);
			assertThat(app.login("alice", PASSWORD, "alice@example.com").status()).isEqualTo(200);
			assertThat(app.bean(JdbcClient.class)
				.sql("select count(*) from jwt2fa_login_session")
				.query(Long.class)
				.single()).isEqualTo(1);
		}
	}

	@Test
	void flywayWhenLocationIsNamedThenTableIsMade() {
		try (TestApplication app = TestApplication.alone(List.of(Shop.class), "spring.jpa.hibernate.ddl-auto=validate",
				"spring.flyway.locations=classpath:io/github/jwt2fa/db/{vendor}")) {
			assertThat(app.login("alice", PASSWORD, "alice@example.com").status()).isEqualTo(200);
		}
	}

	static class Sms implements SmsGateway {

		private final List<String> sent = new CopyOnWriteArrayList<>();

		@Override
		public void send(String phone, String text) {
			this.sent.add(phone + ": " + text);
		}

		private String lastCode() {
			String text = this.sent.get(this.sent.size() - 1);
			return text.substring(text.length() - 7);
		}

	}

	static class Reader implements Badges {

		@Override
		public @Nullable String ownerOf(String badge) {
			return badge.equals("4711") ? "alice" : null;
		}

	}

	@RestController
	static class OtherResources {

		@GetMapping({ "/open", "/api/staff/list", "/partner/orders" })
		String read() {
			return "read";
		}

		@PostMapping("/open")
		String write() {
			return "written";
		}

	}

	/**
	 * Has no class of its own for its users.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Club {

		@Bean
		UserDetailsService userDetailsService() {
			return new InMemoryUserDetailsManager(User.withUsername("carol").password("{noop}" + PASSWORD).build(),
					User.withUsername("dave@example.com").password("{noop}" + PASSWORD).build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Who.class)
	static class Company {

		@Bean
		StaffDirectory staffDirectory() {
			StaffDirectory directory = new StaffDirectory();
			directory.add(new StaffDirectory.Entry("4711", "carol", "secret", "carol@example.com", false));
			directory.add(new StaffDirectory.Entry("4712", "dave", "secret", "dave@example.com", true));
			return directory;
		}

	}

	@RestController
	static class Who {

		@GetMapping("/api/who")
		String who(org.springframework.security.core.Authentication authentication) {
			return authentication.getName() + " " + ((StaffDirectory.Entry) authentication.getPrincipal()).number();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PartnerDecoder {

		private static final SecretKey KEY = new SecretKeySpec(
				"the key of a partner, not the one of jwt2fa".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

		@Bean
		JwtDecoder jwtDecoder() {
			return NimbusJwtDecoder.withSecretKey(KEY).build();
		}

		static String token(String subject) throws Exception {
			JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(Map.of("sub", subject)));
			jws.sign(new MACSigner(KEY));
			return jws.serialize();
		}

	}

}
