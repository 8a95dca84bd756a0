package io.github.jwt2fa.administration;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.login.FirstFactor;
import io.github.jwt2fa.login.LoginResult;
import io.github.jwt2fa.login.TwoFactorLoginService;
import io.github.jwt2fa.method.FactorService;
import io.github.jwt2fa.method.recovery.RecoveryCodeService;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.PasskeyDevice;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What operators do (contract, II.5), and what users see of it.
 */
@Tag("stores")
class TwoFactorAdministrationIT {

	@AutoClose
	private static TestApplication app;

	private final PasskeyDevice device = PasskeyDevice.at("https://shop.example");

	private TwoFactorAdministration administration;

	private String user;

	@BeforeAll
	static void start() {
		app = TestApplication.with("jwt2fa.passkey.rp-id=shop.example", "jwt2fa.trusted-2fa-methods=totp,passkey",
				"jwt2fa.max-active-code-tokens-per-user=none", "jwt2fa.max-codes-sent-per-user=none");
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
		app.users().put(TestUser.named(this.user));
		app.events().clear();
		this.administration = app.bean(TwoFactorAdministration.class);
	}

	/**
	 * Sets TOTP up, and hands out codes for the case that the phone is lost.
	 */
	private AuthenticatorApp enroll() {
		ApiClient enrolling = app.client().bearer(app.login(this.user).text("enrollment_token"));
		AuthenticatorApp authenticator = enrolling.enroll(app.clock());
		app.clock().advance(Duration.ofSeconds(30));
		return authenticator;
	}

	private Answer logIn(AuthenticatorApp authenticator) {
		Answer login = app.client().auth(app.codeTokenFor(this.user), authenticator.code());
		assertThat(login.status()).as("%s", login).isEqualTo(200);
		app.clock().advance(Duration.ofSeconds(30));
		return login;
	}

	private static void assertRefused(TwoFactorError error, ThrowingCallable call) {
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(call)
			.satisfies((refusal) -> assertThat(refusal.error()).isEqualTo(error));
	}

	private List<String> methods() {
		return this.administration.factors(this.user)
			.factors()
			.stream()
			.map((factor) -> factor.method().value())
			.toList();
	}

	@Test
	void factorsWhenAskedForThenThoseOfTheUser() {
		assertThat(methods()).isEmpty();
		Answer login = logIn(enroll());
		app.client().bearer(login.text("access")).addPasskey(this.device);
		FactorService.Overview overview = this.administration.factors(this.user);
		assertThat(methods()).containsExactly("passkey", "totp");
		assertThat(overview.method()).isEqualTo(TwoFactorMethod.TOTP);
		assertRefused(TwoFactorError.NOT_FOUND, () -> this.administration.factors("nobody"));
	}

	@Test
	void removeFactorWhenItIsTheLastThenTheUserBeginsAnewAndSessionsGoOn() {
		AuthenticatorApp authenticator = enroll();
		Answer login = logIn(authenticator);
		ApiClient in = app.client().bearer(login.text("access"));
		assertThat(in.post("/auth/recovery-codes/", Map.of()).status()).isEqualTo(200);
		assertThat(in.post("/auth/factors/remove/", Map.of("method", "totp")).code()).as("by the user")
			.isEqualTo("2fa_method_required");
		app.events().clear();
		this.administration.removeFactor(this.user, TwoFactorMethod.TOTP, null, "desk");
		assertThat(methods()).isEmpty();
		assertThat(app.events(TwoFactorEvent.FactorRemoved.class)).singleElement().satisfies((event) -> {
			assertThat(event.userId()).isEqualTo(this.user);
			assertThat(event.method()).isEqualTo(TwoFactorMethod.TOTP);
			assertThat(event.by()).isEqualTo("desk");
			assertThat(event.clientAddress()).as("outside of a request").isNull();
		});
		assertThat(app.bean(RecoveryCodeService.class).left(this.user)).isZero();
		assertThat(app.login(this.user).json()).containsKey("enrollment_token");
		assertThat(app.client().refresh(login.text("refresh")).status()).isEqualTo(200);
		enroll();
	}

	@Test
	void removeFactorWhenOneOfSeveralThenTheOthersStay() {
		AuthenticatorApp authenticator = enroll();
		app.client().bearer(logIn(authenticator).text("access")).addPasskey(this.device);
		String id = this.administration.factors(this.user).factors().get(0).factor().id();
		assertRefused(TwoFactorError.NOT_FOUND,
				() -> this.administration.removeFactor(this.user, TwoFactorMethod.PASSKEY, "another", "desk"));
		assertRefused(TwoFactorError.NOT_FOUND,
				() -> this.administration.removeFactor(this.user, TwoFactorMethod.PASSKEY, null, "desk"));
		assertRefused(TwoFactorError.NOT_FOUND,
				() -> this.administration.removeFactor("nobody", TwoFactorMethod.PASSKEY, id, "desk"));
		this.administration.removeFactor(this.user, TwoFactorMethod.PASSKEY, id, "desk");
		assertThat(methods()).containsExactly("totp");
		logIn(authenticator);
	}

	@Test
	void removeFactorWhenAListenerFailsThenNothingIsLeftAllTheSame() {
		Answer login = logIn(enroll());
		app.client().bearer(login.text("access")).post("/auth/recovery-codes/", Map.of());
		assertFailsWhereAListenerFails(TwoFactorEvent.FactorRemoved.class,
				() -> this.administration.removeFactor(this.user, TwoFactorMethod.TOTP, null, "desk"));
		assertThat(methods()).isEmpty();
		assertThat(app.bean(RecoveryCodeService.class).left(this.user)).isZero();
	}

	@Test
	void resetWhenAListenerFailsThenIsToldAllTheSame() {
		enroll();
		app.events().clear();
		assertFailsWhereAListenerFails(TwoFactorEvent.LoggedOutEverywhere.class,
				() -> this.administration.reset(this.user, "desk"));
		assertThat(methods()).isEmpty();
		assertThat(app.events(TwoFactorEvent.TwoFactorReset.class)).hasSize(1);
	}

	/**
	 * Because a system of the application's own is down, say.
	 */
	private void assertFailsWhereAListenerFails(Class<? extends TwoFactorEvent> type, ThrowingCallable call) {
		ApplicationListener<PayloadApplicationEvent<Object>> failing = ApplicationListener.forPayload((event) -> {
			if (type.isInstance(event)) {
				throw new IllegalStateException("The listener fails");
			}
		});
		ApplicationEventMulticaster events = app.bean(ApplicationEventMulticaster.class);
		events.addApplicationListener(failing);
		try {
			assertThatIllegalStateException().isThrownBy(call).withMessage("The listener fails");
		}
		finally {
			events.removeApplicationListener(failing);
		}
	}

	@Test
	void resetWhenThePhoneIsLostThenNothingIsLeftAndSessionsEnd() {
		Answer login = logIn(enroll());
		app.client().bearer(login.text("access")).addPasskey(this.device);
		app.client().bearer(login.text("access")).post("/auth/recovery-codes/", Map.of());
		app.events().clear();
		this.administration.reset(this.user, "desk");
		assertThat(methods()).isEmpty();
		assertThat(app.bean(RecoveryCodeService.class).left(this.user)).isZero();
		assertThat(app.client().refresh(login.text("refresh")).code()).isEqualTo("token_not_valid");
		assertThat(app.events(TwoFactorEvent.TwoFactorReset.class)).singleElement()
			.satisfies((event) -> assertThat(event.userId() + " by " + event.by()).isEqualTo(this.user + " by desk"));
		assertThat(app.events(TwoFactorEvent.LoggedOutEverywhere.class)).singleElement()
			.satisfies((event) -> assertThat(event.by()).isEqualTo("desk"));
		enroll();
	}

	/**
	 * Whoever logged in before the reset, by a password that is known to others too.
	 */
	@Test
	void resetWhenThereAreEnrollmentTokensThenTheySetNothingUpAndLaterOnesDo() {
		ApiClient early = app.client().bearer(app.login(this.user).text("enrollment_token"));
		assertThat(early.post("/auth/totp/setup/", Map.of()).status()).isEqualTo(200);
		enroll();
		this.administration.reset(this.user, "desk");
		assertThat(early.post("/auth/totp/setup/", Map.of()).code()).isEqualTo("token_not_valid");
		assertThat(early.post("/auth/totp/confirm/", Map.of("code", "123456")).code()).isEqualTo("token_not_valid");
		assertThat(early.post("/auth/passkey/setup/", Map.of()).code()).isEqualTo("token_not_valid");
		assertThat(early.get("/auth/factors/").code()).isEqualTo("token_not_valid");
		assertThat(methods()).isEmpty();
		enroll();
	}

	@Test
	void resetWhenTheUserIsGoneThenDoneAllTheSame() {
		enroll();
		app.users().remove(this.user);
		this.administration.reset(this.user, "desk");
		app.users().put(TestUser.named(this.user));
		assertThat(methods()).isEmpty();
	}

	@Test
	void endSessionsWhenCalledThenTheyAreOverAndFactorsStay() {
		AuthenticatorApp authenticator = enroll();
		List<Answer> logins = List.of(logIn(authenticator), logIn(authenticator));
		app.events().clear();
		this.administration.endSessions(this.user, "desk");
		assertThat(logins).allSatisfy(
				(login) -> assertThat(app.client().refresh(login.text("refresh")).code()).isEqualTo("token_not_valid"));
		assertThat(app.events(TwoFactorEvent.LoggedOutEverywhere.class)).singleElement().satisfies((event) -> {
			assertThat(event.by()).isEqualTo("desk");
			assertThat(event.exceptSession()).isNull();
		});
		assertThat(methods()).containsExactly("totp");
		logIn(authenticator);
	}

	private Answer byCode(String code) {
		return app.client()
			.post("/auth/auth/", Map.of("code_token", codeToken(), "code", code, "method", "recovery-code"));
	}

	private String codeToken() {
		Answer answer = getCode("recovery-code");
		assertThat(answer.status()).as("%s", answer).isEqualTo(200);
		assertThat(answer.json()).containsEntry("method", "recovery-code");
		return answer.text("token");
	}

	private Answer getCode(String... able) {
		return app.client()
			.post("/auth/get-code/",
					Map.of("username", this.user, "password", TestUsers.PASSWORD, "methods", List.of(able)));
	}

	@Test
	void issueRecoveryCodeWhenTheUserHasAFactorThenItIsGoodOnceBesideThePassword() {
		AuthenticatorApp authenticator = enroll();
		Answer login = logIn(authenticator);
		app.events().clear();
		String code = this.administration.issueRecoveryCode(this.user, Duration.ofMinutes(10), "desk");
		assertThat(app.events(TwoFactorEvent.RecoveryCodeIssued.class)).singleElement()
			.satisfies((event) -> assertThat(event.by()).isEqualTo("desk"));
		await().untilAsserted(
				() -> assertThat(app.mail().textsFor(this.user + "@example.com", "A notice about your login"))
					.anyMatch((text) -> text.contains("issued a recovery code") && !text.contains(code)));
		assertThat(getCode("recovery-code", "totp").json()).containsEntry("methods", List.of("totp", "recovery-code"));
		assertThat(app.client().bearer(login.text("access")).get("/auth/factors/").json())
			.containsEntry("recovery_codes_left", 0);
		Answer in = byCode(code);
		assertThat(in.json()).containsKeys("access", "refresh").containsEntry("recovery_codes_left", 0);
		assertThat(getCode("recovery-code").code()).isEqualTo("2fa_method_not_available");
		assertThat(app.client().auth(app.codeTokenFor(this.user), code).code()).isEqualTo("authentication_failed");
		assertThat(app.client().bearer(in.text("access")).send("POST", "/auth/totp/setup/").status())
			.as("a recent login, to replace what is lost")
			.isEqualTo(200);
	}

	@Test
	void issueRecoveryCodeWhenTheUserHasNoFactorThenItBuysWhatTheUsersMethodWould() {
		String code = this.administration.issueRecoveryCode(this.user, Duration.ofHours(1), "desk");
		assertThat(getCode("code-sender", "recovery-code").json()).containsEntry("methods",
				List.of("code-sender", "recovery-code"));
		Answer enrolling = byCode(code);
		assertThat(enrolling.json()).containsOnlyKeys("enrollment_token");
		// the one box for codes of a client that knows nothing of it
		String next = this.administration.issueRecoveryCode(this.user, Duration.ofHours(1), "desk");
		Answer again = app.client().auth(app.codeTokenFor(this.user), next);
		assertThat(again.json()).containsOnlyKeys("enrollment_token");
		String unused = this.administration.issueRecoveryCode(this.user, Duration.ofHours(1), "desk");
		app.client().bearer(again.text("enrollment_token")).enroll(app.clock());
		assertThat(getCode("recovery-code").code()).as("the first factor wipes it")
			.isEqualTo("2fa_method_not_available");
		assertThat(app.client().auth(app.codeTokenFor(this.user), unused).status()).isEqualTo(401);
	}

	@Test
	void issueRecoveryCodeWhenAConfirmationFailsThenItStaysGood() {
		String code = this.administration.issueRecoveryCode(this.user, Duration.ofHours(1), "desk");
		ApiClient enrolling = app.client().bearer(app.login(this.user).text("enrollment_token"));
		assertThat(enrolling.post("/auth/totp/confirm/", Map.of("code", "000000")).code()).isEqualTo("no_pending_totp");
		assertThat(byCode(code).json()).containsOnlyKeys("enrollment_token");
	}

	@Test
	void issueRecoveryCodeWhenAPasskeyIsNotConfirmedThenItStaysGood() {
		String code = this.administration.issueRecoveryCode(this.user, Duration.ofHours(1), "desk");
		ApiClient enrolling = app.client().bearer(app.login(this.user).text("enrollment_token"));
		Answer setup = enrolling.post("/auth/passkey/setup/", Map.of());
		Map<String, ?> elsewhere = PasskeyDevice.at("https://evil.example").create(setup.object("public_key"));
		assertThat(
				enrolling.post("/auth/passkey/confirm/", Map.of("token", setup.text("token"), "credential", elsewhere))
					.code())
			.isEqualTo("invalid_passkey");
		assertThat(byCode(code).json()).containsOnlyKeys("enrollment_token");
	}

	@Test
	void removeFactorWhenTheLoginWasByItThenThatIsNotRecentAnyMore() {
		AuthenticatorApp authenticator = enroll();
		app.client().bearer(logIn(authenticator).text("access")).addPasskey(this.device);
		Answer begun = getCode("passkey");
		Answer login = app.client().auth(begun.text("token"), this.device.get(begun.object("public_key")));
		ApiClient in = app.client().bearer(login.text("access"));
		String id = this.administration.factors(this.user).factors().get(0).factor().id();
		this.administration.removeFactor(this.user, TwoFactorMethod.PASSKEY, id, "desk");
		assertThat(in.post("/auth/factors/remove/", Map.of("method", "totp")).code())
			.isEqualTo("insufficient_user_authentication");
		assertThat(in.post("/auth/recovery-codes/", Map.of()).code()).isEqualTo("insufficient_user_authentication");
	}

	@Test
	void issueRecoveryCodeWhenItsTimeIsOverThenNothing() {
		String code = this.administration.issueRecoveryCode(this.user, Duration.ofMinutes(10), "desk");
		String token = codeToken();
		app.clock().advance(Duration.ofMinutes(10));
		assertThat(app.client().auth(app.codeTokenFor(this.user), code).status()).isEqualTo(401);
		assertThat(app.client().auth(token, code).status()).isNotEqualTo(200);
		assertThat(getCode("recovery-code").code()).isEqualTo("2fa_method_not_available");
	}

	@Test
	void issueRecoveryCodeWhenTheFirstStepIsNoPasswordThenItIsNotGood() {
		enroll();
		String code = this.administration.issueRecoveryCode(this.user, Duration.ofMinutes(10), "desk");
		TwoFactorLoginService logins = app.bean(TwoFactorLoginService.class);
		TwoFactorUser known = app.bean(TwoFactorUserService.class).findById(this.user);
		LoginResult.CodeTokenIssued token = (LoginResult.CodeTokenIssued) logins.start(known, FirstFactor.of("swk"));
		assertThat(app.client().auth(token.codeToken(), code).status()).isEqualTo(401);
		assertThat(byCode(code).status()).isEqualTo(200);
	}

	@Test
	void issueRecoveryCodeWhenThereIsNoSuchUserOrTimeThenRefused() {
		assertRefused(TwoFactorError.NOT_FOUND,
				() -> this.administration.issueRecoveryCode("nobody", Duration.ofHours(1), "desk"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.administration.issueRecoveryCode(this.user, Duration.ofDays(2), "desk"));
		assertThat(getCode("recovery-code").code()).isEqualTo("2fa_method_not_available");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void anythingWhenNobodyDidItThenRefusedAndNothingIsDone(String nobody) {
		AuthenticatorApp authenticator = enroll();
		Answer login = logIn(authenticator);
		assertThatIllegalArgumentException().isThrownBy(() -> this.administration.reset(this.user, nobody));
		assertThatIllegalArgumentException().isThrownBy(() -> this.administration.endSessions(this.user, nobody));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.administration.removeFactor(this.user, TwoFactorMethod.TOTP, null, nobody));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.administration.issueRecoveryCode(this.user, Duration.ofHours(1), nobody));
		assertThat(app.client().refresh(login.text("refresh")).status()).isEqualTo(200);
		logIn(authenticator);
	}

}
