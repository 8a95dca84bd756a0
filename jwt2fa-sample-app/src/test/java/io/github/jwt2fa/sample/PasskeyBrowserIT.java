package io.github.jwt2fa.sample;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Passkeys as a second factor, in a browser with an authenticator.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:passkey-browser;DB_CLOSE_DELAY=-1",
				"jwt2fa.code-token-throttle-rate=none", "jwt2fa.auth-token-retry-wait-time=0s",
				"jwt2fa.passkey.login=false", "sample.transfer-max-age=5s" })
class PasskeyBrowserIT {

	private static final int PORT = Instance.freePort();

	private static final By ALERT = By.id("alert");

	private static final By STATUS = By.id("status");

	private static final By PASSKEYS = By.id("passkeys");

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
	void passkeyWhenSecondFactorThenLogsInUntilRemoved() {
		this.page.enterPassword("alice", "alice-password");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(By.id("no-passkeys"));
		assertThat(this.page.shows(By.id("passkey-login"))).isFalse();
		this.page.addPasskey("laptop");
		this.page.awaitText(STATUS, "The passkey is set up.");
		this.page.focused("factor-heading");
		this.page.awaitText(PASSKEYS, "laptop");
		assertThat(this.page.text(PASSKEYS)).contains("not used yet");
		this.page.awaitText(By.id("factor-method"), "Passkey");
		this.page.logOut();

		this.page.enterPassword("alice", "alice-password");
		this.page.focused("use-passkey");
		this.page.element(By.id("use-passkey")).sendKeys(Keys.ENTER);
		this.page.await(By.id("session"));
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
		this.page.enterPassword("bob", "bob-password");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(By.id("add-passkey"));
		this.page.run("navigator.credentials.create = () => Promise.reject(new DOMException('', 'NotAllowedError'))");
		this.page.addPasskey("");
		this.page.awaitText(ALERT, "No passkey was used: it was cancelled, took too long");
		this.page.run("delete navigator.credentials.create");
		this.page.click(By.cssSelector("#passkey-form .primary"));
		this.page.awaitText(PASSKEYS, "Passkey without a name");
		this.page.logOut();

		this.page.enterPassword("bob", "bob-password");
		this.page.await(By.id("use-passkey"));
		this.authenticator.removeAllCredentials();
		this.page.run("navigator.credentials.get = () => Promise.reject(new DOMException('', 'SecurityError'))");
		this.page.click(By.id("use-passkey"));
		this.page.awaitText(ALERT, "Passkeys of localhost can’t be used at this address, localhost.");
		this.page.click(By.id("start-again"));
		this.page.focused("current-password");
		// a browser without them says what it can do, and that is not enough here
		this.page.run("PublicKeyCredential.parseCreationOptionsFromJSON = undefined");
		this.page.enterPassword("bob", "bob-password");
		this.page.awaitText(ALERT, "This browser can’t do what you have set up.");
	}

}
