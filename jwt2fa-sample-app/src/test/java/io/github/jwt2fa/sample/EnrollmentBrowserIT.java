package io.github.jwt2fa.sample;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page where nothing but a passkey is enough.
 */
@TestPropertySource(properties = { "jwt2fa.trusted-2fa-methods=passkey", "jwt2fa.passkey.login=false" })
class EnrollmentBrowserIT extends BrowserTest {

	private static final By ENROLL = By.id("enroll-passkey");

	@BeforeEach
	void plugInAuthenticator() {
		this.page.plugInAuthenticator();
	}

	@Test
	void loginWhenPasskeyIsRequiredThenIsSetUpWithEnrollmentTokenAndStays() {
		enterPassword("alice");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.focused("enrollment-heading");
		this.page.await(ENROLL);
		assertThat(this.page.shows(By.id("enroll"))).as("an app that is not enough").isFalse();
		this.page.click(ENROLL);
		this.page.focused("passkey-label");
		this.page.click(By.id("passkey-cancel"));
		this.page.focused("enroll-passkey").click();
		this.page.focused("passkey-label").sendKeys("key");
		this.page.click(By.cssSelector("#passkey-form .primary"));
		assertThat(this.page.recoveryCodes()).hasSize(4);
		this.page.click(By.id("codes-kept"));
		this.page.awaitText(STATUS, "Log in again, with it.");

		this.page.focused("current-password").sendKeys("alice-password");
		this.page.click(By.cssSelector("#password-form .primary"));
		this.page.focused("use-passkey").click();
		this.page.awaitText(By.id("passkeys"), "key");
		this.page.click(By.cssSelector("[aria-label='Remove the passkey key']"));
		this.page.await(By.id("removal"));
		this.page.click(By.cssSelector("#removal-form .primary"));
		this.page.awaitText(ALERT, "This is the last factor that is enough to log in here.");
		this.page.focused("factor-heading");
		this.page.awaitText(By.id("passkeys"), "key");
	}

}
