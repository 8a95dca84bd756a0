package io.github.jwt2fa.sample;

import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dialog before a transfer of money whose second factor is older than a few seconds.
 */
@TestPropertySource(properties = "sample.transfer-max-age=10s")
class StepUpBrowserIT extends BrowserTest {

	private static final By DIALOG = By.id("step-up");

	private static final By DIALOG_ALERT = By.cssSelector("#step-up [role=alert]");

	@Test
	void transferWhenFactorIsOldThenDialogAsksForItAndTransferIsMade() {
		logIn("alice");
		AuthenticatorApp app = this.page.enroll(By.id("set-up"));
		this.page.awaitText(STATUS, "The authenticator app is set up.");
		this.page.logOut();
		enterPassword("alice");
		this.page.enterCode(app.freshCode());
		this.page.await(By.id("transfer-form"));
		transfer("carol", "nothing");
		this.page.awaitText(ALERT, "the amount as a number");
		transfer("carol", "12.75");
		this.page.awaitText(STATUS, "Transferred: 12.75 to carol.");

		// the rules of an application go by a clock of Spring Security's
		this.page.awaitTrue("document.querySelector('#access-token [role=timer]').textContent < '4:49'");
		transfer("dave", "100");
		this.page.await(DIALOG);
		this.page.focused("one-time-code").sendKeys(Keys.ESCAPE);
		this.page.awaitText(ALERT, "Nothing was done: you gave up.");
		this.page.focused("transfer-button");
		assertThat(this.page.shows(DIALOG)).isFalse();

		this.page.element(By.id("transfer-button")).sendKeys(Keys.ENTER);
		this.page.focused("one-time-code").sendKeys(app.wrongCode(), Keys.ENTER);
		this.page.awaitText(DIALOG_ALERT, "Check the code and type it again.");
		assertThat(this.page.shows(By.cssSelector("#ways [data-method=recovery-code]"))).isFalse();
		String session = this.page.refreshToken();
		this.page.focused("one-time-code").sendKeys(Keys.chord(Keys.CONTROL, "a"), app.freshCode(), Keys.ENTER);
		this.page.awaitText(STATUS, "Transferred: 100 to dave.");
		assertThat(this.page.shows(DIALOG)).isFalse();
		this.page.focused("transfer-heading");
		assertThat(this.page.refreshToken()).as("the session goes on").isEqualTo(session);
		assertThat(this.page.text(By.cssSelector("#access-token tbody"))).contains("amr_at {\"otp\":");
		transfer("erin", "1");
		this.page.awaitText(STATUS, "Transferred: 1 to erin.");
	}

	private void transfer(String to, String amount) {
		this.page.fill(By.id("transfer-to"), to);
		this.page.fill(By.id("transfer-amount"), amount);
		this.page.click(By.id("transfer-button"));
	}

}
