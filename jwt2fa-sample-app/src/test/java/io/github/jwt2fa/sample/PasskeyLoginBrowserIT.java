package io.github.jwt2fa.sample;

import java.nio.file.Path;

import io.github.jwt2fa.method.passkey.PasskeyRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Passkeys as the whole login, by the button and in the autofill of the name.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:passkey-login-browser;DB_CLOSE_DELAY=-1",
				"jwt2fa.code-token-throttle-rate=none", "jwt2fa.auth-token-retry-wait-time=0s" })
class PasskeyLoginBrowserIT {

	private static final int PORT = Instance.freePort();

	private static final By ALERT = By.id("alert");

	private static final By BUTTON = By.id("passkey-login");

	@Autowired
	private PasskeyRepository passkeys;

	private LoginPage page;

	private VirtualAuthenticator authenticator;

	@DynamicPropertySource
	static void port(DynamicPropertyRegistry registry) {
		registry.add("server.port", () -> PORT);
		registry.add("jwt2fa.passkey.allowed-origins", () -> "http://localhost:" + PORT);
	}

	@BeforeEach
	void open(@TempDir Path profile) {
		this.page = new LoginPage(PORT, profile);
		this.authenticator = this.page.plugInAuthenticator();
	}

	@AfterEach
	void close() {
		this.page.close();
	}

	@Test
	void loginWhenAutofillThenNothingIsTyped() {
		login("alice");
		this.page.addPasskey("laptop");
		this.page.awaitText(By.id("passkeys"), "laptop");
		this.page.open();
		// picks the passkey that the field offers, without a click
		this.page.await(By.id("session"));
		assertThat(this.page.text(By.cssSelector("#access-token tbody"))).contains("user_id alice")
			.containsPattern("amr .*pop")
			.doesNotContainPattern("amr .*pwd");
	}

	@Test
	void loginWhenButtonThenPasskeyIsAskedForAndUnknownOneIsToldInWords() {
		login("bob");
		this.page.addPasskey("laptop");
		this.page.awaitText(By.id("passkeys"), "laptop");
		this.page.run("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
		this.page.logOut();
		this.page.await(BUTTON);
		this.page.element(BUTTON).sendKeys(Keys.ENTER);
		this.page.await(By.id("session"));
		this.page.focused("session-heading");
		assertThat(this.page.text(By.cssSelector("#access-token tbody"))).contains("user_id bob");
		this.page.logOut();

		this.passkeys.deleteByUserId("bob");
		this.page.await(BUTTON);
		this.page.click(BUTTON);
		this.page.awaitText(ALERT, "This passkey is not known here.");
		assertThat(this.page.text(ALERT)).contains("password manager");
		this.authenticator.removeAllCredentials();
		this.page.click(BUTTON);
		this.page.awaitText(ALERT, "No passkey was used: it was cancelled, took too long, or there is none");
	}

	private void login(String username) {
		this.page.enterPassword(username, username + "-password");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(By.id("session"));
	}

}
