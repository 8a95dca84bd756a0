package io.github.jwt2fa.sample;

import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page tells of a policy that is going to be in force.
 */
@TestPropertySource(properties = { "jwt2fa.policy.required.ROLE_USER=totp", "jwt2fa.policy.from=2099-03-01T12:00:00Z" })
class PolicyBrowserIT extends BrowserTest {

	private static final By REQUIRED = By.id("factor-required");

	@Test
	void factorsWhenSomethingWillBeRequiredThenPageTellsFromWhenOn() {
		logIn("alice");
		this.page.awaitText(REQUIRED, "Set that up before.");
		assertThat(this.page.text(REQUIRED)).contains("From Mar 1, 2099",
				"you log in by “Code of an authenticator app” alone");
		this.page.click(By.id("set-up"));
		this.page.await(By.id("setup"));
		AuthenticatorApp app = this.page.appWithQrCode();
		this.page.confirm(app.freshCode());
		this.page.awaitText(REQUIRED, "You are ready for that.");
	}

}
