package io.github.jwt2fa.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.administration.TwoFactorAdministration;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.event.TwoFactorEvent.RefreshRefused;
import io.github.jwt2fa.policy.Requirement;
import io.github.jwt2fa.policy.TwoFactorPolicy;
import io.github.jwt2fa.session.LoginSessions;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.CompletedLogin;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who has to log in by what, row by row (contract, II.2).
 */
@Tag("stores")
@ExtendWith(OutputCaptureExtension.class)
class PolicyIT {

	private static final List<String> ALL = List.of("code-sender", "totp", "passkey", "recovery-code", "no-2fa");

	private static final TwoFactorMethod TOTP = TwoFactorMethod.TOTP;

	private static final TwoFactorMethod PASSKEY = TwoFactorMethod.PASSKEY;

	@AutoClose
	private static TestApplication app;

	private static Policy policy;

	private String user;

	private AuthenticatorApp authenticator;

	private PasskeyDevice device;

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(TestApplication.App.class, PolicyConfiguration.class),
				"jwt2fa.trusted-2fa-methods=code-sender,totp,passkey,no-2fa", "jwt2fa.passkey.rp-id=shop.example",
				"jwt2fa.passkey.login=true", "jwt2fa.trusted-devices.max-age=30d",
				"jwt2fa.auth-token-retry-wait-time=0s", "jwt2fa.max-active-code-tokens-per-user=none",
				"jwt2fa.max-codes-sent-per-user=none");
		policy = app.bean(Policy.class);
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
		this.device = PasskeyDevice.at("https://shop.example");
		app.users().put(TestUser.named(this.user));
		app.events().clear();
		app.mail().clear();
	}

	/**
	 * Requires something of the user at once.
	 */
	private void require(TwoFactorMethod... methods) {
		policy.put(this.user, new Requirement(Set.of(methods), null, true));
	}

	private void require(Instant from, TwoFactorMethod... methods) {
		policy.put(this.user, new Requirement(Set.of(methods), from, true));
	}

	private ApiClient loggedIn() {
		return app.loggedIn(this.user);
	}

	private void setUpApp() {
		this.authenticator = loggedIn().enroll(app.clock());
	}

	private void setUpPasskey(ApiClient client) {
		assertThat(client.addPasskey(this.device).status()).isEqualTo(200);
	}

	private void choose(TwoFactorMethod method) {
		app.bean(UserTwoFactorAuthDataRepository.class).savePreferredMethod(this.user, method);
	}

	private Answer getCode(List<String> methods) {
		return app.client()
			.post("/auth/get-code/", Map.of("username", this.user, "password", TestUsers.PASSWORD, "methods", methods));
	}

	/**
	 * The code of a step that was not used before.
	 */
	private String nextCode() {
		app.clock().advance(Duration.ofSeconds(30));
		return this.authenticator.code();
	}

	private Answer byApp() {
		return app.client().auth(getCode(List.of("totp")).text("token"), nextCode());
	}

	private Answer byPasskey() {
		Answer begun = getCode(List.of("passkey"));
		return app.client().auth(begun.text("token"), this.device.get(begun.object("public_key")));
	}

	private static Answer list(ApiClient client) {
		return client.get("/auth/factors/");
	}

	private static Answer remove(ApiClient client, String method) {
		return client.post("/auth/factors/remove/", Map.of("method", method));
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status() + " " + answer.code()).isEqualTo(status + " " + code);
	}

	private static void assertHeld(Answer answer, String acrValues) {
		assertRefused(answer, 401, "insufficient_user_authentication");
		assertThat(answer.header("WWW-Authenticate")).isEqualTo(
				"Bearer error=\"insufficient_user_authentication\", acr_values=\"" + acrValues + "\", realm=\"api\"");
		assertThat(answer.json()).doesNotContainKeys("access", "refresh");
	}

	private List<TwoFactorEvent.EnrollmentDue> dueEvents() {
		return app.events(TwoFactorEvent.EnrollmentDue.class);
	}

	@Test
	void getCodeWhenAnOwnFactorMeetsItThenOnlySuchAndRecoveryCodes() {
		setUpApp();
		ApiClient client = app.client().bearer(byApp().text("access"));
		setUpPasskey(client);
		client.post("/auth/recovery-codes/", Map.of());
		choose(TwoFactorMethod.CODE_SENDER);
		assertThat(getCode(ALL).json()).containsEntry("methods",
				List.of("code-sender", "passkey", "totp", "recovery-code"));
		app.mail().clear();
		require(TOTP);
		Answer begun = getCode(ALL);
		assertThat(begun.json()).containsEntry("method", "totp")
			.containsEntry("methods", List.of("totp", "recovery-code"))
			.doesNotContainKeys("resend_after", "public_key");
		// an old client, which says nothing
		Answer old = app.getCode(this.user);
		assertThat(TokenText.claimsOf(old.text("token"))).containsEntry("typ", "totp");
		assertThat(app.client().auth(old.text("token"), nextCode()).json()).containsOnlyKeys("access", "refresh");
		assertThat(app.mail().textsFor(this.user + "@example.com", "Your login code")).isEmpty();
		require(TOTP, PASSKEY);
		assertThat(getCode(ALL).json()).containsEntry("methods", List.of("passkey", "totp", "recovery-code"));
	}

	@Test
	void getCodeWhenAnotherFactorIsSetUpThenThatOneBuysAnEnrollmentToken() {
		setUpApp();
		ApiClient client = app.client().bearer(byApp().text("access"));
		List<?> codes = (List<?>) client.post("/auth/recovery-codes/", Map.of()).json().get("recovery_codes");
		choose(TwoFactorMethod.CODE_SENDER);
		require(PASSKEY);
		app.events().clear();
		Answer begun = getCode(ALL);
		assertThat(begun.json()).containsEntry("methods", List.of("totp"));
		assertRefused(app.client().auth(begun.text("token"), (String) codes.get(0)), 401, "authentication_failed");
		Answer bought = app.client().auth(begun.text("token"), nextCode());
		assertThat(bought.json()).containsOnlyKeys("enrollment_token");
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).isEmpty();
		ApiClient enrolling = app.client().bearer(bought.text("enrollment_token"));
		assertThat(list(enrolling).json()).isEqualTo(Map.of("can_set_up", List.of("passkey")));
		assertRefused(enrolling.send("POST", "/auth/totp/setup/"), 403, "totp_already_active");
		setUpPasskey(enrolling);
		assertRefused(list(enrolling), 403, "second_factor_already_active");
		assertThat(byPasskey().json()).containsOnlyKeys("access", "refresh");
		// the app is not enough, and the passkey is what counts
		assertThat(getCode(ALL).json()).containsEntry("methods", List.of("passkey", "recovery-code"));
		assertThat(app.bean(UserTwoFactorAuthDataRepository.class).findByUserId(this.user).preferredMethod())
			.isEqualTo(PASSKEY);
	}

	@Test
	void getCodeWhenTheOtherFactorTakesNoCodeThenAnOldClientCanNot() {
		setUpPasskey(loggedIn());
		choose(TwoFactorMethod.CODE_SENDER);
		require(TOTP);
		app.mail().clear();
		assertRefused(app.getCode(this.user), 403, "2fa_method_not_available");
		assertThat(app.mail().textsFor(this.user + "@example.com", "Your login code")).isEmpty();
		assertThat(byPasskey().json()).containsOnlyKeys("enrollment_token");
	}

	@Test
	void getCodeWhenNothingIsSetUpThenAMailedCodeBuysAnEnrollmentToken() {
		require(TOTP);
		for (TwoFactorMethod chosen : List.of(TwoFactorMethod.CODE_SENDER, TwoFactorMethod.NO_2FA)) {
			choose(chosen);
			assertThat(getCode(ALL).json()).containsEntry("methods", List.of("code-sender"));
			Answer bought = app.login(this.user);
			assertThat(bought.json()).as("%s", chosen).containsOnlyKeys("enrollment_token");
			assertThat(app.client().bearer(bought.text("enrollment_token")).get("/me").status()).isEqualTo(401);
		}
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).isEmpty();
		ApiClient enrolling = app.client().bearer(app.login(this.user).text("enrollment_token"));
		assertThat(list(enrolling).json()).isEqualTo(Map.of("can_set_up", List.of("totp")));
		this.authenticator = enrolling.enroll(app.clock());
		assertThat(byApp().json()).containsOnlyKeys("access", "refresh");
	}

	/**
	 * What does not meet it adds nothing, and is in nobody's way.
	 */
	@Test
	void enrollWhenByWhatDoesNotMeetItThenStillAnEnrollmentToken() {
		require(PASSKEY);
		ApiClient enrolling = app.client().bearer(app.login(this.user).text("enrollment_token"));
		this.authenticator = enrolling.enroll(app.clock());
		assertThat(byApp().json()).containsOnlyKeys("enrollment_token");
		setUpPasskey(enrolling);
		assertThat(byPasskey().json()).containsOnlyKeys("access", "refresh");
	}

	@Test
	void authWhenItBeganSinceTheCodeWasSentThenAsItIsNow() {
		String mailed = app.codeTokenFor(this.user);
		require(TOTP);
		assertThat(app.client().auth(mailed, app.lastCodeFor(this.user)).json()).containsOnlyKeys("enrollment_token");
		policy.clear(this.user);
		setUpApp();
		choose(TwoFactorMethod.CODE_SENDER);
		String sent = app.codeTokenFor(this.user);
		require(TOTP);
		assertRefused(app.client().auth(sent, app.lastCodeFor(this.user)), 401, "authentication_failed");
		app.clock().advance(Duration.ofSeconds(31));
		assertRefused(app.client().post("/auth/get-code/", Map.of("code_token", sent)), 403,
				"2fa_method_not_available");
		assertRefused(app.client().post("/auth/get-code/", Map.of("code_token", sent, "method", "totp")), 403,
				"2fa_method_not_available");
	}

	@Test
	void sendAgainWhenACodeBuysAnEnrollmentTokenThenItIsSent() {
		require(TOTP);
		String token = app.codeTokenFor(this.user);
		app.clock().advance(Duration.ofSeconds(31));
		app.mail().clear();
		Answer again = app.client().post("/auth/get-code/", Map.of("code_token", token));
		assertThat(again.json()).containsEntry("method", "code-sender");
		assertThat(app.client().auth(again.text("token"), app.lastCodeFor(this.user)).json())
			.containsOnlyKeys("enrollment_token");
	}

	@Test
	void passkeyLoginWhenItDoesNotMeetItThenNotAvailable() {
		setUpPasskey(loggedIn());
		require(TOTP);
		assertRefused(app.client().logIn(this.device), 403, "2fa_method_not_available");
		policy.clear(this.user);
		this.authenticator = app.client().bearer(app.client().logIn(this.device).text("access")).enroll(app.clock());
		require(TOTP);
		assertRefused(app.client().logIn(this.device), 403, "2fa_method_not_available");
		assertThat(app.client().post("/auth/passkey/options/", Map.of()).status()).isEqualTo(200);
		require(TOTP, PASSKEY);
		assertThat(app.client().logIn(this.device).json()).containsOnlyKeys("access", "refresh");
	}

	@Test
	void everythingWhenTheTimeIsAheadThenAsWithoutAndToldOf() {
		Instant from = app.clock().instant().plus(Duration.ofDays(14));
		require(from, PASSKEY, TOTP);
		Answer in = app.login(this.user);
		assertThat(in.json()).containsOnlyKeys("access", "refresh");
		assertThat(dueEvents()).singleElement().satisfies((event) -> {
			assertThat(event.userId()).isEqualTo(this.user);
			assertThat(event.methods()).containsExactly(PASSKEY, TOTP);
			assertThat(event.from()).isEqualTo(from);
			assertThat(event.clientAddress()).isEqualTo("127.0.0.1");
			assertThat(event.at()).isEqualTo(app.clock().instant());
		});
		ApiClient client = app.client().bearer(in.text("access"));
		assertThat(list(client).json())
			.containsEntry("required",
					Map.of("methods", List.of("passkey", "totp"), "from", (int) from.getEpochSecond()))
			.containsEntry("can_set_up", List.of("passkey", "totp"))
			.containsEntry("methods", List.of("code-sender", "no-2fa"));
		assertThat(client.post("/auth/2fa-method/", Map.of("method", "no-2fa")).status()).isEqualTo(200);
		assertThat(client.post("/auth/2fa-method/", Map.of("method", "code-sender")).status()).isEqualTo(200);
		assertThat(app.client().refresh(in.text("refresh")).status()).isEqualTo(200);
		setUpApp();
		app.events().clear();
		Answer byApp = byApp();
		assertThat(dueEvents()).as("all is done").isEmpty();
		client = app.client().bearer(byApp.text("access"));
		assertThat(list(client).json()).containsKey("required");
		assertThat(remove(client, "totp").status()).isEqualTo(200);
	}

	@Test
	void everythingWhenTheTimeComesThenSessionsGoOnThatMeetItAlone() {
		setUpApp();
		choose(TwoFactorMethod.CODE_SENDER);
		Answer byMail = app.login(this.user);
		Answer byApp = byApp();
		require(app.clock().instant().plus(Duration.ofMinutes(4)), TOTP);
		app.clock().advance(Duration.ofMinutes(3));
		String mailed = app.client().refresh(byMail.text("refresh")).text("refresh");
		String shown = app.client().refresh(byApp.text("refresh")).text("refresh");
		app.clock().advance(Duration.ofMinutes(1));
		assertHeld(app.client().refresh(mailed), "FACTOR_TOTP");
		Answer goesOn = app.client().refresh(shown);
		assertThat(goesOn.status()).isEqualTo(200);
		assertThat(list(app.client().bearer(goesOn.text("access"))).json()).doesNotContainKey("required")
			.containsEntry("methods", List.of("totp"))
			.containsEntry("can_set_up", List.of("totp"));
		assertThat(dueEvents()).isEmpty();
	}

	@Test
	void refreshWhenTheLoginShowsNothingThatMeetsItThenRefusedAndNothingIsLost() {
		Answer in = app.login(this.user);
		require(TOTP, PASSKEY);
		app.events().clear();
		for (int i = 0; i < 2; i++) {
			assertHeld(app.client().refresh(in.text("refresh")), "FACTOR_WEBAUTHN FACTOR_TOTP");
			app.clock().advance(Duration.ofMinutes(1));
		}
		assertThat(app.events(RefreshRefused.class)).hasSize(2)
			.allSatisfy((event) -> assertThat(event.reason()).isEqualTo(RefreshRefused.Reason.FACTOR_REQUIRED));
		assertThat(app.events()).hasSize(2);
		// until its end
		assertThat(app.client().bearer(in.text("access")).get("/me").status()).isEqualTo(200);
		policy.clear(this.user);
		Answer refreshed = app.client().refresh(in.text("refresh"));
		assertThat(refreshed.json()).containsOnlyKeys("access", "refresh");
		require(TOTP);
		// the one before, for a client that missed the answer
		assertHeld(app.client().refresh(in.text("refresh")), "FACTOR_TOTP");
		assertThat(app.client().logout(refreshed.text("refresh")).status()).isEqualTo(200);
		assertRefused(app.client().refresh(refreshed.text("refresh")), 401, "token_not_valid");
	}

	@Test
	void refreshWhenTheTokenWasReplacedThenATheftAsWithout() {
		String first = app.login(this.user).text("refresh");
		String second = app.client().refresh(first).text("refresh");
		require(TOTP);
		app.clock().advance(Duration.ofSeconds(30));
		assertRefused(app.client().refresh(first), 401, "token_not_valid");
		assertThat(app.events(TwoFactorEvent.RefreshTokenReused.class)).hasSize(1);
		policy.clear(this.user);
		assertRefused(app.client().refresh(second), 401, "token_not_valid");
	}

	@Test
	void refreshWhenByARecoveryCodeThenGoesOnAndANewFactorIsSetUp() {
		setUpApp();
		ApiClient client = app.client().bearer(byApp().text("access"));
		List<?> codes = (List<?>) client.post("/auth/recovery-codes/", Map.of()).json().get("recovery_codes");
		require(TOTP);
		Answer in = app.client().auth(getCode(List.of("recovery-code")).text("token"), (String) codes.get(0));
		Answer refreshed = app.client().refresh(in.text("refresh"));
		assertThat(refreshed.status()).isEqualTo(200);
		app.clock().advance(Duration.ofSeconds(30));
		this.authenticator = app.client().bearer(refreshed.text("access")).enroll(app.clock());
		refreshed = app.client().refresh(refreshed.text("refresh"));
		assertThat(refreshed.status()).isEqualTo(200);
		// what it stood in for is not enough any more
		require(PASSKEY);
		assertHeld(app.client().refresh(refreshed.text("refresh")), "FACTOR_WEBAUTHN");
	}

	@Test
	void refreshWhenByAPasskeyAloneThenAsItMeetsIt() {
		setUpPasskey(loggedIn());
		Answer in = app.client().logIn(this.device);
		require(PASSKEY);
		Answer refreshed = app.client().refresh(in.text("refresh"));
		assertThat(refreshed.status()).isEqualTo(200);
		require(TOTP);
		assertHeld(app.client().refresh(refreshed.text("refresh")), "FACTOR_TOTP");
	}

	/**
	 * A token of other software, which says nothing of factors.
	 */
	@Test
	void refreshWhenTheTokenSaysNothingOfFactorsThenRefused() {
		String token = tokenOf(List.of(), TOTP);
		require(TOTP);
		assertHeld(app.client().refresh(token), "FACTOR_TOTP");
		policy.clear(this.user);
		assertThat(app.client().refresh(token).status()).isEqualTo(200);
	}

	private String tokenOf(List<String> amr, TwoFactorMethod method) {
		String session = app.bean(AuthTokenFactory.class).newId();
		app.bean(LoginSessions.class).begin(session, this.user, app.clock().instant(), method, null);
		return app.bean(AuthTokenFactory.class)
			.create(AuthTokenType.REFRESH,
					CompletedLogin.withUser(TwoFactorUser.withId(this.user).build())
						.method(method)
						.amr(amr)
						.at(app.clock().instant())
						.session(session)
						.build());
	}

	@Test
	void refreshWhenByATrustedDeviceThenAsThePolicyAllows() {
		setUpApp();
		List<String> amr = List.of("pwd", "trusted-device");
		String ofApp = tokenOf(amr, TOTP);
		String ofMail = tokenOf(amr, TwoFactorMethod.CODE_SENDER);
		require(TOTP);
		Answer refreshed = app.client().refresh(ofApp);
		assertThat(refreshed.status()).isEqualTo(200);
		assertHeld(app.client().refresh(ofMail), "FACTOR_TOTP");
		policy.put(this.user, new Requirement(Set.of(TOTP), null, false));
		assertHeld(app.client().refresh(refreshed.text("refresh")), "FACTOR_TOTP");
		policy.put(this.user, new Requirement(Set.of(), null, false));
		assertHeld(app.client().refresh(refreshed.text("refresh")), "FACTOR_TOTP");
		assertThat(app.client().refresh(byApp().text("refresh")).status()).isEqualTo(200);
	}

	private Answer trusting(Answer begun, String code) {
		return app.client()
			.post("/auth/auth/", Map.of("code_token", begun.text("token"), "code", code, "trust_device", true));
	}

	private Answer on(String deviceToken) {
		return app.client()
			.post("/auth/get-code/",
					Map.of("username", this.user, "password", TestUsers.PASSWORD, "device_token", deviceToken));
	}

	@Test
	void trustedDeviceWhenTheUserComesUnderAPolicyThenWhatWasShownOnItCounts() {
		Answer mailed = getCode(List.of("code-sender"));
		String byMail = trusting(mailed, app.lastCodeFor(this.user)).text("device_token");
		Answer in = on(byMail);
		assertThat(in.json()).containsOnlyKeys("access", "refresh");
		require(TOTP);
		assertThat(on(byMail).json()).as("a code is asked for, to set TOTP up").containsOnlyKeys("token");
		assertHeld(app.client().refresh(in.text("refresh")), "FACTOR_TOTP");
		policy.clear(this.user);
		setUpApp();
		String byApp = trusting(getCode(List.of("totp")), nextCode()).text("device_token");
		require(TOTP);
		Answer allowed = on(byApp);
		assertThat(allowed.json()).containsOnlyKeys("access", "refresh");
		allowed = app.client().refresh(allowed.text("refresh"));
		assertThat(allowed.status()).isEqualTo(200);
		policy.put(this.user, new Requirement(Set.of(TOTP), null, false));
		assertThat(on(byApp).json()).containsOnlyKeys("token");
		assertHeld(app.client().refresh(allowed.text("refresh")), "FACTOR_TOTP");
		assertThat(trusting(getCode(List.of("totp")), nextCode()).json()).containsOnlyKeys("access", "refresh");
	}

	@Test
	void recoveryCodeWhenIssuedToWhoIsUnderAPolicyThenBuysWhatTheUsersMethodWould() {
		require(TOTP);
		TwoFactorAdministration desk = app.bean(TwoFactorAdministration.class);
		Answer begun = getCode(List.of("code-sender", "recovery-code"));
		assertThat(begun.json()).containsEntry("methods", List.of("code-sender"));
		String code = desk.issueRecoveryCode(this.user, Duration.ofHours(1), "desk");
		begun = getCode(List.of("code-sender", "recovery-code"));
		assertThat(begun.json()).containsEntry("methods", List.of("code-sender", "recovery-code"));
		Answer enrolling = app.client().auth(begun.text("token"), code);
		assertThat(enrolling.json()).containsOnlyKeys("enrollment_token");
		this.authenticator = app.client().bearer(enrolling.text("enrollment_token")).enroll(app.clock());
		assertThat(byApp().json()).containsOnlyKeys("access", "refresh");
		code = desk.issueRecoveryCode(this.user, Duration.ofHours(1), "desk");
		begun = getCode(List.of("totp", "recovery-code"));
		assertThat(begun.json()).containsEntry("methods", List.of("totp", "recovery-code"));
		Answer in = app.client().auth(begun.text("token"), code);
		assertThat(app.client().refresh(in.text("refresh")).status()).isEqualTo(200);
		policy.put(this.user, new Requirement(Set.of(TwoFactorMethod.of("unheard-of")), null, true));
		desk.issueRecoveryCode(this.user, Duration.ofHours(1), "desk");
		assertRefused(getCode(ALL), 403, "2fa_not_configured");
	}

	@Test
	void changeMethodWhenItDoesNotMeetItThenNotTrusted() {
		setUpApp();
		ApiClient client = app.client().bearer(byApp().text("access"));
		require(TOTP);
		assertRefused(client.post("/auth/2fa-method/", Map.of("method", "code-sender")), 403, "2fa_method_not_trusted");
		assertRefused(client.post("/auth/2fa-method/", Map.of("method", "passkey")), 403, "2fa_method_not_trusted");
		assertRefused(client.post("/auth/2fa-method/", Map.of("method", "no-2fa")), 403, "disabling_2fa_not_allowed");
		assertThat(client.post("/auth/2fa-method/", Map.of("method", "totp")).status()).isEqualTo(200);
		assertThat(client.get("/auth/2fa-method/").json()).containsEntry("methods", List.of("totp"));
	}

	@Test
	void removeWhenItIsTheLastOneThatMeetsItThenRequired() {
		setUpApp();
		ApiClient client = app.client().bearer(byApp().text("access"));
		setUpPasskey(client);
		require(TOTP);
		assertRefused(remove(client, "totp"), 403, "2fa_method_required");
		String id = (String) ((Map<?, ?>) ((List<?>) list(client).json().get("factors")).get(0)).get("id");
		assertThat(client.post("/auth/factors/remove/", Map.of("method", "passkey", "id", id)).status()).isEqualTo(200);
		require(TOTP, PASSKEY);
		assertRefused(remove(client, "totp"), 403, "2fa_method_required");
		setUpPasskey(client);
		assertThat(remove(client, "totp").status()).isEqualTo(200);
		assertThat(list(client).json()).containsEntry("method", "passkey");
	}

	/**
	 * Who became an administrator within the session.
	 */
	@Test
	void changesWhenTheLoginIsByWhatIsNotOfferedThenNotRecent() {
		setUpApp();
		choose(TwoFactorMethod.CODE_SENDER);
		ApiClient byMail = loggedIn();
		require(TOTP);
		assertRefused(byMail.send("POST", "/auth/totp/setup/"), 401, "insufficient_user_authentication");
		assertRefused(remove(byMail, "totp"), 401, "insufficient_user_authentication");
	}

	@Test
	void changesWhenTheLoginIsByWhatIsAskedForThenASetUpInTheSession() {
		Answer in = app.login(this.user);
		ApiClient byMail = app.client().bearer(in.text("access"));
		require(TOTP);
		this.authenticator = byMail.enroll(app.clock());
		assertHeld(app.client().refresh(in.text("refresh")), "FACTOR_TOTP");
		assertThat(byApp().json()).containsOnlyKeys("access", "refresh");
	}

	@Test
	void stepUpWhenUnderItThenOnlyByWhatMeetsIt() {
		setUpApp();
		choose(TwoFactorMethod.CODE_SENDER);
		Answer in = app.login(this.user);
		ApiClient byMail = app.client().bearer(in.text("access"));
		require(TOTP);
		assertRefused(byMail.post("/auth/step-up/", Map.of("acr_values", "FACTOR_OTT")), 403,
				"2fa_method_not_available");
		Answer begun = byMail.post("/auth/step-up/", Map.of("acr_values", "FACTOR_TOTP", "methods", ALL));
		assertThat(begun.json()).containsEntry("methods", List.of("totp"));
		assertThat(app.client().auth(begun.text("token"), nextCode()).json()).containsOnlyKeys("access");
		// which a refresh does not carry
		assertHeld(app.client().refresh(in.text("refresh")), "FACTOR_TOTP");
		require(PASSKEY);
		assertRefused(byMail.post("/auth/step-up/", Map.of("methods", ALL)), 403, "2fa_method_not_available");
	}

	@Test
	void everythingWhenThePolicyFailsThenUnavailableAndNothingIsSpent() {
		setUpApp();
		Answer in = byApp();
		ApiClient client = app.client().bearer(in.text("access"));
		String token = app.codeTokenFor(this.user);
		setUpPasskey(client);
		Answer options = app.client().post("/auth/passkey/options/", Map.of());
		Map<String, Object> credential = this.device.get(options.object("public_key"));
		String code = nextCode();
		for (Supplier<Requirement> failure : List.<Supplier<Requirement>>of(() -> {
			throw new IllegalStateException("The directory is down");
		}, () -> {
			throw new TwoFactorException(TwoFactorError.PERMISSION_DENIED);
		}, () -> null)) {
			policy.put(this.user, (any) -> failure.get());
			for (Answer answer : List.of(app.getCode(this.user), getCode(ALL), app.client().auth(token, code),
					app.client().auth(options.text("token"), credential), app.client().refresh(in.text("refresh")),
					list(client), client.get("/auth/2fa-method/"), remove(client, "totp"),
					client.post("/auth/2fa-method/", Map.of("method", "totp")),
					client.post("/auth/step-up/", Map.of("acr_values", "FACTOR_TOTP")))) {
				assertRefused(answer, 503, "temporarily_unavailable");
			}
		}
		// it is asked about the user's factors, and not about requests
		assertThat(client.get("/me").status()).isEqualTo(200);
		policy.clear(this.user);
		assertThat(app.client().auth(token, code).status()).isEqualTo(200);
		assertThat(app.client().auth(options.text("token"), credential).status()).isEqualTo(200);
		assertThat(app.client().refresh(in.text("refresh")).status()).isEqualTo(200);
	}

	@Test
	void everythingWhenNothingMeetsItThenRefusedAndToldOnce(CapturedOutput output) {
		setUpApp();
		Answer in = byApp();
		setUpPasskey(app.client().bearer(in.text("access")));
		require(TwoFactorMethod.of("retina"));
		for (int i = 0; i < 2; i++) {
			assertRefused(app.getCode(this.user), 403, "2fa_not_configured");
			assertRefused(getCode(ALL), 403, "2fa_not_configured");
			assertRefused(app.client().logIn(this.device), 403, "2fa_method_not_available");
			assertRefused(app.client().refresh(in.text("refresh")), 401, "insufficient_user_authentication");
		}
		assertThat(output.getAll()).containsOnlyOnce("Nobody can meet a policy").contains("requires one of retina");
	}

	@Test
	void refreshWhenSlidingThenHeldToo() {
		try (TestApplication sliding = TestApplication.with("jwt2fa.token.obtain=sliding",
				"jwt2fa.policy.required.ROLE_ADMIN=totp")) {
			String token = sliding.login("alice").text("token");
			Function<String, Answer> refresh = (text) -> sliding.client().post("/auth/refresh/", Map.of("token", text));
			token = refresh.apply(token).text("token");
			sliding.users().put(TestUser.named("alice").with("ROLE_ADMIN"));
			assertHeld(refresh.apply(token), "FACTOR_TOTP");
			sliding.users().put(TestUser.named("alice"));
			token = refresh.apply(token).text("token");
			sliding.users().put(TestUser.named("alice").with("ROLE_ADMIN"));
			sliding.client().post("/auth/logout/", Map.of("token", token));
			assertRefused(refresh.apply(token), 401, "token_not_valid");
		}
	}

	/**
	 * By properties, where nothing sends codes and the password is enough for others.
	 */
	@Test
	void rolesWhenNothingCanBeSentThenThePasswordAloneIsNothing(CapturedOutput output) {
		try (TestApplication silent = TestApplication.with("spring.mail.host", "spring.mail.port",
				"jwt2fa.fallback-2fa-method=no-2fa", "jwt2fa.trusted-2fa-methods=no-2fa,totp,passkey",
				"jwt2fa.passkey.rp-id=shop.example", "jwt2fa.policy.required.ROLE_ADMIN=totp",
				"jwt2fa.policy.required.ROLE_AUDITOR=passkey", "jwt2fa.policy.required.ROLE_ROOT=totp, passkey",
				"jwt2fa.policy.from=2026-11-25T00:00:00+01:00")) {
			Instant from = Instant.parse("2026-11-24T23:00:00Z");
			silent.users().put(TestUser.named("alice").with("ROLE_USER,ROLE_ADMIN,ROLE_ROOT"));
			Answer in = silent.getCode("alice");
			ApiClient client = silent.client().bearer(in.text("access"));
			assertThat(list(client).json()).containsEntry("required",
					Map.of("methods", List.of("totp"), "from", (int) from.getEpochSecond()));
			assertThat(silent.events(TwoFactorEvent.EnrollmentDue.class)).hasSize(1);
			Answer bob = silent.getCode("bob");
			assertThat(list(silent.client().bearer(bob.text("access"))).json()).doesNotContainKey("required");
			assertThat(silent.events(TwoFactorEvent.EnrollmentDue.class)).hasSize(1);
			AuthenticatorApp bobs = silent.client().bearer(bob.text("access")).enroll(silent.clock());
			silent.clock().advance(Duration.between(silent.clock().instant(), from));
			assertRefused(silent.getCode("alice"), 403, "2fa_not_configured");
			assertHeld(silent.client().refresh(in.text("refresh")), "FACTOR_TOTP");
			// within one access token
			bob = silent.client().refresh(bob.text("refresh"));
			silent.users().put(TestUser.named("bob").with("ROLE_ADMIN"));
			assertHeld(silent.client().refresh(bob.text("refresh")), "FACTOR_TOTP");
			bob = silent.client().auth(silent.codeTokenFor("bob"), bobs.code());
			assertThat(silent.client().refresh(bob.text("refresh")).status()).isEqualTo(200);
			assertThat(output.getAll()).doesNotContain("Nobody can meet a policy");
			silent.users().put(TestUser.named("bob").with("ROLE_ADMIN,ROLE_AUDITOR"));
			assertRefused(silent.getCode("bob"), 403, "2fa_not_configured");
			assertThat(output.getAll()).containsOnlyOnce("Nobody can meet a policy")
				.contains("jwt2fa.policy.required.ROLE_ADMIN=totp jwt2fa.policy.required.ROLE_AUDITOR=passkey");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class PolicyConfiguration {

		@Bean
		Policy policy() {
			return new Policy();
		}

	}

	/**
	 * What is required of each user, for a test to say.
	 */
	static class Policy implements TwoFactorPolicy {

		private final Map<String, TwoFactorPolicy> users = new ConcurrentHashMap<>();

		void put(String userId, Requirement requirement) {
			put(userId, (user) -> requirement);
		}

		void put(String userId, TwoFactorPolicy policy) {
			this.users.put(userId, policy);
		}

		void clear(String userId) {
			this.users.remove(userId);
		}

		@Override
		public Requirement of(TwoFactorUser user) {
			return this.users.getOrDefault(user.id(), (any) -> Requirement.none()).of(user);
		}

	}

}
