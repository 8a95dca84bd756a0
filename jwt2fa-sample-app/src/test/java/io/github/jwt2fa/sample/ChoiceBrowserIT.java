package io.github.jwt2fa.sample;

import java.time.Duration;
import java.util.Locale;

import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other ways that the page offers at a login, and "send it again".
 */
class ChoiceBrowserIT extends BrowserTest {

	private static final By OTHER_WAYS = By.id("other-ways");

	@Test
	void loginWhenOtherWaysThenOnePasswordIsEnoughForAll() {
		enterPassword(newUser("carla"));
		this.page.await(By.id("code"));
		assertThat(this.page.shows(OTHER_WAYS)).as("another way beside a mailed code alone").isFalse();
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(By.id("set-up"));
		this.page.click(By.id("set-up"));
		AuthenticatorApp app = this.page.appWithQrCode();
		this.page.confirmWithRecoveryCodes(app.freshCode());
		String recoveryCode = this.page.recoveryCodes().get(0);
		this.page.click(By.id("codes-kept"));
		this.page.awaitText(STATUS, "The authenticator app is set up.");
		this.page.logOut();
		enterPassword("carla");
		this.page.enterCode(app.freshCode());
		this.page.changeMethod("code-sender");
		this.page.awaitText(STATUS, "The method is changed");
		this.page.logOut();

		enterPassword("carla");
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
		this.page.await(SESSION);
		this.page.logOut();

		enterPassword("carla");
		this.page.chooseWay("recovery-code");
		this.page.enterRecoveryCode(recoveryCode.toLowerCase(Locale.ROOT).replace("-", " "));
		this.page.awaitText(STATUS, "You have 3 recovery codes left.");
	}

	@Test
	void sendAgainWhenItsTimeThenNewCodeLogsIn() {
		enterPassword(newUser("chris"));
		String first = this.page.codeFromInbox();
		this.page.await(By.cssSelector("#send-again[aria-disabled=true]"));
		assertThat(this.page.text(By.id("resend-timer"))).matches("0:[0-3]\\d");
		this.page.element(By.id("send-again")).sendKeys(Keys.ENTER);
		this.page.awaitText(ALERT, "A code can be sent again in ");
		this.page.focused("send-again");
		this.page.advance(Duration.ofSeconds(31));
		this.page.await(By.cssSelector("#send-again[aria-disabled=false]"));
		this.page.element(By.id("send-again")).sendKeys(Keys.ENTER);
		this.page.awaitText(STATUS, "A new code is on its way to you.");
		this.page.focused("one-time-code");
		this.page.await(By.cssSelector("#send-again[aria-disabled=true]"));
		String second = this.page.codeFromInbox();
		assertThat(second).isNotEqualTo(first);
		this.page.enterCode(second);
		this.page.await(SESSION);
	}

}
