package io.github.jwt2fa.sample;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page where nothing but a passkey is enough.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
		properties = { "spring.datasource.url=jdbc:h2:mem:enrollment-browser;DB_CLOSE_DELAY=-1",
				"jwt2fa.code-token-throttle-rate=none", "jwt2fa.auth-token-retry-wait-time=0s",
				"jwt2fa.trusted-2fa-methods=passkey", "jwt2fa.passkey.login=false" })
class EnrollmentBrowserIT {

	private static final int PORT = Instance.freePort();

	private static final By ALERT = By.id("alert");

	private static final By ENROLL = By.id("enroll-passkey");

	private LoginPage page;

	@DynamicPropertySource
	static void port(DynamicPropertyRegistry registry) {
		registry.add("server.port", () -> PORT);
		registry.add("jwt2fa.passkey.allowed-origins", () -> "http://localhost:" + PORT);
	}

	@BeforeEach
	void open(@TempDir Path profile) {
		this.page = new LoginPage(PORT, profile);
		this.page.plugInAuthenticator();
	}

	@AfterEach
	void close() {
		this.page.close();
	}

	@Test
	void loginWhenPasskeyIsRequiredThenIsSetUpWithEnrollmentTokenAndStays() {
		this.page.enterPassword("alice", "alice-password");
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
		assertThat(this.page.recoveryCodes()).hasSize(10);
		this.page.click(By.id("codes-kept"));
		this.page.awaitText(By.id("status"), "Log in again, with it.");

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
