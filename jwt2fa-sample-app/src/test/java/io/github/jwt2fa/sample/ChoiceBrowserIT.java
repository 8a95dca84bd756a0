package io.github.jwt2fa.sample;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other ways that the page offers at a login, and "send it again".
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:choice-browser;DB_CLOSE_DELAY=-1",
				"jwt2fa.code-token-throttle-rate=none", "jwt2fa.auth-token-retry-wait-time=0s" })
class ChoiceBrowserIT {

	private static final By ALERT = By.id("alert");

	private static final By OTHER_WAYS = By.id("other-ways");

	private LoginPage page;

	@BeforeEach
	void open(@LocalServerPort int port, @TempDir Path profile) {
		this.page = new LoginPage(port, profile);
	}

	@AfterEach
	void close() {
		this.page.close();
	}

	@Test
	void loginWhenOtherWaysThenOnePasswordIsEnoughForAll() {
		this.page.enterPassword("alice", "alice-password");
		this.page.await(By.id("code"));
		assertThat(this.page.shows(OTHER_WAYS)).as("another way beside a mailed code alone").isFalse();
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(By.id("set-up"));
		this.page.click(By.id("set-up"));
		AuthenticatorApp app = AuthenticatorApp.scanned(this.page.readQrCode(), Clock.systemUTC());
		this.page.confirmWithRecoveryCodes(app.freshCode());
		String recoveryCode = this.page.recoveryCodes().get(0);
		this.page.click(By.id("codes-kept"));
		this.page.awaitText(By.id("status"), "The authenticator app is set up.");
		this.page.logOut();
		this.page.enterPassword("alice", "alice-password");
		this.page.enterCode(app.freshCode());
		this.page.changeMethod("code-sender");
		this.page.awaitText(By.id("status"), "The method is changed");
		this.page.logOut();

		this.page.enterPassword("alice", "alice-password");
		this.page.awaitText(By.id("code"), "sent to you by e-mail");
		String mailed = this.page.codeFromInbox();
		this.page.chooseWay("totp");
		this.page.awaitText(By.id("code"), "that your authenticator app shows");
		this.page.focused("one-time-code");
		assertThat(this.page.shows(By.id("send-again"))).as("an app's code sent again").isFalse();
		this.page.enterCode(app.wrongCode());
		this.page.awaitText(ALERT, "Check the code and type it again.");
		this.page.chooseWay("recovery-code");
		this.page.focused("recovery-code");
		this.page.enterRecoveryCode("nothing of this kind");
		this.page.awaitText(ALERT, "Check the code and type it again.");
		this.page.chooseWay("code-sender");
		this.page.awaitText(By.id("resend"), "possible in 0:");
		this.page.enterCode(mailed);
		this.page.await(By.id("session"));
		this.page.logOut();

		this.page.enterPassword("alice", "alice-password");
		this.page.chooseWay("recovery-code");
		this.page.enterRecoveryCode(recoveryCode.toLowerCase(Locale.ROOT).replace("-", " "));
		this.page.awaitText(By.id("status"), "You have 9 recovery codes left.");
	}

	@Test
	void sendAgainWhenItsTimeThenNewCodeLogsIn() {
		this.page.enterPassword("bob", "bob-password");
		String first = this.page.codeFromInbox();
		this.page.await(By.cssSelector("#send-again[aria-disabled=true]"));
		assertThat(this.page.text(By.id("resend-timer"))).matches("0:[0-3]\\d");
		this.page.element(By.id("send-again")).sendKeys(Keys.ENTER);
		this.page.awaitText(ALERT, "A code can be sent again in ");
		this.page.focused("send-again");
		this.page.await(By.cssSelector("#send-again[aria-disabled=false]"), Duration.ofSeconds(60));
		this.page.element(By.id("send-again")).sendKeys(Keys.ENTER);
		this.page.awaitText(By.id("status"), "A new code is on its way to you.");
		this.page.focused("one-time-code");
		this.page.await(By.cssSelector("#send-again[aria-disabled=true]"));
		String second = this.page.codeFromInbox();
		assertThat(second).isNotEqualTo(first);
		this.page.enterCode(second);
		this.page.await(By.id("session"));
	}

}
