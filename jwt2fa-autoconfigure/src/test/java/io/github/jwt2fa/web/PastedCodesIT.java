package io.github.jwt2fa.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.AuthenticatorApp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Codes as they come out of a clipboard, or of a program that takes them for numbers; at
 * every endpoint that takes one. An issuer that fits into no QR code.
 */
class PastedCodesIT {

	private static final Pattern CODE = Pattern.compile("[01]{32}");

	@AutoClose
	private static final TestApplication app = TestApplication.with("jwt2fa.code-length=32",
			"jwt2fa.auth-token-retry-wait-time=0", "jwt2fa.code-characters=01", "jwt2fa.max-codes-sent-per-user=none",
			"jwt2fa.max-active-code-tokens-per-user=none", "jwt2fa.totp-issuer-name=" + "a shop ".repeat(500));

	private static String sentCode(String username) {
		List<String> mails = app.mail().textsFor(username + "@example.com", "Your login code");
		Matcher code = CODE.matcher(mails.get(mails.size() - 1));
		assertThat(code.find()).isTrue();
		return code.group();
	}

	private static Answer auth(String codeToken, String json) {
		return app.client().postJson("/auth/auth/", "{\"code_token\":\"" + codeToken + "\",\"code\":" + json + "}");
	}

	@Test
	void authWhenSentCodeIsANumberThenHasItsZeros() {
		String codeToken;
		String code;
		do {
			codeToken = app.codeTokenFor("alice");
			code = sentCode("alice");
		}
		while (!code.startsWith("0") || !code.contains("1"));
		String number = code.substring(code.indexOf('1'));
		assertThat(auth(codeToken, "\"" + number + "\"").code()).as("a text is no number")
			.isEqualTo("authentication_failed");
		assertThat(auth(codeToken, number).status()).isEqualTo(200);
	}

	@Test
	void authWhenSentCodeIsPastedThenGood() {
		String codeToken = app.codeTokenFor("bob");
		String code = sentCode("bob");
		assertThat(auth(codeToken,
				"\"\\u202a\\ufeff" + code.substring(0, 8) + "\\u2212\\u200b" + code.substring(8) + "\\u202c\"")
			.status()).isEqualTo(200);
	}

	@Test
	void totpWhenCodeIsANumberThenHasItsZeros() {
		String name = "nina";
		app.users().put(TestUsers.TestUser.named(name));
		Answer login = auth(app.codeTokenFor(name), "\"" + sentCode(name) + "\"");
		ApiClient client = app.client().bearer(login.text("access"));
		AuthenticatorApp authenticator;
		do {
			Answer setup = client.send("POST", "/auth/totp/setup/");
			assertThat(setup.status()).isEqualTo(200);
			assertThat(setup.json()).doesNotContainKey("qr_code").containsKeys("secret", "provisioning_uri");
			authenticator = new AuthenticatorApp(setup.text("secret"), app.clock());
		}
		while (!authenticator.code().startsWith("0"));
		assertThat(client.postJson("/auth/totp/confirm/", "{\"code\":" + Integer.parseInt(authenticator.code()) + "}")
			.status()).isEqualTo(200);
		do {
			app.clock().advance(Duration.ofSeconds(30));
		}
		while (!authenticator.code().startsWith("0"));
		Answer next = auth(app.getCode(name).text("token"), String.valueOf(Integer.parseInt(authenticator.code())));
		assertThat(next.status()).isEqualTo(200);
	}

	@Test
	void confirmWhenPastedThenGood() {
		app.users().put(TestUsers.TestUser.named("paul"));
		Answer login = auth(app.codeTokenFor("paul"), "\"" + sentCode("paul") + "\"");
		ApiClient client = app.client().bearer(login.text("access"));
		String code = new AuthenticatorApp(client.send("POST", "/auth/totp/setup/").text("secret"), app.clock()).code();
		assertThat(client
			.post("/auth/totp/confirm/", Map.of("code", "\u2066" + code.substring(0, 3) + "\u2212" + code.substring(3)))
			.status()).isEqualTo(200);
	}

}
