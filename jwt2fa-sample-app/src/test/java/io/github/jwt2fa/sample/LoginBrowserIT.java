package io.github.jwt2fa.sample;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in Chromium. {@code -Dbrowser.binary} and {@code -Dwebdriver.chrome.driver}
 * name another browser and driver than Debian's.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "jwt2fa.code-token-throttle-rate=none", "jwt2fa.max-active-code-tokens-per-user=none",
				"jwt2fa.max-codes-sent-per-user=none", "jwt2fa.auth-token-retry-wait-time=15s" })
class LoginBrowserIT {

	private static final Pattern CODE = Pattern.compile("\\b[0-9]{7}\\b");

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@TempDir
	private Path profile;

	@LocalServerPort
	private int port;

	private WebDriver browser;

	@BeforeEach
	void open() {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(System.getProperty("browser.binary", "/usr/bin/chromium"));
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--user-data-dir=" + this.profile);
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(new File(System.getProperty("webdriver.chrome.driver", "/usr/bin/chromedriver")))
			.usingAnyFreePort()
			.build();
		this.browser = new ChromeDriver(service, options);
		this.browser.get(url("/"));
	}

	@AfterEach
	void close() {
		this.browser.quit();
	}

	@Test
	void loginWhenCodeFromInboxThenTokensAreShownAndWork() {
		enterPassword("alice", "alice-password");
		enterCode(codeFromInbox());

		await(By.id("session"));
		assertThat(text(By.cssSelector("#access-token tbody"))).contains("token_type access").contains("user_id alice");
		assertThat(text(By.cssSelector("#refresh-token tbody"))).contains("token_type refresh");
		assertThat(text(By.cssSelector("#access-token [role=timer]"))).matches("(5:00|4:\\d\\d)");
		assertThat(text(By.cssSelector("#refresh-token [role=timer]"))).matches("(24:00:00|23:59:\\d\\d)");

		click(By.id("call-me"));
		awaitText(By.id("status"), "/api/me answers {\"username\":\"alice\"}");

		String firstToken = token();
		click(By.id("refresh"));
		awaitText(By.id("status"), "There is");
		assertThat(token()).isNotEqualTo(firstToken);

		click(By.id("verify"));
		awaitText(By.id("status"), "The access token is valid.");
		assertThat(text(By.id("alert"))).isEmpty();

		click(By.id("log-out"));
		await(By.id("password"));
		assertThat(this.browser.findElements(By.className("token"))).isEmpty();
	}

	@Test
	void loginWhenKeyboardAloneThenFocusLeadsFromStepToStep() {
		this.browser.findElement(By.id("username")).sendKeys("bob", Keys.TAB);
		focused("current-password").sendKeys("bob-password", Keys.ENTER);
		String code = codeFromInbox();
		focused("one-time-code").sendKeys(code, Keys.ENTER);
		await(By.id("session"));
		focused("session-heading").sendKeys(Keys.TAB);
		focused("call-me").sendKeys(Keys.ENTER);
		awaitText(By.id("status"), "{\"username\":\"bob\"}");
	}

	@Test
	void loginWhenWrongPasswordThenIsToldInWords() {
		enterPassword("alice", "bob-password");
		awaitText(By.id("alert"), "Check the username and the password.");
		focused("current-password");
	}

	@Test
	void loginWhenEmptyFieldsThenAreToldNextToThem() {
		click(By.cssSelector("#password-form button"));
		awaitText(By.id("alert"), "Username: ");
		for (String id : new String[] { "username", "current-password" }) {
			WebElement input = this.browser.findElement(By.id(id));
			assertThat(input.getDomAttribute("aria-invalid")).isEqualTo("true");
			assertThat(text(By.id(input.getDomAttribute("aria-describedby")))).isNotEmpty();
		}
		focused("username");

		enterPassword("alice", "alice-password");
		await(By.id("code"));
		click(By.cssSelector("#code-form button"));
		awaitText(By.id("alert"), "Code: ");
		assertThat(text(By.id("code-error"))).isNotEmpty();
	}

	@Test
	void loginWhenWrongCodesTooFastThenEachIsToldInWords() {
		enterPassword("bob", "bob-password");
		enterCode("wrong");
		awaitText(By.id("alert"), "Check the code and type it again.");
		focused("one-time-code");
		enterCode("wrong again");
		awaitText(By.id("alert"), "Try again in ");
	}

	@Test
	void pageWhenUsersToTryThenFillTheForm() {
		await(By.id("demo-users"));
		assertThat(text(By.id("demo-users"))).contains("alice-password").contains("bob@example.com");
		click(By.cssSelector("[aria-label='Fill in alice']"));
		click(By.cssSelector("#password-form button"));
		await(By.id("code"));
	}

	private void enterPassword(String username, String password) {
		fill(By.id("username"), username);
		fill(By.id("current-password"), password);
		click(By.cssSelector("#password-form button"));
	}

	private void enterCode(String code) {
		await(By.id("code"));
		fill(By.id("one-time-code"), code);
		click(By.cssSelector("#code-form button"));
	}

	private String codeFromInbox() {
		// only now has the mail arrived
		await(By.id("code"));
		String page = this.browser.getWindowHandle();
		this.browser.switchTo().newWindow(WindowType.TAB).get(url("/inbox"));
		Matcher matcher = CODE.matcher(text(By.cssSelector(".mail .text")));
		assertThat(matcher.find()).as("a code in the newest mail").isTrue();
		this.browser.close();
		this.browser.switchTo().window(page);
		return matcher.group();
	}

	private String token() {
		return this.browser.findElement(By.cssSelector("#access-token pre")).getDomProperty("textContent");
	}

	private void fill(By field, String text) {
		WebElement input = this.browser.findElement(field);
		input.clear();
		input.sendKeys(text);
	}

	private void click(By button) {
		this.browser.findElement(button).click();
	}

	private String text(By element) {
		return this.browser.findElement(element).getText();
	}

	private WebElement focused(String id) {
		WebElement element = this.browser.findElement(By.id(id));
		waiting().until((browser) -> browser.switchTo().activeElement().equals(element));
		return element;
	}

	private void await(By element) {
		waiting().until(ExpectedConditions.visibilityOfElementLocated(element));
	}

	private void awaitText(By element, String text) {
		waiting().until(ExpectedConditions.textToBePresentInElementLocated(element, text));
	}

	private WebDriverWait waiting() {
		return new WebDriverWait(this.browser, PATIENCE);
	}

	private String url(String path) {
		return "http://localhost:" + this.port + path;
	}

}
