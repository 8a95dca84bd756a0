package io.github.jwt2fa.sample;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page shows of where a user is logged in, and which devices are trusted.
 */
class SessionsBrowserIT extends BrowserTest {

	private static final By LOGINS = By.id("logins");

	private static final By TRUST = By.id("trust-label");

	private static final By DEVICES = By.id("devices");

	private static final By END_TRUST = By.cssSelector("#devices button");

	private static final By END = By.cssSelector("#logins button");

	@Test
	void sessionsWhenAnotherIsThereThenUserEndsIt() {
		logIn(newUser("sara"));
		this.page.awaitText(LOGINS, "(this session)");
		assertThat(this.page.text(LOGINS)).contains(" on Linux (this session)", "Code by e-mail");
		assertThat(this.page.shows(END)).isFalse();

		String refresh = loginElsewhere("sara", "Phone <b>of</b> mine").get("refresh").asString();
		this.page.click(By.id("logins-again"));
		this.page.awaitText(LOGINS, "Phone <b>of</b> mine");
		assertThat(this.page.element(END).getDomAttribute("aria-label"))
			.startsWith("End the session of Phone <b>of</b> mine, logged in ");
		this.page.click(END);
		this.page.awaitText(STATUS, "Ended: the session of Phone <b>of</b> mine.");
		this.page.focused("logins-heading");
		this.page.awaitGone(END);
		assertThat(this.page.text(LOGINS)).contains("(this session)").doesNotContain("Phone");
		assertThat(this.client.post("/auth/refresh/", Map.of("refresh", refresh)).statusCode()).isEqualTo(401);
		this.page.click(By.id("refresh"));
		this.page.awaitText(STATUS, "new access");
	}

	@Test
	void sessionsWhenSomethingFailsThenPageTellsIt() {
		logIn(newUser("sven"));
		this.page.awaitText(LOGINS, "(this session)");
		String refresh = loginElsewhere("sven", "Tablet").get("refresh").asString();
		this.page.click(By.id("logins-again"));
		this.page.await(END);
		this.client.post("/auth/logout/", Map.of("refresh", refresh));
		this.page.click(END);
		this.page.awaitText(ALERT, "That session was over already.");
		this.page.awaitGone(END);

		this.page.run("window.real = window.fetch; window.fetch = () => Promise.reject(new Error())");
		this.page.click(By.id("logins-again"));
		this.page.awaitText(ALERT, "The application can’t be reached.");
		this.page.await(By.id("logins-missing"));
		this.page.run("window.fetch = window.real");
		this.page.click(By.id("logins-again"));
		this.page.awaitText(LOGINS, "(this session)");
		this.page.awaitGone(By.id("logins-missing"));

		loginElsewhere("sven", "Watch");
		this.page.click(By.id("logins-again"));
		this.page.await(END);
		this.page.run("""
				window.fetch = async () => new Response(JSON.stringify({ status: 401, detail: 'Log in again.',
				  code: 'insufficient_user_authentication' }), { status: 401 });
				""");
		this.page.click(END);
		this.page.awaitText(ALERT, "Then make the change once more.");
		this.page.await(By.id("password"));
	}

	@Test
	void trustWhenAskedForThenThePasswordIsEnoughUntilUserEndsIt() {
		enterPassword(newUser("tina"));
		String code = this.page.codeFromInbox();
		assertThat(this.page.text(TRUST)).isEqualTo("Trust this device for 30 days");
		this.page.click(By.id("trust-box"));
		this.page.enterCode(code);
		this.page.awaitText(DEVICES, " on Linux");
		this.page.logOut();
		// the page has forgotten all but this
		this.page.reload();
		enterPassword("tina");
		this.page.awaitText(STATUS, "This device is trusted: your password was enough.");

		// which is no recent login, nor is the next one until a factor is shown
		this.page.await(END_TRUST);
		this.page.click(END_TRUST);
		this.page.awaitText(ALERT, "Then make the change once more.");
		logIn("tina");
		this.page.await(END_TRUST);
		assertThat(this.page.element(END_TRUST).getDomAttribute("aria-label")).startsWith("End the trust in ")
			.contains(" on Linux, trusted on ");
		this.page.click(END_TRUST);
		this.page.awaitText(STATUS, "Ended: the trust in ");
		this.page.focused("logins-heading");
		this.page.awaitGone(By.id("devices-part"));

		this.page.click(By.id("log-out-everywhere"));
		this.page.await(By.id("password"));
		logIn("tina");
		assertThat(this.page.run("return localStorage.length")).isEqualTo(0L);
		this.page.click(By.id("log-out-everywhere"));
		this.page.await(By.id("password"));
	}

	private JsonNode loginElsewhere(String username, String deviceName) {
		String codeToken = this.client.read(this.client.getCode(username, username + "-password"))
			.get("token")
			.asString();
		String code = this.client.codeIn(this.client.newestMail(username + "@example.com"));
		return this.client.read(this.client.post("/auth/auth/",
				Map.of("code_token", codeToken, "code", code, "device_name", deviceName)));
	}

}
