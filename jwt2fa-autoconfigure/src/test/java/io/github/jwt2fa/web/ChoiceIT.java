package io.github.jwt2fa.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.test.TokenText;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Choosing a method at login (contract, I.2 and I.3), with a method of each kind beside
 * ours.
 */
@Tag("stores")
class ChoiceIT {

	private static final JsonMapper JSON = new JsonMapper();

	private static final List<String> ALL = List.of("totp", "key", "paper", "sms", "code-sender", "dance");

	private static TestApplication app;

	private static MoreMethods.Owners owners;

	private String user;

	@BeforeAll
	static void start() {
		app = TestApplication.with(List.of(TestApplication.App.class, MoreMethods.class), MoreMethods.TRUSTED,
				"jwt2fa.auth-token-retry-wait-time=0s", "jwt2fa.max-codes-sent-per-user=none");
		owners = app.bean(MoreMethods.Owners.class);
	}

	@AfterAll
	static void stop() {
		app.close();
	}

	@BeforeEach
	void newUser() {
		this.user = "user" + System.nanoTime();
		app.users().put(TestUser.named(this.user));
		app.events().clear();
		app.clock().advance(Duration.ofMinutes(2));
	}

	@AfterEach
	void repair() {
		owners.setBroken(false);
	}

	private Answer getCode(Object methods) {
		return getCode(app.client(), methods);
	}

	private Answer getCode(ApiClient client, Object methods) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("username", this.user);
		body.put("password", TestUsers.PASSWORD);
		body.put("methods", methods);
		return client.post("/auth/get-code/", body);
	}

	private static Answer auth(String token, Object... more) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("code_token", token);
		for (int i = 0; i < more.length; i += 2) {
			body.put((String) more[i], more[i + 1]);
		}
		return app.client().post("/auth/auth/", body);
	}

	private String mailedCode() {
		return app.mail().lastCodeFor(this.user + "@example.com");
	}

	private int mails() {
		return app.mail().codesFor(this.user + "@example.com").size();
	}

	private void choose(TwoFactorMethod method) {
		app.bean(UserTwoFactorAuthDataRepository.class).savePreferredMethod(this.user, method);
	}

	private AuthenticatorApp enroll() {
		ApiClient in = app.client().bearer(app.login(this.user).text("access"));
		AuthenticatorApp authenticator = new AuthenticatorApp(in.send("POST", "/auth/totp/setup/").text("secret"),
				app.clock());
		assertThat(in.post("/auth/totp/confirm/", Map.of("code", authenticator.code())).status()).isEqualTo(200);
		app.clock().advance(Duration.ofSeconds(30));
		app.events().clear();
		return authenticator;
	}

	private static Map<String, Object> credential(Answer begun) {
		@SuppressWarnings("unchecked")
		Map<String, Object> publicKey = (Map<String, Object>) begun.json().get("public_key");
		return Map.of("signed", List.of(publicKey.get("challenge")));
	}

	/**
	 * The text is handed on as it came, with its blanks.
	 */
	private static Answer authByKey(Answer begun, String more) {
		String json = "{\"code_token\": \"" + begun.text("token") + "\", " + more + "\"credential\": " + signed(begun)
				+ "}";
		return app.client().postJson("/auth/auth/", json);
	}

	private static String signed(Answer begun) {
		return "{ \"signed\" : [\"" + ((List<?>) credential(begun).get("signed")).get(0) + "\"] }";
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> claims(String token) {
		return JSON.readValue(TokenForge.claimsOf(token), Map.class);
	}

	private static String amr(Answer login) {
		return claims(login.text("access")).get("amr").toString();
	}

	@Test
	void getCodeWhenNothingIsSetUpThenTheMailedCodeAlone() {
		Answer begun = getCode(ALL);
		assertThat(begun.status()).isEqualTo(200);
		assertThat(begun.json()).containsOnlyKeys("token", "method", "methods", "resend_after")
			.containsEntry("method", "code-sender")
			.containsEntry("methods", List.of("code-sender"))
			.containsEntry("resend_after", 30);
		assertThat(auth(begun.text("token"), "code", mailedCode()).status()).isEqualTo(200);
	}

	@Test
	void getCodeWhenSeveralAreOfferedThenTheUsersFirstAndTheOneForLossesLast() {
		enroll();
		owners.give("key", this.user);
		owners.give("paper", this.user);
		owners.give("sms", this.user);
		int mails = mails();
		Answer begun = getCode(ALL);
		assertThat(begun.json()).containsEntry("method", "totp")
			.containsEntry("methods", List.of("totp", "key", "sms", "paper"))
			.containsKey("public_key")
			.doesNotContainKey("resend_after");
		assertThat(begun.text("token")).isNotEqualTo("not this one");
		choose(MoreMethods.SMS);
		assertThat(getCode(ALL).json()).containsEntry("method", "sms")
			.containsEntry("methods", List.of("sms", "key", "totp", "paper"))
			.containsEntry("resend_after", 30);
		assertThat(mails()).as("the mailbox does not undercut an app").isEqualTo(mails);
		choose(TwoFactorMethod.CODE_SENDER);
		assertThat(getCode(ALL).json()).containsEntry("methods", List.of("code-sender", "key", "totp", "sms", "paper"));
	}

	@Test
	void getCodeWhenTheClientCanDoSomeThenTheseAlone() {
		enroll();
		owners.give("key", this.user);
		owners.give("paper", this.user);
		Answer begun = getCode(List.of("paper", "key"));
		assertThat(begun.json()).containsEntry("method", "key").containsEntry("methods", List.of("key", "paper"));
		begun = getCode(List.of("paper", "totp"));
		assertThat(begun.json()).containsEntry("method", "totp").doesNotContainKey("public_key");
		begun = getCode(List.of("paper"));
		assertThat(begun.json()).containsEntry("method", "paper").containsEntry("methods", List.of("paper"));
	}

	@Test
	void getCodeWhenTheClientCanDoNothingOfItThenNotAvailableAndNothingTaken() {
		enroll();
		for (int i = 0; i < 4; i++) {
			for (List<String> none : List.of(List.<String>of(), List.of("dance"), List.of("code-sender", ""))) {
				Answer answer = getCode(none);
				assertThat(answer.status()).isEqualTo(403);
				assertThat(answer.code()).isEqualTo("2fa_method_not_available");
			}
		}
		assertThat(getCode(List.of("totp")).status()).as("no slot was taken").isEqualTo(200);
	}

	@Test
	void getCodeWhenMethodsAreNoListOrTooManyThenInvalid() {
		for (Object wrong : new Object[] { "totp", 7, true, Map.of(), Collections.nCopies(17, "totp") }) {
			Answer answer = getCode(wrong);
			assertThat(answer.status()).as("%s", wrong).isEqualTo(400);
			assertThat(answer.json().get("errors")).asString().contains("methods");
		}
		assertThat(getCode(null).status()).isEqualTo(400);
		assertThat(getCode(Collections.nCopies(16, "code-sender")).status()).isEqualTo(200);
		assertThat(getCode(app.client().withoutContract(),
				List.of(1, Map.of("code-sender", List.of("x")), List.of(), "code-sender"))
			.status()).isEqualTo(200);
	}

	@Test
	void getCodeWhenAFormThenTheMethodsAreRepeated() {
		enroll();
		owners.give("paper", this.user);
		String form = "username=" + this.user + "&password="
				+ URLEncoder.encode(TestUsers.PASSWORD, StandardCharsets.UTF_8) + "&methods=paper&methods=totp";
		Answer begun = app.client().post("/auth/get-code/", "application/x-www-form-urlencoded", form);
		assertThat(begun.json()).containsEntry("methods", List.of("totp", "paper"));
		String boundary = "--b\r\nContent-Disposition: form-data; name=\"";
		String parts = boundary + "username\"\r\n\r\n" + this.user + "\r\n" + boundary + "password\"\r\n\r\n"
				+ TestUsers.PASSWORD + "\r\n" + boundary + "methods\"\r\n\r\npaper\r\n" + boundary
				+ "methods\"\r\n\r\ntotp\r\n--b--\r\n";
		begun = app.client().post("/auth/get-code/", "multipart/form-data; boundary=b", parts);
		assertThat(begun.json()).containsEntry("methods", List.of("totp", "paper"));
		assertThat(app.client().post("/auth/get-code/", "application/x-www-form-urlencoded", form + "&methods=").json())
			.containsEntry("methods", List.of("totp", "paper"));
	}

	@Test
	void getCodeWhenThePasswordIsWrongThenNothingIsLookedUp() {
		owners.setBroken(true);
		int questions = owners.questions();
		Answer wrong = app.client()
			.post("/auth/get-code/", Map.of("username", this.user, "password", "wrong", "methods", ALL));
		assertThat(wrong.code()).isEqualTo("authentication_failed");
		assertThat(owners.questions()).isEqualTo(questions);
		assertThat(getCode(ALL).code()).isEqualTo("temporarily_unavailable");
	}

	@Test
	void getCodeWhenTheUsersMethodIsUnknownThenNotConfigured() {
		choose(TwoFactorMethod.of("dance"));
		owners.give("key", this.user);
		assertThat(getCode(ALL).code()).isEqualTo("2fa_not_configured");
	}

	/**
	 * A client of before gets what it got, and nobody asks what else there is.
	 */
	@Test
	void getCodeWhenNothingIsSaidOfMethodsThenTheAnswerOfBefore() {
		owners.give("key", this.user);
		owners.give("paper", this.user);
		int questions = owners.questions();
		Answer begun = app.getCode(this.user);
		assertThat(begun.json()).containsOnlyKeys("token");
		assertThat(claims(begun.text("token"))).containsOnlyKeys("jti", "typ", "uid", "iat", "exp", "vch", "vcn");
		Answer login = auth(begun.text("token"), "code", mailedCode());
		assertThat(login.json()).containsOnlyKeys("access", "refresh");
		assertThat(owners.questions()).isEqualTo(questions);
	}

	@Test
	void getCodeWhenNothingIsSaidOfMethodsAndAKeyIsAllThenNotAvailableOrACodeOnPaper() {
		owners.give("key", this.user);
		choose(MoreMethods.KEY);
		assertThat(app.getCode(this.user).code()).isEqualTo("2fa_method_not_available");
		owners.give("paper", this.user);
		Answer begun = app.getCode(this.user);
		assertThat(begun.json()).containsOnlyKeys("token");
		Answer login = auth(begun.text("token"), "code", "PAPER-RIGHT");
		assertThat(login.json()).containsOnlyKeys("access", "refresh");
		assertThat(amr(login)).isEqualTo("[pwd, paper, mfa]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "totp", "key", "key by name", "paper", "paper by shape" })
	void authWhenOneTokenBeganAllThenEachCompletesIt(String shown) {
		AuthenticatorApp authenticator = enroll();
		owners.give("key", this.user);
		owners.give("paper", this.user);
		choose(TwoFactorMethod.CODE_SENDER);
		Answer begun = getCode(ALL);
		assertThat(begun.text("method")).isEqualTo("code-sender");
		String token = begun.text("token");
		Answer login = switch (shown) {
			case "totp" -> auth(token, "method", "totp", "code", authenticator.code());
			case "key" -> authByKey(begun, "");
			case "key by name" -> authByKey(begun, "\"method\": \"key\", ");
			case "paper" -> auth(token, "method", "paper", "code", "PAPER-RIGHT");
			default -> auth(token, "code", " PAPER-RIGHT ");
		};
		assertThat(login.status()).as("%s", login).isEqualTo(200);
		String method = shown.replaceAll(" .*", "");
		assertThat(amr(login)).contains(Map.of("totp", "otp", "key", "pop", "paper", "paper").get(method));
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).extracting((event) -> event.method().value())
			.contains(method);
		assertThat(login.json().containsKey("paper_left")).isEqualTo(shown.equals("paper"));
		assertThat(auth(token, "code", mailedCode()).code()).as("of the whole token").isEqualTo("token_already_used");
	}

	@Test
	void authWhenAFormThenTheCredentialIsItsText() {
		owners.give("key", this.user);
		choose(MoreMethods.KEY);
		Answer begun = getCode(ALL);
		String form = "code_token=" + begun.text("token") + "&credential="
				+ URLEncoder.encode(signed(begun), StandardCharsets.UTF_8);
		assertThat(app.client().post("/auth/auth/", "application/x-www-form-urlencoded", form).status()).isEqualTo(200);
	}

	@Test
	void authWhenNotExactlyOneProofThenInvalid() {
		Answer begun = getCode(ALL);
		String token = begun.text("token");
		assertThat(auth(token).json().get("errors")).asString().contains("code=[This field is required");
		assertThat(auth(token, "code", "1", "credential", Map.of()).json().get("errors")).asString()
			.contains("credential=");
		for (Object wrong : new Object[] { "text", 7, true, List.of() }) {
			assertThat(auth(token, "credential", wrong).status()).as("%s", wrong).isEqualTo(400);
		}
		assertThat(auth(token, "code", "1", "method", "").status()).isEqualTo(400);
		assertThat(auth(token, "code", mailedCode()).status()).as("nothing was counted").isEqualTo(200);
	}

	@Test
	void authWhenTheTokenDidNotBeginTheMethodThenAWrongProof() {
		AuthenticatorApp authenticator = enroll();
		owners.give("sms", this.user);
		Answer begun = getCode(ALL);
		String token = begun.text("token");
		owners.give("key", this.user);
		assertThat(auth(token, "method", "key", "credential", Map.of("signed", List.of("null"))).code())
			.isEqualTo("authentication_failed");
		assertThat(auth(token, "credential", Map.of()).code()).isEqualTo("authentication_failed");
		assertThat(auth(token, "method", "sms", "code", "1234567").code()).isEqualTo("authentication_failed");
		assertThat(auth(token, "method", "dance", "code", authenticator.code()).code())
			.isEqualTo("authentication_failed");
		owners.give("paper", this.user);
		assertThat(auth(token, "code", "PAPER-RIGHT").code()).as("not begun").isEqualTo("authentication_failed");
		assertThat(auth(token, "method", "totp", "code", authenticator.code()).code()).as("the sixth")
			.isEqualTo("too_many_auth_attempts");
		assertThat(app.events(TwoFactorEvent.SecondFactorFailed.class)).extracting((event) -> event.method().value())
			.containsExactly("key", "totp", "sms", "totp", "totp");
	}

	@Test
	void authWhenTheProofIsOfTheOtherKindThenWrong() {
		owners.give("key", this.user);
		choose(MoreMethods.KEY);
		Answer begun = getCode(ALL);
		assertThat(auth(begun.text("token"), "method", "key", "code", signed(begun)).code())
			.isEqualTo("authentication_failed");
		assertThat(auth(begun.text("token"), "code", "1234567").code()).isEqualTo("authentication_failed");
		assertThat(authByKey(begun, "").status()).isEqualTo(200);
	}

	@Test
	void authWhenTheMethodIsNotOfferedAnyMoreThenAWrongProof() {
		enroll();
		owners.give("key", this.user);
		owners.give("paper", this.user);
		Answer begun = getCode(ALL);
		owners.take("key", this.user);
		assertThat(authByKey(begun, "").code()).isEqualTo("authentication_failed");
		String mailed = app.codeTokenFor(mailUser());
		String code = mailedCode();
		AuthenticatorApp since = enroll();
		assertThat(auth(mailed, "code", code).code()).as("an app came meanwhile").isEqualTo("authentication_failed");
		choose(TwoFactorMethod.CODE_SENDER);
		assertThat(auth(mailed, "code", code).status()).as("chosen beside it").isEqualTo(200);
		assertThat(since).isNotNull();
	}

	private String mailUser() {
		newUser();
		return this.user;
	}

	/**
	 * An old client's box for codes takes one of another shape, at the price of one
	 * failure if it is wrong.
	 */
	@Test
	void authWhenAnOldClientSendsACodeOnPaperThenTakenByItsShape() {
		enroll();
		owners.give("paper", this.user);
		String token = app.codeTokenFor(this.user);
		for (int i = 0; i < 4; i++) {
			assertThat(auth(token, "code", "PAPER-WRONG").code()).isEqualTo("authentication_failed");
		}
		assertThat(app.events(TwoFactorEvent.SecondFactorFailed.class)).hasSize(4);
		Answer login = auth(token, "code", "PAPER-RIGHT");
		assertThat(login.json()).containsOnlyKeys("access", "refresh");
		assertThat(app.events(TwoFactorEvent.LoginSucceeded.class)).extracting((event) -> event.method().value())
			.containsExactly("paper");
		owners.give("paper", this.user);
		String second = app.codeTokenFor(this.user);
		assertThat(auth(second, "code", "paper-right").code()).as("no such shape").isEqualTo("authentication_failed");
		assertThat(auth(second, "code", "PAPER-RIGHT").status()).isEqualTo(200);
	}

	@Test
	void authWhenPaperIsAllThenNotOffered() {
		owners.give("paper", this.user);
		Answer begun = getCode(ALL);
		assertThat(begun.json()).containsEntry("methods", List.of("code-sender"));
		assertThat(auth(begun.text("token"), "code", "PAPER-RIGHT").code()).isEqualTo("authentication_failed");
		assertThat(auth(app.codeTokenFor(this.user), "method", "paper", "code", "PAPER-RIGHT").code())
			.isEqualTo("authentication_failed");
	}

	/**
	 * The token of a client of before has no challenge of it.
	 */
	@Test
	void authWhenTheMethodHadToBeBegunAndWasNotThenAWrongProof() {
		enroll();
		owners.give("push", this.user);
		Answer unbegun = auth(app.codeTokenFor(this.user), "method", "push", "code", "1234567");
		assertThat(unbegun.status()).isEqualTo(401);
		assertThat(unbegun.code()).isEqualTo("authentication_failed");
		String begun = getCode(List.of("totp", "push")).text("token");
		Map<?, ?> claims = (Map<?, ?>) TokenText.claimsOf(begun).get("push");
		assertThat(auth(begun, "method", "push", "code", claims.get("question")).status()).isEqualTo(200);
	}

	/**
	 * A change needs a login that is as good as one that is made now.
	 */
	@Test
	void changeWhenTheLoginWasByWhatIsNotOfferedAnyMoreThenRefused() {
		ApiClient byMail = app.client().bearer(app.login(this.user).text("access"));
		AuthenticatorApp authenticator = enroll();
		for (Answer answer : List.of(byMail.send("POST", "/auth/totp/setup/"),
				byMail.post("/auth/2fa-method/", Map.of("method", "code-sender")),
				byMail.send("POST", "/auth/logout-all/"))) {
			assertThat(answer.code()).isEqualTo("insufficient_user_authentication");
			assertThat(answer.header("WWW-Authenticate")).contains("max_age=900");
		}
		assertThat(app.events(TwoFactorEvent.RecentLoginRefused.class)).hasSize(3);
		owners.give("paper", this.user);
		Answer byPaper = auth(getCode(ALL).text("token"), "code", "PAPER-RIGHT");
		ApiClient paper = app.client().bearer(byPaper.text("access"));
		assertThat(paper.send("POST", "/auth/totp/setup/").status()).as("after the last of it, too").isEqualTo(200);
		Answer byApp = auth(getCode(ALL).text("token"), "code", authenticator.code());
		ApiClient app2 = app.client().bearer(byApp.text("access"));
		assertThat(app2.post("/auth/2fa-method/", Map.of("method", "code-sender")).status()).isEqualTo(200);
		assertThat(byMail.send("POST", "/auth/totp/setup/").status()).as("chosen again").isEqualTo(200);
	}

}
