package io.github.jwt2fa.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.jwt2fa.host.NoDatabase;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.RawHttp;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestUsers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The language of refusals and mails. The application has texts in Polish.
 */
class LanguagesIT {

	private static final String MANY = "aa-x-" + "abcdefg,aa-x-".repeat(100) + "x";

	@AutoClose
	private static final TestApplication app = TestApplication.with(
			List.of(TestApplication.App.class, NoDatabase.class),
			"spring.messages.basename=io.github.jwt2fa.web.odd-messages", "spring.web.locale=es");

	private static ApiClient asking(String languages) {
		return app.client().with("Accept-Language", languages);
	}

	private static String detailOfWrongPassword(ApiClient client) {
		return client.getCode("alice", "wrong").text("detail");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "de | Name, Passwort oder Code", "pt, fr | Nom", "pt;q=0.2, fr;q=0.1, de;q=0.5 | Name, Passwort",
					"pt, pl | Zly", "pt | Wrong name", "en-x-aaaa1 | Wrong name", "* | Nombre", "%%% | Nombre" })
	void refusalWhenLanguagesThenTheBestThatThereIs(String languages, String words) {
		assertThat(detailOfWrongPassword(asking(languages))).startsWith(words);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/me", "/nowhere" })
	void resourceWhenLanguagesThenTheBestThatThereIs(String path) {
		assertThat(asking("pt, de").get(path).text("detail")).startsWith("Bitte zuerst");
	}

	@Test
	void requestWhenAHundredLanguagesThenIsAnsweredAsAnyOther() throws IOException {
		ApiClient client = asking(MANY + ", de;q=0.5");
		assertThat(detailOfWrongPassword(client)).startsWith("Name, Passwort oder Code");
		assertThat(client.get("/me").status()).isEqualTo(401);
		assertThat(client.get("/me").text("detail")).startsWith("Bitte zuerst");
		Answer codeToken = asking("en").getCode("alice", TestUsers.PASSWORD);
		Answer login = app.client().auth(codeToken.text("token"), app.lastCodeFor("alice"));
		assertThat(client.bearer(login.text("access")).get("/me").status()).isEqualTo(200);
		assertThat(client.get("/broken").status()).isEqualTo(401);
		assertThat(client.bearer(login.text("access")).get("/broken").status()).isEqualTo(500);
	}

	@ParameterizedTest
	@ValueSource(strings = { ",", "-", ";q=", "x-", "a,", "*,", "\u00e4," })
	void requestWhenGarbageThenIsAnsweredAsAnyOther(String garbage) throws IOException {
		String header = garbage.repeat(6000 / garbage.getBytes(StandardCharsets.UTF_8).length);
		for (String path : List.of("/auth/get-code/", "/me")) {
			String answer = RawHttp.exchange(app.port(),
					"POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n"
							+ "Accept-Language: " + header + "\r\n\r\n",
					false);
			assertThat(answer).matches("(?s)HTTP/1.1 (400|401) .*\"code\":\"(invalid|not_authenticated)\".*");
		}
	}

	@Test
	void mailWhenLanguagesThenTheBestThatThereIs() {
		asking("pt, fr").getCode("bob", TestUsers.PASSWORD);
		assertThat(app.mail().textsFor("bob@example.com", "Votre code de connexion")).hasSize(1);
	}

	@Test
	void refusalWhenApplicationChoosesThenItsLanguage() {
		try (TestApplication other = TestApplication
			.with(List.of(TestApplication.App.class, NoDatabase.class, Cookies.class))) {
			ApiClient client = other.client().with("Accept-Language", "fr").with("Cookie", "language=de");
			assertThat(detailOfWrongPassword(client)).startsWith("Name, Passwort oder Code");
			assertThat(client.get("/me").text("detail")).startsWith("Bitte zuerst");
			ApiClient odd = other.client().with("Cookie", "language=en-x-aaaa1");
			assertThat(detailOfWrongPassword(odd)).startsWith("Wrong name");
			Answer broken = other.client().with("Accept-Language", "fr").with("Cookie", "language=a.b").get("/me");
			assertThat(broken.status()).isEqualTo(401);
			assertThat(broken.text("detail")).startsWith("Connectez-vous");
		}
	}

	/**
	 * An application whose users choose a language once.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Cookies {

		@Bean
		LocaleResolver localeResolver() {
			return new CookieLocaleResolver("language");
		}

	}

}
