package io.github.jwt2fa.sample;

import java.time.Duration;
import java.util.Map;

import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page where an authenticator app is required, and changes need a recent login.
 */
@TestPropertySource(properties = "jwt2fa.trusted-2fa-methods=totp")
class TotpRequiredBrowserIT extends BrowserTest {

	private static final By ENROLL = By.id("enroll");

	@Test
	void loginWhenAppIsRequiredThenIsSetUpWithEnrollmentToken() {
		enterPassword("alice");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(ENROLL);
		this.page.focused("enrollment-heading");
		this.page.click(ENROLL);
		this.page.await(By.id("setup"));
		this.page.click(By.id("setup-cancel"));
		this.page.focused("enroll").click();
		AuthenticatorApp app = this.page.appWithQrCode();
		this.page.confirm(app.wrongCode());
		this.page.awaitText(By.id("first-code-error"), "The code is wrong");
		this.page.confirm(app.freshCode());
		this.page.awaitText(STATUS, "Log in again, with the code that it shows.");
		this.page.focused("current-password");

		enterPassword("alice");
		this.page.enterCode(app.freshCode());
		this.page.awaitText(By.id("factor-app"), "set up");
		assertThat(this.page.shows(By.id("method-form"))).as("a choice of one").isFalse();
		this.page.offerMethod("code-sender");
		this.page.changeMethod("code-sender");
		this.page.awaitText(ALERT, "This method is not enough to log in here.");

		this.clock.advance(Duration.ofMinutes(15));
		this.page.awaitText(By.id("factor-app"), "set up");
		this.page.click(By.id("set-up"));
		this.page.awaitText(ALERT, "This needs a recent login");
		this.page.focused("current-password");
		assertThat(this.page.element(By.id("username")).getDomProperty("value")).isEqualTo("alice");
	}

	@Test
	void enrollWhenAppWasSetUpMeanwhileThenIsToldInWords() {
		enterPassword("bob");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(ENROLL);

		String codeToken = this.client.read(this.client.getCode("bob", "bob-password")).get("token").asString();
		String code = this.client.codeIn(this.client.newestMail("bob@example.com"));
		String[] bearer = { "Authorization",
				"Bearer " + this.client.read(this.client.auth(codeToken, code)).get("enrollment_token").asString() };
		JsonNode setup = this.client.read(this.client.post("/auth/totp/setup/", Map.of(), bearer));
		AuthenticatorApp app = AuthenticatorApp.scanned(setup.get("provisioning_uri").asString(), this.clock);
		assertThat(this.client.post("/auth/totp/confirm/", Map.of("code", app.freshCode()), bearer).statusCode())
			.isEqualTo(200);

		this.page.click(ENROLL);
		this.page.awaitText(ALERT, "An authenticator app is set up already.");
		this.page.focused("current-password");
	}

}
