package io.github.jwt2fa.sample;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page where an authenticator app is required, and changes need a login that is a few
 * seconds old at most.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:totp-required;DB_CLOSE_DELAY=-1",
				"jwt2fa.code-token-throttle-rate=none", "jwt2fa.auth-token-retry-wait-time=0s",
				"jwt2fa.trusted-2fa-methods=totp", "jwt2fa.sensitive-change-max-age=10s" })
class TotpRequiredBrowserIT {

	private static final By ALERT = By.id("alert");

	private static final By ENROLL = By.id("enroll");

	private SampleClient client;

	private LoginPage page;

	@BeforeEach
	void open(@LocalServerPort int port, @TempDir Path profile) {
		this.client = new SampleClient(port);
		this.page = new LoginPage(port, profile);
	}

	@AfterEach
	void close() {
		this.page.close();
	}

	@Test
	void loginWhenAppIsRequiredThenIsSetUpWithEnrollmentToken() throws InterruptedException {
		this.page.enterPassword("alice", "alice-password");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(ENROLL);
		this.page.focused("enrollment-heading");
		this.page.click(ENROLL);
		this.page.await(By.id("setup"));
		this.page.click(By.id("setup-cancel"));
		this.page.focused("enroll").click();
		AuthenticatorApp app = AuthenticatorApp.scanned(this.page.readQrCode(), Clock.systemUTC());
		this.page.confirm(app.wrongCode());
		this.page.awaitText(By.id("first-code-error"), "The code is wrong");
		this.page.confirm(app.freshCode());
		this.page.awaitText(By.id("status"), "Log in again, with the code that it shows.");
		this.page.focused("current-password");

		this.page.enterPassword("alice", "alice-password");
		this.page.enterCode(app.freshCode());
		this.page.awaitText(By.id("factor-app"), "set up");
		assertThat(this.page.shows(By.id("method-form"))).as("a choice of one").isFalse();
		this.page.offerMethod("code-sender");
		this.page.changeMethod("code-sender");
		this.page.awaitText(ALERT, "This method is not enough to log in here.");

		Thread.sleep(10_500);
		this.page.awaitText(By.id("factor-app"), "set up");
		this.page.click(By.id("set-up"));
		this.page.awaitText(ALERT, "This needs a recent login");
		this.page.focused("current-password");
		assertThat(this.page.element(By.id("username")).getDomProperty("value")).isEqualTo("alice");
	}

	@Test
	void enrollWhenAppWasSetUpMeanwhileThenIsToldInWords() {
		this.page.enterPassword("bob", "bob-password");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(ENROLL);

		String codeToken = this.client.read(this.client.getCode("bob", "bob-password")).get("token").asString();
		String code = this.client.codeIn(this.client.newestMail("bob@example.com"));
		String[] bearer = { "Authorization",
				"Bearer " + this.client.read(this.client.auth(codeToken, code)).get("enrollment_token").asString() };
		JsonNode setup = this.client.read(this.client.post("/auth/totp/setup/", Map.of(), bearer));
		AuthenticatorApp app = AuthenticatorApp.scanned(setup.get("provisioning_uri").asString(), Clock.systemUTC());
		assertThat(this.client.post("/auth/totp/confirm/", Map.of("code", app.freshCode()), bearer).statusCode())
			.isEqualTo(200);

		this.page.click(ENROLL);
		this.page.awaitText(ALERT, "An authenticator app is set up already.");
		this.page.focused("current-password");
	}

}
