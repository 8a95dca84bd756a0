package io.github.jwt2fa.sample;

import io.github.jwt2fa.method.passkey.PasskeyRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Passkeys as the whole login, by the button and in the autofill of the name.
 */
class PasskeyLoginBrowserIT extends BrowserTest {

	private static final By BUTTON = By.id("passkey-login");

	@Autowired
	private PasskeyRepository passkeys;

	private VirtualAuthenticator authenticator;

	@BeforeEach
	void plugInAuthenticator() {
		this.authenticator = this.page.plugInAuthenticator();
	}

	@Test
	void loginWhenAutofillThenNothingIsTyped() {
		logIn(newUser("paula"));
		this.page.addPasskey("laptop");
		this.page.awaitText(By.id("passkeys"), "laptop");
		this.page.open();
		// picks the passkey that the field offers, without a click
		this.page.await(SESSION);
		assertThat(this.page.text(By.cssSelector("#access-token tbody"))).contains("user_id paula")
			.containsPattern("amr .*pop")
			.doesNotContainPattern("amr .*pwd");
	}

	@Test
	void loginWhenButtonThenPasskeyIsAskedForAndUnknownOneIsToldInWords() {
		logIn(newUser("pete"));
		this.page.addPasskey("laptop");
		this.page.awaitText(By.id("passkeys"), "laptop");
		this.page.run("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
		this.page.logOut();
		this.page.await(BUTTON);
		this.page.element(BUTTON).sendKeys(Keys.ENTER);
		this.page.await(SESSION);
		this.page.focused("session-heading");
		assertThat(this.page.text(By.cssSelector("#access-token tbody"))).contains("user_id pete");
		this.page.logOut();

		this.passkeys.deleteByUserId("pete");
		this.page.await(BUTTON);
		this.page.click(BUTTON);
		this.page.awaitText(ALERT, "This passkey is not known here.");
		assertThat(this.page.text(ALERT)).contains("password manager");
		this.authenticator.removeAllCredentials();
		this.page.click(BUTTON);
		this.page.awaitText(ALERT, "No passkey was used: it was cancelled, took too long, or there is none");
	}

}
