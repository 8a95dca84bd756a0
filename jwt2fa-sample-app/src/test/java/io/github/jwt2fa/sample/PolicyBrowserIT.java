package io.github.jwt2fa.sample;

import java.nio.file.Path;
import java.time.Clock;

import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page tells of a policy that is going to be in force.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:policy-browser;DB_CLOSE_DELAY=-1",
				"jwt2fa.policy.required.ROLE_USER=totp", "jwt2fa.policy.from=2099-03-01T12:00:00Z" })
class PolicyBrowserIT {

	private static final By REQUIRED = By.id("factor-required");

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
	void factorsWhenSomethingWillBeRequiredThenPageTellsFromWhenOn() {
		this.page.enterPassword("alice", "alice-password");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.awaitText(REQUIRED, "Set that up before.");
		assertThat(this.page.text(REQUIRED)).contains("From Mar 1, 2099",
				"you log in by “Code of an authenticator app” alone");
		this.page.click(By.id("set-up"));
		this.page.await(By.id("setup"));
		AuthenticatorApp app = AuthenticatorApp.scanned(this.page.readQrCode(), Clock.systemUTC());
		this.page.confirm(app.freshCode());
		this.page.awaitText(REQUIRED, "You are ready for that.");
	}

}
