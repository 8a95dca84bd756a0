package io.github.jwt2fa.sample;

import java.util.List;

import io.github.jwt2fa.test.AuthenticatorApp;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page does about recovery codes, of which there are four here.
 */
class RecoveryBrowserIT extends BrowserTest {

	private static final By CODES_LEFT = By.id("codes-left");

	@Test
	void codesWhenMadeThenAreKeptInEachWayAndShownOnce() {
		setUpApp(newUser("rita"));
		List<String> codes = this.page.recoveryCodes();
		assertThat(codes).hasSize(4).doesNotHaveDuplicates().allMatch((code) -> code.matches("(\\w{4}-){5}\\w{4}"));
		this.page.focused("recovery-codes-heading");

		this.page.click(By.id("save-codes"));
		this.page.awaitText(STATUS, "saved as recovery-codes.txt");
		assertThat(this.page.savedFile("recovery-codes.txt")).contains("Recovery codes of rita").contains(codes);
		this.page.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
		this.page.click(By.id("copy-codes"));
		this.page.awaitText(STATUS, "The recovery codes are copied.");
		assertThat(this.page.run("return window.copied")).isEqualTo(String.join("\n", codes));
		this.page.run("navigator.clipboard.writeText = () => Promise.reject(new Error())");
		this.page.click(By.id("copy-codes"));
		this.page.awaitText(ALERT, "The recovery codes are selected: copy them yourself.");
		assertThat((String) this.page.run("return getSelection().toString()")).contains(codes);
		this.page.run("window.print = () => { window.printed = true; }");
		this.page.click(By.id("print-codes"));
		assertThat(this.page.run("return window.printed")).isEqualTo(true);

		this.page.click(By.id("codes-kept"));
		this.page.awaitText(CODES_LEFT, "You have 4 recovery codes left.");
		assertThat(this.page.element(By.tagName("body")).getDomProperty("textContent")).as("codes left behind")
			.doesNotContain(codes);
	}

	@Test
	void codesWhenUsedThenAreFewerUntilMadeAnew() {
		AuthenticatorApp app = setUpApp(newUser("rob"));
		List<String> codes = this.page.recoveryCodes();
		this.page.click(By.id("codes-kept"));
		this.page.await(CODES_LEFT);
		this.page.logOut();

		enterPassword("rob");
		this.page.chooseWay("recovery-code");
		this.page.enterRecoveryCode(codes.get(0));
		this.page.awaitText(STATUS, "You have 3 recovery codes left. Make new ones before you need them.");
		this.page.awaitText(CODES_LEFT, "You have 3 recovery codes left. Make new ones");
		this.page.logOut();
		// as somebody does who looks for no other box
		enterPassword("rob");
		this.page.enterCode(codes.get(1));
		this.page.awaitText(STATUS, "You have 2 recovery codes left.");
		this.page.logOut();
		enterPassword("rob");
		this.page.chooseWay("recovery-code");
		this.page.enterRecoveryCode(codes.get(1));
		this.page.awaitText(ALERT, "Check the code and type it again.");
		this.page.focused("recovery-code");
		this.page.chooseWay("totp");
		this.page.enterCode(app.freshCode());
		this.page.await(By.id("make-codes"));
		this.page.click(By.id("make-codes"));
		assertThat(this.page.recoveryCodes()).hasSize(4).doesNotContainAnyElementsOf(codes);
		this.page.click(By.id("codes-kept"));
		this.page.focused("factor-heading");
		this.page.awaitText(CODES_LEFT, "You have 4 recovery codes left.");
	}

	private AuthenticatorApp setUpApp(String username) {
		logIn(username);
		this.page.await(By.id("set-up"));
		this.page.click(By.id("set-up"));
		AuthenticatorApp app = this.page.appWithQrCode();
		this.page.confirmWithRecoveryCodes(app.freshCode());
		return app;
	}

}
