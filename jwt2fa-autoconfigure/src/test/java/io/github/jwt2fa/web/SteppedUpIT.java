package io.github.jwt2fa.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.jws.CompactJws;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.method.AcceptedProof;
import io.github.jwt2fa.method.Challenge;
import io.github.jwt2fa.method.Factor;
import io.github.jwt2fa.method.Proof;
import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.method.recovery.RecoveryCodeService;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestApplications;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.token.AuthTokenCustomizer;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.security.Jwt2faHttpConfigurer.jwt2fa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/**
 * A factor once more within a session (contract, I.7): for one action of the application,
 * which asks for it at a URL or at a method.
 */
@Tag("stores")
class SteppedUpIT {

	private static final JsonMapper JSON = new JsonMapper();

	private static final String START = "Bearer error=\"insufficient_user_authentication\", ";

	private static final Duration HOUR = Duration.ofHours(1);

	@RegisterExtension
	private static final TestApplications apps = new TestApplications(List.of(TestApplication.App.class, Rules.class),
			"jwt2fa.trusted-2fa-methods=code-sender,totp,device", "jwt2fa.auth-token-retry-wait-time=0s");

	private TestApplication app;

	private final String user = "user" + System.nanoTime();

	private String refresh;

	private void start(String... more) {
		this.app = apps.start(more);
		this.app.users().put(TestUser.named(this.user));
		moveTo(HOUR.multipliedBy(2));
	}

	private void advance(Duration time) {
		this.app.clock().advance(time);
	}

	/**
	 * Moves the clock to so long ago by that of the system, which the rules go by.
	 */
	private void moveTo(Duration ago) {
		advance(Duration.between(this.app.clock().instant(), Instant.now().minus(ago)));
	}

	/**
	 * A session by e-mail that began an hour ago, and its access token of now.
	 */
	private String anHourAgoByMail() {
		moveTo(HOUR);
		Answer login = this.app.login(this.user);
		moveTo(Duration.ZERO);
		return refreshed(login);
	}

	private String refreshed(Answer login) {
		Answer answer = this.app.client().refresh(login.text("refresh"));
		this.refresh = answer.text("refresh");
		return answer.text("access");
	}

	private AuthenticatorApp enroll() {
		AuthenticatorApp authenticator = this.app.loggedIn(this.user).enroll(this.app.clock());
		advance(Duration.ofSeconds(30));
		this.app.events().clear();
		return authenticator;
	}

	private String anHourAgoByApp(AuthenticatorApp authenticator) {
		moveTo(HOUR);
		Answer login = this.app.client().auth(this.app.codeTokenFor(this.user), authenticator.code());
		moveTo(Duration.ZERO);
		this.app.events().clear();
		return refreshed(login);
	}

	private Devices devices() {
		return this.app.bean(Devices.class);
	}

	private ApiClient with(String access) {
		return this.app.client().bearer(access);
	}

	private Answer stepUp(String access, Object... members) {
		return with(access).post("/auth/step-up/", object(members));
	}

	private Answer auth(String token, Object... members) {
		Map<String, Object> body = object(members);
		body.put("code_token", token);
		return this.app.client().post("/auth/auth/", body);
	}

	private static Map<String, Object> object(Object... members) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int i = 0; i < members.length; i += 2) {
			object.put((String) members[i], members[i + 1]);
		}
		return object;
	}

	/**
	 * As a client does it that knows nothing of factors: what the challenge says, as it
	 * says it.
	 */
	private static Map<String, Object> asChallenged(Answer answer) {
		assertRefused(answer, 401, "insufficient_user_authentication");
		Map<String, Object> body = new LinkedHashMap<>();
		Matcher parameter = Pattern.compile("(acr_values|max_age)=(?:\"([^\"]*)\"|(\\d+))")
			.matcher(answer.header("WWW-Authenticate"));
		while (parameter.find()) {
			body.put(parameter.group(1), (parameter.group(2) != null) ? parameter.group(2) : parameter.group(3));
		}
		return body;
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status()).as("%s", answer).isEqualTo(status);
		assertThat(answer.code()).isEqualTo(code);
	}

	private String lastCode() {
		return this.app.lastCodeFor(this.user);
	}

	private int mails() {
		return this.app.mail().codesFor(this.user + "@example.com").size();
	}

	private static String wrong(String code) {
		return code.equals("0000000") ? "0000001" : "0000000";
	}

	private static Object signed(Answer begun, boolean verified) {
		return Map.of("answer", begun.text("question"), "verified", verified);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> claims(String token) {
		return JSON.readValue(TokenForge.claimsOf(token), Map.class);
	}

	private long now() {
		return this.app.clock().instant().getEpochSecond();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/urls/app", "/methods/app" })
	void actionWhenItAsksForAFreshCodeOfTheAppThenOneRoundIsEnough(String path) {
		start();
		AuthenticatorApp authenticator = enroll();
		String access = anHourAgoByApp(authenticator);
		assertThat(with(access).get("/me").status()).isEqualTo(200);
		Answer challenged = with(access).get(path);
		assertThat(challenged.header("WWW-Authenticate"))
			.isEqualTo(START + "acr_values=\"FACTOR_TOTP\", max_age=300, realm=\"api\"");

		Answer begun = with(access).post("/auth/step-up/", asChallenged(challenged));
		assertThat(begun.status()).as("%s", begun).isEqualTo(200);
		assertThat(begun.json()).containsOnlyKeys("token", "method", "methods")
			.containsEntry("method", "totp")
			.containsEntry("methods", List.of("totp"));
		Answer done = auth(begun.text("token"), "code", authenticator.code());
		assertThat(done.status()).as("%s", done).isEqualTo(200);
		assertThat(done.json()).containsOnlyKeys("access");
		assertThat(with(done.text("access")).get(path).status()).isEqualTo(200);

		Map<String, Object> before = claims(access);
		assertThat(before).doesNotContainKey("amr_at");
		Map<String, Object> after = claims(done.text("access"));
		for (String same : List.of("sid", "auth_time", "user_id", "sub", "shop")) {
			assertThat(after).containsEntry(same, before.get(same));
		}
		assertThat(after).containsEntry("amr", List.of("pwd", "otp", "mfa"))
			.containsEntry("amr_at", Map.of("otp", (int) now()));
		assertThat(after.get("jti")).isNotEqualTo(before.get("jti"));

		assertThat(this.app.events(TwoFactorEvent.SteppedUp.class)).singleElement().satisfies((event) -> {
			assertThat(event.userId()).isEqualTo(this.user);
			assertThat(event.session()).isEqualTo(before.get("sid"));
			assertThat(event.method()).isEqualTo(TwoFactorMethod.TOTP);
			assertThat(event.clientAddress()).isEqualTo("127.0.0.1");
		});
		assertThat(this.app.events(TwoFactorEvent.LoginSucceeded.class)).isEmpty();
		assertThat(this.app.events(InteractiveAuthenticationSuccessEvent.class)).isEmpty();

		String next = this.app.client().refresh(this.refresh).text("access");
		assertThat(claims(next)).doesNotContainKey("amr_at").containsEntry("amr", List.of("pwd", "otp", "mfa"));
		assertThat(with(next).get(path).header("WWW-Authenticate")).contains("max_age=300");
		assertThat(with(done.text("access")).get(path).status()).as("until its end").isEqualTo(200);
	}

	@Test
	void actionWhenTheFactorWasNeverShownThenItIsShownInTheSession() {
		start();
		String access = anHourAgoByMail();
		AuthenticatorApp authenticator = enroll();
		Answer challenged = with(access).get("/methods/any-app");
		assertThat(challenged.header("WWW-Authenticate"))
			.isEqualTo(START + "acr_values=\"FACTOR_TOTP\", realm=\"api\"");
		Answer begun = with(access).post("/auth/step-up/", asChallenged(challenged));
		String app = auth(begun.text("token"), "code", authenticator.code()).text("access");
		assertThat(with(app).get("/methods/any-app").status()).isEqualTo(200);
		assertThat(claims(app)).containsEntry("amr", List.of("pwd", "mca", "otp", "mfa"));
		String next = this.app.client().refresh(this.refresh).text("access");
		assertThat(claims(next)).containsEntry("amr", List.of("pwd", "mca", "mfa"));
		assertThat(with(next).get("/methods/any-app").status()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/urls/mail", "/methods/mail" })
	void actionWhenItAsksForAFreshMailThenOneRoundIsEnough(String path) {
		start();
		String access = anHourAgoByMail();
		Answer challenged = with(access).get(path);
		assertThat(challenged.header("WWW-Authenticate"))
			.isEqualTo(START + "acr_values=\"FACTOR_OTT\", max_age=300, realm=\"api\"");
		int mails = mails();
		Answer begun = with(access).post("/auth/step-up/", asChallenged(challenged));
		assertThat(begun.json()).containsOnlyKeys("token", "method", "methods", "resend_after")
			.containsEntry("method", "code-sender")
			.containsEntry("resend_after", 30);
		assertThat(mails()).isEqualTo(mails + 1);
		Answer done = auth(begun.text("token"), "code", lastCode());
		assertThat(with(done.text("access")).get(path).status()).isEqualTo(200);
		assertThat(claims(done.text("access"))).containsEntry("amr_at", Map.of("mca", (int) now()));
	}

	/**
	 * Where the password is too old as well, nothing is typed for nothing.
	 */
	@Test
	void actionWhenItAsksForThePasswordTooThenANewLoginIsTheAnswer() {
		start();
		AuthenticatorApp authenticator = enroll();
		String access = anHourAgoByApp(authenticator);
		Answer challenged = with(access).get("/urls/both");
		assertThat(challenged.header("WWW-Authenticate"))
			.isEqualTo(START + "acr_values=\"FACTOR_PASSWORD FACTOR_TOTP\", max_age=300, realm=\"api\"");
		assertRefused(with(access).post("/auth/step-up/", asChallenged(challenged)), 403, "2fa_method_not_available");
		Answer login = this.app.client().auth(this.app.codeTokenFor(this.user), authenticator.code());
		assertThat(with(login.text("access")).get("/urls/both").status()).isEqualTo(200);
	}

	/**
	 * A new login can't answer it at once, but two factors of one session can.
	 */
	@Test
	void actionWhenItAsksForTwoFactorsThenOneAfterTheOther() {
		start();
		AuthenticatorApp authenticator = enroll();
		devices().give(this.user);
		String access = anHourAgoByApp(authenticator);
		assertRefused(with(access).get("/urls/device-and-app"), 403, "permission_denied");
		Answer begun = stepUp(access, "acr_values", "FACTOR_DEVICE FACTOR_TOTP");
		assertThat(begun.json()).containsEntry("methods", List.of("totp", "device"));
		String app = auth(begun.text("token"), "code", authenticator.code()).text("access");
		begun = stepUp(app, "acr_values", "FACTOR_DEVICE");
		advance(Duration.ofSeconds(2));
		String both = auth(begun.text("token"), "credential", signed(begun, false)).text("access");
		assertThat(claims(both)).containsEntry("amr", List.of("pwd", "otp", "hwk", "mfa"))
			.containsEntry("amr_at", Map.of("otp", (int) now() - 2, "hwk", (int) now()))
			.containsEntry("auth_time", claims(access).get("auth_time"));
		assertThat(with(both).get("/urls/device-and-app").status()).isEqualTo(200);
	}

	@Test
	void changeWhenACodeAloneIsShownThenTheLoginIsNotRecent() {
		start();
		AuthenticatorApp authenticator = enroll();
		String access = anHourAgoByApp(authenticator);
		Answer challenged = with(access).send("POST", "/auth/totp/setup/");
		assertThat(challenged.header("WWW-Authenticate")).isEqualTo(START + "max_age=900, realm=\"api\"");
		assertRefused(with(access).post("/auth/step-up/", asChallenged(challenged)), 403, "2fa_method_not_available");
		Answer begun = stepUp(access);
		String app = auth(begun.text("token"), "code", authenticator.code()).text("access");
		assertRefused(with(app).send("POST", "/auth/totp/setup/"), 401, "insufficient_user_authentication");
	}

	/**
	 * A device that asks for a finger is a login by itself; so it is with whatever was
	 * asked for. The password is as old as it was.
	 */
	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void changeWhenADeviceVerifiesItsUserThenItIsALogin(boolean byAge) {
		start();
		AuthenticatorApp authenticator = enroll();
		devices().give(this.user);
		String access = anHourAgoByApp(authenticator);
		Answer challenged = with(access).send("POST", "/auth/logout-all/");
		Answer begun = byAge ? with(access).post("/auth/step-up/", asChallenged(challenged))
				: stepUp(access, "acr_values", "FACTOR_DEVICE");
		assertThat(begun.json()).containsEntry("methods", List.of("device"));
		if (byAge) {
			assertRefused(auth(begun.text("token"), "credential", signed(begun, false)), 401, "authentication_failed");
			assertRefused(auth(begun.text("token"), "code", authenticator.code()), 401, "authentication_failed");
		}
		Answer done = auth(begun.text("token"), "credential", signed(begun, true));
		assertThat(done.json()).containsOnlyKeys("access");
		Map<String, Object> before = claims(access);
		int then = (int) before.get("auth_time");
		Map<String, Object> after = claims(done.text("access"));
		assertThat(after).containsEntry("auth_time", (int) now())
			.containsEntry("sid", before.get("sid"))
			.containsEntry("amr", List.of("pwd", "otp", "hwk", "mfa"))
			.containsEntry("amr_at", Map.of("pwd", then, "otp", then, "hwk", (int) now()));
		assertThat(with(done.text("access")).get("/urls/both").header("WWW-Authenticate"))
			.contains("acr_values=\"FACTOR_PASSWORD FACTOR_TOTP\"");
		assertThat(with(done.text("access")).send("POST", "/auth/logout-all/").status()).isEqualTo(200);
	}

	@Test
	void methodsWhenNothingIsSaidThenAllThatIsOfferedButCodesOnPaper() {
		start();
		AuthenticatorApp authenticator = enroll();
		devices().give(this.user);
		String access = anHourAgoByApp(authenticator);
		assertThat(this.app.bean(RecoveryCodeService.class)
			.create(TwoFactorUser.withId(this.user).username(this.user).build())).hasSize(10);
		assertThat(stepUp(access).json()).containsEntry("methods", List.of("totp", "device")).containsKey("question");
		assertThat(stepUp(access, "methods", List.of("device", "recovery-code")).json()).containsEntry("methods",
				List.of("device"));
		for (Object[] none : List.of(new Object[] { "methods", List.of("recovery-code", "code-sender") },
				new Object[] { "acr_values", "FACTOR_RECOVERY_CODE" }, new Object[] { "acr_values", "FACTOR_OTT" },
				new Object[] { "acr_values", "FACTOR_PASSWORD", "max_age", 600 },
				new Object[] { "acr_values", "urn:unknown" },
				new Object[] { "acr_values", "FACTOR_TOTP", "methods", List.of("device") })) {
			assertRefused(stepUp(access, none), 403, "2fa_method_not_available");
		}
	}

	/**
	 * Not in the box for codes either.
	 */
	@Test
	void codeWhenOnPaperThenNeverRight() {
		start();
		AuthenticatorApp authenticator = enroll();
		String access = anHourAgoByApp(authenticator);
		String paper = this.app.bean(RecoveryCodeService.class)
			.create(TwoFactorUser.withId(this.user).username(this.user).build())
			.get(0);
		String token = stepUp(access).text("token");
		assertRefused(auth(token, "code", paper), 401, "authentication_failed");
		assertRefused(auth(token, "method", "recovery-code", "code", paper), 401, "authentication_failed");
		assertThat(auth(token, "code", authenticator.code()).status()).isEqualTo(200);
	}

	@Test
	void fieldsWhenMalformedThenInvalid() {
		start("jwt2fa.max-codes-sent-per-user=none");
		String access = this.app.login(this.user).text("access");
		for (Object wrong : new Object[] { -1, 1.5, "", " ", "5m", "+5", "1e3", "٥", true, List.of(5), Map.of() }) {
			Answer answer = stepUp(access, "max_age", wrong, "acr_values", "FACTOR_OTT");
			assertRefused(answer, 400, "invalid");
			assertThat(answer.json().get("errors")).asString().contains("max_age=");
		}
		for (Object wrong : new Object[] { "", List.of("FACTOR_OTT"), true, Map.of() }) {
			assertRefused(stepUp(access, "acr_values", wrong), 400, "invalid");
		}
		assertRefused(stepUp(access, "max_age", null), 400, "invalid");
		assertRefused(stepUp(access, "methods", "totp"), 400, "invalid");
		assertRefused(with(access).postJson("/auth/step-up/", "{"), 400, "parse_error");
		for (Object right : new Object[] { 0, 600, " 600 ", "000", "99999999999999999999999" }) {
			Answer answer = stepUp(access, "max_age", right, "acr_values", "FACTOR_OTT FACTOR_OTT  FACTOR_TOTP");
			assertThat(answer.status()).as("%s", answer).isEqualTo(200);
			advance(Duration.ofMinutes(5));
			access = this.app.login(this.user).text("access");
		}
	}

	@Test
	void formWhenSentThenTheSame() {
		start();
		String access = this.app.login(this.user).text("access");
		Answer begun = with(access).post("/auth/step-up/", "application/x-www-form-urlencoded",
				"acr_values=FACTOR_OTT+FACTOR_X&max_age=300&methods=totp&methods=code-sender");
		assertThat(begun.json()).containsEntry("method", "code-sender");
		assertThat(with(access).send("POST", "/auth/step-up").status()).as("without a body").isEqualTo(200);
	}

	@Test
	void requestWhenNotByAnAccessTokenThenRefused() {
		start();
		Answer login = this.app.login(this.user);
		assertRefused(this.app.client().post("/auth/step-up/", Map.of()), 401, "not_authenticated");
		assertRefused(stepUp(login.text("refresh")), 401, "token_not_valid");
		assertRefused(stepUp(stepUp(login.text("access")).text("token")), 401, "token_not_valid");
		Answer get = with(login.text("access")).get("/auth/step-up/");
		assertThat(get.status()).isEqualTo(405);
		assertThat(get.header("Allow")).contains("POST");
		this.app.users().put(TestUser.named(this.user).asDisabled());
		assertRefused(stepUp(login.text("access")), 401, "user_inactive");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jwt2fa.token.obtain=sliding", "jwt2fa.paths.step-up=none" })
	void endpointWhenOffOrTokensSlideThenNotThere(String property) {
		start(property);
		Answer login = this.app.login(this.user);
		String token = (login.text("token") != null) ? login.text("token") : login.text("access");
		assertThat(stepUp(token).status()).isEqualTo(404);
	}

	@Test
	void tokenWhenIssuedWithinASessionThenNoCodeMakesALoginOfIt() {
		start();
		String access = this.app.login(this.user).text("access");
		String token = stepUp(access, "acr_values", "FACTOR_OTT").text("token");
		assertThat(claims(token)).containsKeys("jti", "typ", "uid", "iat", "exp", "vch", "vcn", "step_up");
		assertThat(TokenForge.claimsOf(token)).doesNotContain(lastCode());
		Answer done = auth(token, "code", lastCode());
		assertThat(done.json()).containsOnlyKeys("access");
		assertThat(this.app.client().verify(token).code()).isEqualTo("token_not_valid");
	}

	@Test
	void codeWhenWrongThenAsAtALogin() {
		start("jwt2fa.max-second-factor-failures-per-user=8/1h");
		String access = this.app.login(this.user).text("access");
		String token = stepUp(access).text("token");
		String code = lastCode();
		this.app.events().clear();
		for (int i = 0; i < 5; i++) {
			assertRefused(auth(token, "code", wrong(code)), 401, "authentication_failed");
		}
		assertRefused(auth(token, "code", code), 403, "too_many_auth_attempts");
		assertThat(this.app.events(TwoFactorEvent.SecondFactorFailed.class)).hasSize(5);
		String other = stepUp(access).text("token");
		for (int i = 0; i < 3; i++) {
			assertRefused(auth(other, "code", wrong(lastCode())), 401, "authentication_failed");
		}
		assertRefused(auth(other, "code", lastCode()), 429, "throttled");
		assertThat(this.app.events(TwoFactorEvent.SecondFactorBudgetSpent.class)).hasSize(1);
		assertRefused(this.app.login(this.user), 429, "throttled");
	}

	@Test
	void tokenWhenUsedOrExpiredThenRefused() {
		start();
		AuthenticatorApp authenticator = enroll();
		String access = anHourAgoByApp(authenticator);
		String token = stepUp(access).text("token");
		String code = authenticator.code();
		assertThat(auth(token, "code", code).status()).isEqualTo(200);
		assertRefused(auth(token, "code", code), 401, "token_already_used");
		assertRefused(auth(stepUp(access).text("token"), "code", code), 401, "code_already_used");
		String late = stepUp(access).text("token");
		advance(Duration.ofMinutes(5));
		assertRefused(auth(late, "code", authenticator.code()), 403, "code_token_expired");
	}

	@Test
	void slotsWhenTakenThenThoseOfLogins() {
		start("jwt2fa.max-active-code-tokens-per-user=2");
		String access = this.app.login(this.user).text("access");
		String token = stepUp(access).text("token");
		String code = lastCode();
		assertThat(this.app.getCode(this.user).status()).isEqualTo(200);
		assertRefused(stepUp(access), 429, "too_many_code_tokens");
		assertRefused(this.app.getCode(this.user), 429, "too_many_code_tokens");
		assertThat(auth(token, "code", code).status()).isEqualTo(200);
		assertThat(stepUp(access).status()).as("given back").isEqualTo(200);
		advance(Duration.ofSeconds(290));
		Answer throttled = stepUp(access);
		assertRefused(throttled, 429, "too_many_code_tokens");
		assertThat(throttled.header("Retry-After")).isEqualTo("10");
	}

	@Test
	void codesWhenAsManyWereSentAsMayBeThenThrottled() {
		start("jwt2fa.max-codes-sent-per-user=2/1h");
		String access = this.app.login(this.user).text("access");
		assertThat(stepUp(access).status()).isEqualTo(200);
		assertRefused(stepUp(access), 429, "throttled");
		assertThat(mails()).isEqualTo(2);
	}

	@Test
	void codesWhenTheyCantBeSentThenTheSlotIsGivenBack() {
		start("jwt2fa.max-active-code-tokens-per-user=1");
		String access = this.app.login(this.user).text("access");
		this.app.users().put(TestUser.named(this.user).withoutEmail());
		for (int i = 0; i < 2; i++) {
			assertRefused(stepUp(access), 501, "verification_code_sending_failed");
		}
		this.app.users().put(TestUser.named(this.user));
		assertThat(stepUp(access).status()).isEqualTo(200);
	}

	@Test
	void codeWhenSentAgainThenTheNewTokenIsForTheSame() {
		start();
		String access = anHourAgoByMail();
		String token = stepUp(access, "acr_values", "FACTOR_OTT").text("token");
		String code = lastCode();
		assertRefused(sendAgain(token), 429, "throttled");
		advance(Duration.ofSeconds(30));
		Answer again = sendAgain(token);
		assertThat(again.json()).containsOnlyKeys("token", "method", "resend_after");
		assertThat(claims(again.text("token"))).containsEntry("cid", claims(token).get("jti"))
			.containsEntry("step_up", claims(token).get("step_up"));
		assertRefused(auth(again.text("token"), "code", code), 401, "authentication_failed");
		Answer done = auth(again.text("token"), "code", lastCode());
		assertThat(done.json()).containsOnlyKeys("access");
		assertThat(claims(done.text("access")).get("sid")).isEqualTo(claims(access).get("sid"));
		assertRefused(auth(token, "code", code), 401, "token_already_used");
		assertRefused(sendAgain(token), 401, "token_already_used");
	}

	/**
	 * Who was asked for the app is not let off with a mail.
	 */
	@Test
	void codeWhenSentByAnotherMethodThanWasAskedForThenNotAvailable() {
		start();
		AuthenticatorApp authenticator = enroll();
		String access = anHourAgoByApp(authenticator);
		this.app.bean(UserTwoFactorAuthDataRepository.class)
			.savePreferredMethod(this.user, TwoFactorMethod.CODE_SENDER);
		String token = stepUp(access, "acr_values", "FACTOR_TOTP").text("token");
		assertRefused(sendAgain(token, "code-sender"), 403, "2fa_method_not_available");
		assertRefused(sendAgain(token), 403, "2fa_method_not_available");
		String any = stepUp(access).text("token");
		assertThat(sendAgain(any, "code-sender").status()).as("the mail is younger").isEqualTo(429);
		advance(Duration.ofSeconds(30));
		Answer again = sendAgain(any, "code-sender");
		assertThat(auth(again.text("token"), "method", "totp", "code", authenticator.code()).status()).isEqualTo(200);
	}

	private Answer sendAgain(String token) {
		return this.app.client().post("/auth/get-code/", Map.of("code_token", token));
	}

	private Answer sendAgain(String token, String method) {
		return this.app.client().post("/auth/get-code/", Map.of("code_token", token, "method", method));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void sessionWhenOverThenNothingIsBought(boolean checked) {
		start("jwt2fa.token.check-revocation=" + checked, "jwt2fa.max-second-factor-failures-per-user=3/1h");
		String access = anHourAgoByMail();
		String token = stepUp(access).text("token");
		String code = lastCode();
		this.app.client().logout(this.refresh);
		this.app.events().clear();
		for (int i = 0; i < 4; i++) {
			assertRefused(auth(token, "code", (i % 2 == 0) ? code : wrong(code)), 401, "authentication_failed");
		}
		assertThat(this.app.events(TwoFactorEvent.LoginRefused.class)).hasSize(4)
			.allMatch((event) -> event.reason() == TwoFactorEvent.LoginRefused.Reason.SESSION_OVER);
		assertThat(this.app.events(TwoFactorEvent.SecondFactorFailed.class)).isEmpty();
		advance(Duration.ofSeconds(30));
		int mails = mails();
		assertRefused(sendAgain(token), 401, "authentication_failed");
		assertThat(mails()).isEqualTo(mails);
		assertThat(this.app.login(this.user).status()).as("no budget was spent").isEqualTo(200);
	}

	@Test
	void userWhenDisabledGoneOrWithoutTheFactorThenAsAtALogin() {
		start();
		AuthenticatorApp authenticator = enroll();
		String access = anHourAgoByApp(authenticator);
		String token = stepUp(access).text("token");
		this.app.users().put(TestUser.named(this.user).asDisabled());
		assertRefused(auth(token, "code", authenticator.code()), 403, "permission_denied");
		this.app.users().put(TestUser.named(this.user));
		advance(Duration.ofSeconds(30));
		token = stepUp(access).text("token");
		this.app.bean(UserTwoFactorAuthDataRepository.class).deleteByUserId(this.user);
		assertRefused(auth(token, "code", authenticator.code()), 401, "authentication_failed");
		token = stepUp(access).text("token");
		this.app.users().remove(this.user);
		assertRefused(auth(token, "code", lastCode()), 401, "authentication_failed");
	}

	@Test
	void passwordWhenChangedAndTokensDieWithItThenRefused() {
		start("jwt2fa.token.check-revoke-token=true");
		String access = this.app.login(this.user).text("access");
		String token = stepUp(access).text("token");
		String code = lastCode();
		String other = stepUp(access).text("token");
		assertThat(claims(auth(token, "code", code).text("access"))).containsEntry("hash_password",
				claims(access).get("hash_password"));
		this.app.users().put(TestUser.named(this.user).withPassword("{noop}another"));
		assertRefused(auth(other, "code", lastCode()), 401, "authentication_failed");
		assertRefused(stepUp(access), 401, "token_not_valid");
	}

	/**
	 * A token of other software is of no session until it is refreshed; then nobody knows
	 * when its password was typed, and that stays so.
	 */
	@Test
	void sessionWhenOfOtherSoftwareThenFromItsFirstRefreshOn() {
		start();
		moveTo(Duration.ZERO);
		JwsKey key = JwsKey.ofSecret(JwsAlgorithm.HS256, TestApplication.SECRET_KEY.getBytes(StandardCharsets.UTF_8));
		long now = now();
		Map<String, Object> claims = object("token_type", "access", "exp", now + 300, "iat", now, "jti", "0".repeat(32),
				"user_id", this.user);
		assertRefused(stepUp(CompactJws.sign(claims, key)), 403, "2fa_method_not_available");
		claims.put("token_type", "refresh");
		String access = this.app.client().refresh(CompactJws.sign(claims, key)).text("access");
		Answer begun = stepUp(access);
		String mailed = auth(begun.text("token"), "code", lastCode()).text("access");
		assertThat(claims(mailed)).containsEntry("amr", List.of("mca"))
			.containsEntry("amr_at", Map.of("mca", (int) now()))
			.doesNotContainKey("auth_time");
		assertThat(with(mailed).get("/urls/mail").status()).isEqualTo(200);
		assertThat(with(mailed).get("/urls/both").status()).isEqualTo(401);
	}

	@Test
	void answerWhenItsMemberIsRenamedThenThatOne() {
		start("jwt2fa.auth-result-access-token-key=accessToken");
		String access = this.app.login(this.user).text("accessToken");
		Answer done = auth(stepUp(access).text("token"), "code", lastCode());
		assertThat(done.json()).containsOnlyKeys("accessToken");
	}

	/**
	 * Rules of an application, and its resources.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	@Import(Actions.class)
	static class Rules {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			http.authorizeHttpRequests((requests) -> requests.requestMatchers("/urls/app")
				.access(fresh("FACTOR_TOTP"))
				.requestMatchers("/urls/mail")
				.access(fresh("FACTOR_OTT"))
				.requestMatchers("/urls/both")
				.access(fresh("FACTOR_PASSWORD", "FACTOR_TOTP"))
				.requestMatchers("/urls/device-and-app")
				.access(fresh("FACTOR_DEVICE", "FACTOR_TOTP"))
				.anyRequest()
				.authenticated());
			http.csrf(CsrfConfigurer::disable);
			http.with(jwt2fa(), withDefaults());
			return http.build();
		}

		private static <T> AuthorizationManager<T> fresh(String... factors) {
			AllRequiredFactorsAuthorizationManager.Builder<T> rule = AllRequiredFactorsAuthorizationManager.builder();
			for (String each : factors) {
				rule.requireFactor((factor) -> factor.authority(each).validDuration(Duration.ofMinutes(5)));
			}
			return rule.build();
		}

		@Bean
		AuthorizationManager<MethodInvocation> freshApp() {
			return fresh("FACTOR_TOTP");
		}

		@Bean
		AuthorizationManager<MethodInvocation> freshMail() {
			return fresh("FACTOR_OTT");
		}

		@Bean
		AuthTokenCustomizer shop() {
			return (context) -> context.claim("shop", "south");
		}

		@Bean
		Devices devices() {
			return new Devices();
		}

	}

	@RestController
	static class Actions {

		@GetMapping({ "/urls/app", "/urls/mail", "/urls/both", "/urls/device-and-app" })
		String atUrl() {
			return "done";
		}

		@GetMapping("/methods/app")
		@PreAuthorize("@freshApp")
		String byApp() {
			return "done";
		}

		@GetMapping("/methods/any-app")
		@PreAuthorize("hasAuthority('FACTOR_TOTP')")
		String byAnyApp() {
			return "done";
		}

		@GetMapping("/methods/mail")
		@PreAuthorize("@freshMail")
		String byMail() {
			return "done";
		}

	}

	/**
	 * Devices that sign, some after they have asked for a finger.
	 */
	static class Devices implements TwoFactorMethodHandler {

		private final Set<String> owners = ConcurrentHashMap.newKeySet();

		void give(String userId) {
			this.owners.add(userId);
		}

		@Override
		public TwoFactorMethod method() {
			return TwoFactorMethod.of("device");
		}

		@Override
		public String amr() {
			return "hwk";
		}

		@Override
		public boolean isOwn() {
			return true;
		}

		@Override
		public boolean isSent() {
			return false;
		}

		@Override
		public boolean takesCode() {
			return false;
		}

		@Override
		public boolean verifiesUser() {
			return true;
		}

		@Override
		public List<Factor> factors(TwoFactorUser user) {
			return this.owners.contains(user.id()) ? List.of(Factor.single()) : List.of();
		}

		@Override
		public Challenge begin(TwoFactorUser user) {
			String question = "question-" + System.nanoTime();
			return new Challenge(Map.of("question", question), Map.of("question", question));
		}

		@Override
		public @Nullable AcceptedProof check(Map<String, String> claims, TwoFactorUser user, Proof proof) {
			Map<?, ?> credential = JSON.readValue(proof.text(), Map.class);
			return credential.get("answer").equals(claims.get("question")) ? new AcceptedProof() {

				@Override
				public boolean use() {
					return true;
				}

				@Override
				public boolean verifiesUser() {
					return Boolean.TRUE.equals(credential.get("verified"));
				}

			} : null;
		}

		@Override
		public boolean remove(String userId, @Nullable String id) {
			return this.owners.remove(userId);
		}

	}

}
