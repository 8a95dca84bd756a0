package io.github.jwt2fa.sample;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Passkeys as a second factor, in a browser with an authenticator.
 */
@TestPropertySource(properties = { "jwt2fa.passkey.login=false", "sample.transfer-max-age=5s" })
class PasskeyBrowserIT extends BrowserTest {

	private static final By PASSKEYS = By.id("passkeys");

	private VirtualAuthenticator authenticator;

	@BeforeEach
	void plugInAuthenticator() {
		this.authenticator = this.page.plugInAuthenticator();
	}

	@Test
	void passkeyWhenSecondFactorThenLogsInUntilRemoved() {
		logIn("alice");
		this.page.await(By.id("no-passkeys"));
		assertThat(this.page.shows(By.id("passkey-login"))).isFalse();
		this.page.addPasskey("laptop");
		this.page.awaitText(STATUS, "The passkey is set up.");
		this.page.focused("factor-heading");
		this.page.awaitText(PASSKEYS, "laptop");
		assertThat(this.page.text(PASSKEYS)).contains("not used yet");
		this.page.awaitText(By.id("factor-method"), "Passkey");
		this.page.logOut();

		enterPassword("alice");
		this.page.focused("use-passkey");
		this.page.element(By.id("use-passkey")).sendKeys(Keys.ENTER);
		this.page.await(SESSION);
		assertThat(this.page.text(By.cssSelector("#access-token tbody"))).containsPattern("amr .*pop");
		this.page.awaitText(PASSKEYS, "last used");

		this.page.awaitTrue("document.querySelector('#access-token [role=timer]').textContent < '4:54'");
		this.page.fill(By.id("transfer-to"), "carol");
		this.page.fill(By.id("transfer-amount"), "12");
		this.page.click(By.id("transfer-button"));
		this.page.await(By.id("step-up"));
		this.page.focused("use-passkey").sendKeys(Keys.ENTER);
		this.page.awaitText(STATUS, "Transferred: 12 to carol.");

		this.page.addPasskey("laptop again");
		this.page.awaitText(ALERT, "This device has a passkey of yours already.");
		this.page.click(By.id("passkey-cancel"));
		this.page.focused("add-passkey");

		By remove = By.cssSelector("[aria-label='Remove the passkey laptop']");
		this.page.element(remove).sendKeys(Keys.ENTER);
		this.page.awaitText(By.id("removal"), "Remove the passkey “laptop”?");
		this.page.focused("removal-heading").sendKeys(Keys.ESCAPE);
		this.page.awaitGone(By.id("removal"));
		assertThat(this.page.run("return document.activeElement.textContent")).isEqualTo("Remove");
		this.page.click(remove);
		this.page.await(By.id("removal"));
		this.page.click(By.cssSelector("#removal-form .primary"));
		this.page.awaitText(STATUS, "Removed: the passkey “laptop”.");
		this.page.await(By.id("no-passkeys"));
		this.page.focused("factor-heading");
		this.page.awaitText(By.id("factor-method"), "Code by e-mail");
	}

	@Test
	void passkeyWhenBrowserRefusesThenIsToldInWords() {
		logIn("bob");
		this.page.await(By.id("add-passkey"));
		this.page.run("navigator.credentials.create = () => Promise.reject(new DOMException('', 'NotAllowedError'))");
		this.page.addPasskey("");
		this.page.awaitText(ALERT, "No passkey was used: it was cancelled, took too long");
		this.page.run("delete navigator.credentials.create");
		this.page.click(By.cssSelector("#passkey-form .primary"));
		this.page.awaitText(PASSKEYS, "Passkey without a name");
		this.page.logOut();

		enterPassword("bob");
		this.page.await(By.id("use-passkey"));
		this.authenticator.removeAllCredentials();
		this.page.run("navigator.credentials.get = () => Promise.reject(new DOMException('', 'SecurityError'))");
		this.page.click(By.id("use-passkey"));
		this.page.awaitText(ALERT, "Passkeys of localhost can’t be used at this address, localhost.");
		this.page.click(By.id("start-again"));
		this.page.focused("current-password");
		// a browser without them says what it can do, and that is not enough here
		this.page.run("PublicKeyCredential.parseCreationOptionsFromJSON = undefined");
		enterPassword("bob");
		this.page.awaitText(ALERT, "This browser can’t do what you have set up.");
	}

}
