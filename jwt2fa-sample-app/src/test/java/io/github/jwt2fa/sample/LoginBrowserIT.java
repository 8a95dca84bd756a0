package io.github.jwt2fa.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import org.springframework.beans.factory.annotation.Value;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page's login with an e-mailed code.
 */
@TestPropertySource(properties = "jwt2fa.auth-token-retry-wait-time=15s")
class LoginBrowserIT extends BrowserTest {

	@Value("${jwt2fa.cookies.prefix:}")
	private String cookiesPrefix;

	@Test
	void loginWhenCodeFromInboxThenTokensAreShownAndWork() {
		this.page.enterPassword("alice", "alice-password");
		this.page.enterCode(this.page.codeOnInboxPage());

		this.page.await(SESSION);
		assertThat(this.page.text(By.cssSelector("#access-token tbody"))).contains("token_type access")
			.contains("user_id alice");
		assertThat(this.page.text(By.cssSelector("#access-token [role=timer]"))).matches("(5:00|4:\\d\\d)");
		assertThatTheRefreshTokenIsKept();

		this.page.click(By.id("call-me"));
		this.page.awaitText(STATUS, "/api/me answers {\"username\":\"alice\"}");

		String firstToken = this.page.token();
		String refreshToken = this.page.refreshToken();
		this.page.click(By.id("refresh"));
		this.page.awaitText(STATUS, "There ");
		assertThat(this.page.token()).isNotEqualTo(firstToken);
		assertThat(this.page.refreshToken()).isNotEqualTo(refreshToken);

		this.page.click(By.id("verify"));
		this.page.awaitText(STATUS, "The access token is valid.");
		assertThat(this.page.text(ALERT)).isEmpty();

		refreshToken = this.page.refreshToken();
		this.page.click(By.id("log-out"));
		this.page.awaitText(STATUS, "You are logged out.");
		assertThat(this.page.shows(By.id("password"))).isTrue();
		assertThat(this.page.shows(By.className("token"))).isFalse();
		assertThat(refresh(refreshToken)).isEqualTo(401);
	}

	private void assertThatTheRefreshTokenIsKept() {
		if (this.cookiesPrefix.isEmpty()) {
			// on the page, for all to see: no real one does that
			assertThat(this.page.text(By.cssSelector("#refresh-token tbody"))).contains("token_type refresh");
			assertThat(this.page.text(By.cssSelector("#refresh-token [role=timer]")))
				.matches("(24:00:00|23:59:\\d\\d)");
			assertThat(this.page.shows(By.id("kept-in-memory"))).isTrue();
			assertThat(this.page.cookie()).isNull();
			return;
		}
		Cookie cookie = this.page.cookie();
		assertThat(cookie.isHttpOnly()).isTrue();
		assertThat(cookie.isSecure()).isTrue();
		assertThat(cookie.getSameSite()).isEqualTo("Strict");
		assertThat(cookie.getPath()).isEqualTo("/");
		assertThat(cookie.getDomain()).isEqualTo("localhost");
		assertThat(Duration.between(Instant.now(), cookie.getExpiry().toInstant())).isCloseTo(Duration.ofDays(1),
				Duration.ofMinutes(1));
		assertThat(this.page.shows(By.id("refresh-token"))).isFalse();
		assertThat(this.page.shows(By.id("kept-in-cookie"))).isTrue();
		assertThat(this.page.shows(By.id("kept-in-memory"))).isFalse();
	}

	@Test
	void logOutEverywhereWhenTwoSessionsThenBothAreOver() {
		this.page.enterPassword("alice", "alice-password");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(SESSION);
		String first = this.page.refreshToken();
		this.page.open();
		this.page.enterPassword("alice", "alice-password");
		this.page.enterCode(this.page.codeFromInbox());
		this.page.await(SESSION);
		String second = this.page.refreshToken();
		this.page.click(By.id("log-out-everywhere"));
		this.page.awaitText(STATUS, "You are logged out everywhere.");
		assertThat(refresh(first)).isEqualTo(401);
		assertThat(refresh(second)).isEqualTo(401);
	}

	private int refresh(String token) {
		return this.client.post("/auth/refresh/", Map.of("refresh", token)).statusCode();
	}

	@Test
	void loginWhenKeyboardAloneThenFocusLeadsFromStepToStep() {
		this.page.element(By.id("username")).sendKeys("bob", Keys.TAB);
		this.page.focused("current-password").sendKeys("bob-password", Keys.ENTER);
		String code = this.page.codeFromInbox();
		this.page.focused("one-time-code").sendKeys(code, Keys.ENTER);
		this.page.await(SESSION);
		this.page.focused("session-heading").sendKeys(Keys.TAB);
		this.page.focused("call-me").sendKeys(Keys.ENTER);
		this.page.awaitText(STATUS, "{\"username\":\"bob\"}");
	}

	@Test
	void loginWhenWrongPasswordThenIsToldInWords() {
		this.page.enterPassword("alice", "bob-password");
		this.page.awaitText(ALERT, "Check the username and the password.");
		this.page.focused("current-password");
	}

	@Test
	void loginWhenEmptyFieldsThenAreToldNextToThem() {
		this.page.click(By.cssSelector("#password-form button"));
		this.page.awaitText(ALERT, "Username: ");
		for (String id : new String[] { "username", "current-password" }) {
			WebElement input = this.page.element(By.id(id));
			assertThat(input.getDomAttribute("aria-invalid")).isEqualTo("true");
			assertThat(this.page.text(By.id(input.getDomAttribute("aria-describedby")))).isNotEmpty();
		}
		this.page.focused("username");

		this.page.enterPassword("alice", "alice-password");
		this.page.await(By.id("code"));
		this.page.click(By.cssSelector("#code-form button"));
		this.page.awaitText(ALERT, "Code: ");
		assertThat(this.page.text(By.id("one-time-code-error"))).isNotEmpty();
	}

	@Test
	void loginWhenWrongCodesTooFastThenEachIsToldInWords() {
		this.page.enterPassword("bob", "bob-password");
		this.page.enterCode("wrong");
		this.page.awaitText(ALERT, "Check the code and type it again.");
		this.page.focused("one-time-code");
		this.page.enterCode("wrong again");
		this.page.awaitText(ALERT, "Try again in ");
	}

	@Test
	void pageWhenUsersToTryThenFillTheForm() {
		this.page.await(By.id("demo-users"));
		assertThat(this.page.text(By.id("demo-users"))).contains("alice-password").contains("bob@example.com");
		this.page.click(By.cssSelector("[aria-label='Fill in alice']"));
		this.page.click(By.cssSelector("#password-form button"));
		this.page.await(By.id("code"));
	}

}
