package io.github.jwt2fa.sample;

import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page that waits for a passkey for longer than its options are good for.
 */
@TestPropertySource(properties = "jwt2fa.code-expiration-time=3s")
class PasskeyRenewalBrowserIT extends BrowserTest {

	private static final String OPTIONS = "performance.getEntriesByType('resource')"
			+ ".filter(({ name }) => name.endsWith('/passkey/options/')).length";

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
		assertThat(this.page.text(ALERT)).isEmpty();
	}

}
