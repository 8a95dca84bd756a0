package io.github.jwt2fa.sample;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page that waits for a passkey for longer than its options are good for.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
		"spring.datasource.url=jdbc:h2:mem:passkey-renewal;DB_CLOSE_DELAY=-1", "jwt2fa.code-expiration-time=3s" })
class PasskeyRenewalBrowserIT {

	private static final String OPTIONS = "performance.getEntriesByType('resource')"
			+ ".filter(({ name }) => name.endsWith('/passkey/options/')).length";

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
	void autofillWhenOptionsAreOldThenAreRenewedWithoutAWord() {
		this.page.run("""
				window.asked = [];
				const real = navigator.credentials.get.bind(navigator.credentials);
				navigator.credentials.get = (options) => {
				  window.asked.push(options);
				  return real(options);
				};
				""");
		this.page.awaitTrue("window.asked.length >= 2");
		assertThat(this.page.run("return window.asked.map(({ mediation }) => mediation)").toString())
			.matches("\\[(conditional(, )?)+]");
		assertThat(this.page.run("return window.asked[0].signal.aborted")).isEqualTo(true);
		assertThat(this.page.run("return window.asked.at(-1).signal.aborted")).isEqualTo(false);
		assertThat((Long) this.page.run("return " + OPTIONS)).isGreaterThan(1);
		assertThat(this.page.text(By.id("alert"))).isEmpty();
	}

}
