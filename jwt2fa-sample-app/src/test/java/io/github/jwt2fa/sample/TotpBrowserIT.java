package io.github.jwt2fa.sample;

import java.util.Map;

import io.github.jwt2fa.administration.TwoFactorAdministration;
import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page does about the second factor. Each test has a user of its own, since a
 * time step is accepted once.
 */
class TotpBrowserIT extends BrowserTest {

	private static final By SET_UP = By.id("set-up");

	@Autowired
	private TwoFactorAdministration administration;

	@Test
	void enrollWhenQrCodeIsReadThenLoginTakesTheAppsCodes() {
		logIn(newUser("anna"));
		this.page.awaitText(By.id("factor-app"), "not set up");
		assertThat(this.page.text(By.id("factor-method"))).isEqualTo("Code by e-mail");
		assertThat(this.page.shows(By.id("method-form"))).as("a choice of one").isFalse();

		AuthenticatorApp app = this.page.enroll(SET_UP);
		assertThat(app.label()).isEqualTo("jwt2fa sample:anna");
		this.page.awaitText(STATUS, "The next login asks for the code that it shows.");
		this.page.focused("factor-heading");
		this.page.awaitText(By.id("factor-method"), "Code of an authenticator app");
		assertThat(this.page.text(By.id("factor-app"))).isEqualTo("set up");
		assertThat(this.page.element(By.id("secret")).getDomProperty("textContent")).as("a secret left behind")
			.isEmpty();

		this.page.logOut();
		enterPassword("anna");
		this.page.await(By.id("code"));
		assertThat(this.page.text(By.id("code"))).contains("Enter the code that your authenticator app shows.");
		assertThat(this.page.shows(By.id("inbox-link"))).isFalse();
		this.page.enterCode(app.usedCode());
		this.page.awaitText(ALERT, "This code was used before. Wait for the next one");
		this.page.focused("one-time-code");
		this.page.enterCode(spaced(app.freshCode()));
		this.page.await(SESSION);
		assertThat(this.page.text(By.cssSelector("#access-token tbody"))).containsPattern("amr .*otp");
	}

	@Test
	void enrollWhenKeyboardAloneThenSecretIsCopiedAndCodeConfirmed() {
		logIn(newUser("ben"));
		this.page.await(SET_UP);
		this.page.element(SET_UP).sendKeys(Keys.ENTER);
		this.page.focused("setup-heading").sendKeys(Keys.TAB);
		AuthenticatorApp app = AuthenticatorApp.scanned(this.page.focused("provisioning-uri").getDomAttribute("href"),
				this.clock);
		assertThat(this.page.element(By.id("secret")).getDomProperty("textContent")).isEqualTo(app.secret());
		this.page.focused("provisioning-uri").sendKeys(Keys.TAB);
		this.page.focused("copy").sendKeys(Keys.ENTER);
		this.page.awaitText(STATUS, "The secret is copied.");
		this.page.focused("copy").sendKeys(Keys.TAB);
		this.page.focused("first-code").sendKeys(Keys.chord(Keys.CONTROL, "v"));
		assertThat(this.page.element(By.id("first-code")).getDomProperty("value")).isEqualTo(app.secret());
		this.page.run("navigator.clipboard.writeText = () => Promise.reject(new Error())");
		this.page.click(By.id("copy"));
		this.page.awaitText(ALERT, "The secret is selected: copy it yourself.");
		assertThat(this.page.run("return getSelection().toString()")).isEqualTo(app.secret());
		this.page.focused("copy").sendKeys(Keys.TAB);
		this.page.focused("first-code").sendKeys(Keys.chord(Keys.CONTROL, "a"), app.freshCode(), Keys.ENTER);
		this.page.awaitText(STATUS, "Keep your recovery codes now.");
		this.page.focused("recovery-codes-heading").sendKeys(Keys.TAB);
		this.page.focused("copy-codes").sendKeys(Keys.TAB);
		this.page.focused("print-codes").sendKeys(Keys.TAB);
		this.page.focused("save-codes").sendKeys(Keys.TAB);
		this.page.focused("codes-kept").sendKeys(Keys.ENTER);
		this.page.awaitText(STATUS, "The authenticator app is set up.");
		this.page.awaitText(SET_UP, "Set up another authenticator app");
	}

	@Test
	void methodWhenChangedToMailAndBackThenLoginFollows() {
		logIn(newUser("cleo"));
		AuthenticatorApp app = this.page.enroll(SET_UP);
		loginByApp("cleo", app);
		this.page.changeMethod("code-sender");
		this.page.awaitText(STATUS, "The method is changed: Code by e-mail.");
		this.page.awaitText(By.id("factor-method"), "Code by e-mail");
		this.page.logOut();

		enterPassword("cleo");
		this.page.await(By.id("code"));
		assertThat(this.page.text(By.id("code"))).contains("Enter the code that was sent to you by e-mail.");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.changeMethod("totp");
		this.page.awaitText(STATUS, "The method is changed: Code of an authenticator app.");
		this.page.logOut();

		enterPassword("cleo");
		this.page.enterCode(app.freshCode());
		this.page.await(SESSION);
	}

	@Test
	void enrollWhenCodesAreWrongThenEachIsToldAndSecretDies() {
		logIn(newUser("dan"));
		this.page.await(SET_UP);
		this.page.click(SET_UP);
		AuthenticatorApp app = this.page.appWithQrCode();
		this.page.confirm("");
		this.page.awaitText(By.id("first-code-error"), "blank");
		for (int i = 0; i < 5; i++) {
			this.page.confirm((i == 0) ? "code" : app.wrongCode());
			this.page.awaitText(By.id("first-code-error"), "The code is wrong, or was used before.");
			this.page.awaitText(ALERT, "check the clock of the device");
			this.page.focused("first-code");
		}
		this.page.confirm(app.freshCode());
		this.page.awaitText(ALERT, "Set up again, with a new secret.");
		assertThat(this.page.text(ALERT)).contains("too many wrong codes");
		this.page.focused("set-up");

		this.page.click(SET_UP);
		this.page.await(By.id("setup"));
		this.administration.reset("dan", "desk");
		this.page.confirm(app.freshCode());
		this.page.awaitText(ALERT, "The time to set up this secret is over");

		this.page.click(SET_UP);
		this.page.await(By.id("setup"));
		this.page.click(By.id("setup-cancel"));
		this.page.focused("set-up");
		this.page.enroll(SET_UP);
		this.page.awaitText(STATUS, "The authenticator app is set up.");
	}

	@Test
	void methodWhenRefusedThenIsToldInWords() {
		logIn(newUser("eva"));
		AuthenticatorApp app = this.page.enroll(SET_UP);
		loginByApp("eva", app);
		this.page.await(By.id("method-form"));
		this.page.offerMethod("no-2fa");
		this.page.changeMethod("no-2fa");
		this.page.awaitText(ALERT, "A second factor can't be turned off here.");
		// the page asks anew what may be chosen: what is there now goes
		this.page.awaitNotOffered("no-2fa");
		this.page.changeMethod("code-sender");
		this.page.awaitText(By.id("factor-method"), "Code by e-mail");
		this.page.logOut();
		logIn("eva");
		this.page.await(By.id("method-form"));
		this.page.offerMethod("pigeon");
		this.page.changeMethod("pigeon");
		this.page.awaitText(By.id("method-error"), "There is no such method.");
		this.page.focused("method");

		this.administration.reset("eva", "desk");
		this.page.changeMethod("totp");
		this.page.awaitText(ALERT, "Set one up first.");
		this.page.awaitText(By.id("factor-app"), "not set up");
		this.page.focused("factor-heading");
	}

	@Test
	void factorWhenAnswersFailThenPageGoesOn() {
		answerOnce("/auth/factors/", Map.of("status", 503, "code", "temporarily_unavailable", "detail", "Not now."));
		logIn(newUser("finn"));
		this.page.awaitText(ALERT, "Not now.");
		this.page.click(By.id("factor-again"));
		this.page.awaitText(By.id("factor-app"), "not set up");
		this.page.focused("factor-heading");

		String firstToken = this.page.token();
		answerOnce("/auth/totp/confirm/", Map.of("status", 401, "code", "token_not_valid", "detail", "Expired."));
		AuthenticatorApp app = this.page.enroll(SET_UP);
		this.page.awaitText(STATUS, "The authenticator app is set up.");
		assertThat(this.page.token()).as("the access token").isNotEqualTo(firstToken);

		loginByApp("finn", app);
		this.page.await(SET_UP);
		this.page.click(SET_UP);
		this.page.await(By.id("setup"));
		SampleUser finn = this.users.findByUsername("finn").orElseThrow();
		finn.setEnabled(false);
		this.users.save(finn);
		this.page.confirm("123456");
		this.page.awaitText(ALERT, "The user of this token is not active.");
		this.page.focused("current-password");
	}

	/**
	 * A login by e-mail changes nothing any more once an app is set up.
	 */
	private void loginByApp(String username, AuthenticatorApp app) {
		this.page.awaitText(STATUS, "The authenticator app is set up.");
		this.page.logOut();
		enterPassword(username);
		this.page.enterCode(app.freshCode());
		this.page.await(SESSION);
	}

	private String spaced(String code) {
		return code.substring(0, 3) + " " + code.substring(3);
	}

	private void answerOnce(String path, Map<String, Object> problem) {
		this.page.run("""
				const real = window.fetch;
				const [wanted, problem] = arguments;
				window.fetch = async (path, options) => {
				  if (path !== wanted) {
				    return real(path, options);
				  }
				  window.fetch = real;
				  return new Response(JSON.stringify(problem), { status: problem.status });
				};
				""", path, problem);
	}

}
