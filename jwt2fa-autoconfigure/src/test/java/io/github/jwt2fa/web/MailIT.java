package io.github.jwt2fa.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.jwt2fa.administration.TwoFactorAdministration;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestMailServer;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Codes and notices as a mail server gets them.
 */
@ExtendWith(OutputCaptureExtension.class)
class MailIT {

	private static final String NOTICE = "A notice about your login";

	@AutoClose
	private static final TestApplication app = TestApplication.with(
			"jwt2fa.email-sender-from-address=Müller & Söhne <login@exämple.de>", "jwt2fa.fallback-2fa-method=no-2fa",
			"jwt2fa.trusted-2fa-methods=no-2fa,code-sender,totp", "spring.web.locale=en",
			"jwt2fa.notice-contact=<Security & Co> security@example.com", "jwt2fa.max-codes-sent-per-user=none",
			"jwt2fa.max-active-code-tokens-per-user=none");

	private static int users;

	private String user;

	@BeforeEach
	void newUser() {
		app.mail().clear();
		this.user = "mia" + users++;
		app.users().put(TestUser.named(this.user));
	}

	private void withAddress(String address) {
		app.users().put(TestUser.named(this.user).withEmail(address));
		app.bean(UserTwoFactorAuthDataRepository.class)
			.savePreferredMethod(this.user, io.github.jwt2fa.TwoFactorMethod.CODE_SENDER);
	}

	private ApiClient loggedIn() {
		Answer login = app.getCode(this.user);
		assertThat(login.json()).containsKey("access");
		return app.client().bearer(login.text("access"));
	}

	/**
	 * Once codes by e-mail are chosen, a password alone changes nothing any more.
	 */
	private ApiClient loggedInByMail() {
		return app.client().bearer(app.login(this.user).text("access"));
	}

	private static String utc() {
		return app.clock().instant().toString().substring(0, 16).replace('T', ' ');
	}

	private static void choose(ApiClient client, String method) {
		assertThat(client.post("/auth/2fa-method/", Map.of("method", method)).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "anna@exämple.de,anna@xn--exmple-cua.de", "anna@EXÄMPLE.de,anna@xn--exmple-cua.de",
					"anna@उदाहरण.परीक्षा,anna@xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g",
					"anna@例え。テスト,anna@xn--r8jz45g.xn--zckzah", "Anna Example <anna@exämple.de>,anna@xn--exmple-cua.de",
					"Anna <anna@example.com>,anna@example.com", "anna@example.com (at home),anna@example.com",
					"o'hara+x@example.com,o'hara+x@example.com", "`\"a..b\"@example.com`,`<\"a..b\"@example.com>`" })
	void codeWhenAddressIsOneMailboxThenSentThere(String address, String mailbox) throws Exception {
		withAddress(address);
		assertThat(app.getCode(this.user).status()).isEqualTo(200);
		assertThat(app.mail().messages()).singleElement()
			.satisfies((mail) -> assertThat(mail.getAllRecipients()).singleElement().hasToString(mailbox));
	}

	@ParameterizedTest
	@ValueSource(strings = { "friends: anna@example.com, eve@example.com;", "friends:anna@example.com;",
			"anna@example.com, eve@example.com", "anna@example.com,", "anna@example.com eve@example.com",
			"anna\\,eve@example.com", "anna@example.com\r\nBcc: eve@example.com",
			"anna@example.com\nBcc: eve@example.com", "\"anna\r\n b\"@example.com", "Anna\u2028 <anna@example.com>",
			"<@a.example:anna@example.com>", "anna@straße.de", "anna@exam\u2100ple.com", "anna@-example.com", "anna",
			"@example.com", "anna@", "anna@example..com", "jürgen@example.com" })
	void codeWhenAddressIsNoneOrSeveralThenTold(String address, CapturedOutput output) {
		withAddress(address);
		Answer answer = app.getCode(this.user);
		assertThat(answer.status()).isEqualTo(501);
		assertThat(answer.code()).isEqualTo("verification_code_sending_failed");
		assertThat(answer.text("detail")).isEqualTo("No code can be sent to the e-mail address that is known.");
		assertThat(app.mail().messages()).isEmpty();
		assertThat(output.getOut()).contains("No code was sent to the user " + this.user, "AddressException");
	}

	@Test
	void mailWhenSentThenSaysThatAProgramSentIt() throws Exception {
		withAddress("anna@example.com");
		app.getCode(this.user);
		MimeMessage code = app.mail().messages().get(0);
		assertThat(code.getHeader("Auto-Submitted")).containsExactly("auto-generated");
		assertThat(code.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
		assertThat(code.getFrom()).singleElement()
			.hasToString(new jakarta.mail.internet.InternetAddress("login@xn--exmple-cua.de", "Müller & Söhne", "UTF-8")
				.toString());
		assertThat(code.getHeader("From")[0]).isASCII();
	}

	@Test
	void codeWhenTextsAreNotAsciiThenRight() throws Exception {
		withAddress("anna@example.com");
		app.client().with("Accept-Language", "fr").getCode(this.user, io.github.jwt2fa.test.TestUsers.PASSWORD);
		MimeMessage code = app.mail().messages().get(0);
		assertThat(code.getSubject()).isEqualTo("Votre code de connexion");
		assertThat(TestMailServer.textOf(code)).contains("vous n'avez pas essayé", "connaît");
		assertThat(TestMailServer.htmlOf(code)).contains("vous n&#39;avez pas essayé", "connaît")
			.contains("<html lang=\"fr\">");
		assertThat(code.getHeader("Content-Language")).containsExactly("fr");
	}

	@ParameterizedTest
	@CsvSource({ "en,en", "de-AT,de", "it,en" })
	void codeWhenSentThenAloneOnItsLineInBothPartsAndInALanguageThatIsTold(String asked, String written)
			throws Exception {
		withAddress("anna@example.com");
		String codeToken = app.client()
			.with("Accept-Language", asked)
			.getCode(this.user, io.github.jwt2fa.test.TestUsers.PASSWORD)
			.text("token");
		MimeMessage mail = app.mail().messages().get(0);
		String code = TestMailServer.textOf(mail).lines().filter((line) -> line.matches("[0-9]{7}")).findFirst().get();
		assertThat(TestMailServer.htmlOf(mail)).containsPattern("<strong [^>]+>" + code + "</strong></p>");
		assertThat(mail.getSubject()).doesNotContain(code);
		assertThat(mail.getHeader("Content-Language")).containsExactly(written);
		assertThat(mail.getHeader("X-Entity-Ref-ID")).hasSize(1);
		assertThat(mail.getHeader("References")).isNull();
		assertThat(app.client().auth(codeToken, code).status()).isEqualTo(200);
	}

	@Test
	void noticeWhenRequestIsInAnotherLanguageThenInTheDefaultOne() throws Exception {
		choose(loggedIn().with("Accept-Language", "de"), "code-sender");
		await().untilAsserted(() -> assertThat(app.mail().textsFor(this.user + "@example.com", NOTICE)).singleElement()
			.asString()
			.contains("The way you log in was changed")
			.endsWith("\n\nWhen: " + utc() + " UTC\nContact: <Security & Co> security@example.com"));
		MimeMessage notice = app.mail().messages().get(0);
		assertThat(notice.getHeader("Auto-Submitted")).containsExactly("auto-generated");
		assertThat(notice.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
		assertThat(notice.getHeader("X-Entity-Ref-ID")).hasSize(1);
		assertThat(notice.getHeader("Content-Language")).containsExactly("en");
		assertThat(TestMailServer.htmlOf(notice))
			.contains("<br>\nContact: &lt;Security &amp; Co&gt; security@example.com</p>");
	}

	@Test
	void noticeWhenUserHasALanguageThenInThat() {
		app.users().put(TestUser.named(this.user).withLocale(Locale.FRENCH));
		choose(loggedIn().with("Accept-Language", "de"), "code-sender");
		await().untilAsserted(
				() -> assertThat(app.mail().textsFor(this.user + "@example.com", "Un avis sur votre connexion"))
					.singleElement()
					.asString()
					.contains("Votre manière de vous connecter a été modifiée"));
	}

	@Test
	void noticeWhenNameIsALetterThenOneShortLineWithoutLinks() {
		this.user = "https://evil.example/login Go to www.evil.example " + "x".repeat(80) + users++;
		app.users().put(TestUser.named(this.user).withEmail("anna@example.com"));
		choose(loggedIn(), "code-sender");
		await().untilAsserted(() -> assertThat(app.mail().textsFor("anna@example.com", NOTICE)).singleElement()
			.asString()
			.doesNotContain("evil.example")
			.doesNotContain("://")
			.satisfies((text) -> assertThat(text.lines().findFirst().orElseThrow())
				.startsWith("Hello https evil. example login Go to www. evil. example xxx")
				.hasSizeLessThan(80)));
	}

	@Test
	void methodWhenUnchangedThenNothingHappens() {
		choose(loggedIn(), "code-sender");
		ApiClient in = loggedInByMail();
		int told = app.events(TwoFactorEvent.MethodChanged.class).size();
		for (int i = 0; i < 50; i++) {
			choose(in, "code-sender");
		}
		assertThat(app.events(TwoFactorEvent.MethodChanged.class)).hasSize(told);
		await().untilAsserted(() -> assertThat(app.mail().textsFor(this.user + "@example.com", NOTICE)).isNotEmpty());
		assertThat(app.mail().textsFor(this.user + "@example.com", NOTICE)).hasSize(1);
	}

	@Test
	void methodWhenFallbackIsChosenThenKeptButNotTold() {
		int told = app.events(TwoFactorEvent.MethodChanged.class).size();
		choose(loggedIn(), "no-2fa");
		assertThat(app.events(TwoFactorEvent.MethodChanged.class)).hasSize(told);
		assertThat(app.bean(UserTwoFactorAuthDataRepository.class).findByUserId(this.user).preferredMethod())
			.isEqualTo(io.github.jwt2fa.TwoFactorMethod.NO_2FA);
	}

	@Test
	void methodWhenToggledThenNoticesAreLimitedAndOthersStillCome(CapturedOutput output) throws Exception {
		int told = app.events(TwoFactorEvent.MethodChanged.class).size();
		choose(loggedIn(), "code-sender");
		ApiClient in = loggedInByMail();
		choose(in, "no-2fa");
		for (int i = 0; i < 19; i++) {
			choose(in, "code-sender");
			choose(in, "no-2fa");
		}
		assertThat(app.events(TwoFactorEvent.MethodChanged.class)).hasSize(told + 40);
		app.bean(TwoFactorAdministration.class).reset(this.user, "desk");
		List<String> address = List.of(this.user + "@example.com");
		await().untilAsserted(() -> assertThat(app.mail().textsFor(address.get(0), NOTICE))
			.anySatisfy((text) -> assertThat(text).contains("removed the second factor")));
		assertThat(app.mail().textsFor(address.get(0), NOTICE)).hasSize(6);
		assertThat(
				StringUtils.countOccurrencesOf(output.getOut(), "The user " + this.user + " was sent so many notices"))
			.isEqualTo(1);
		app.mail().clear();
		app.clock().advance(java.time.Duration.ofMinutes(61));
		choose(loggedIn(), "code-sender");
		await().untilAsserted(() -> assertThat(app.mail().textsFor(address.get(0), NOTICE)).hasSize(1));
	}

}
