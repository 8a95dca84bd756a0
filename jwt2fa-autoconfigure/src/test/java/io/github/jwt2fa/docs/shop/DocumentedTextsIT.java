package io.github.jwt2fa.docs.shop;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestMailServer;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The guide's texts: some replaced in English and German, all added in Italian, French as
 * it comes.
 */
class DocumentedTextsIT {

	@AutoClose
	private static final TestApplication app = TestApplication.alone(List.of(Shop.class),
			"spring.messages.basename=shop-messages", "spring.messages.fallback-to-system-locale=false",
			"spring.web.locale=it", "jwt2fa.trusted-2fa-methods=code-sender,no-2fa",
			"jwt2fa.max-codes-sent-per-user=none");

	private static ApiClient asking(String languages) {
		return app.client().with("Accept-Language", languages);
	}

	private static MimeMessage newestMail() {
		return app.mail().messages().get(app.mail().messages().size() - 1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "en | Wrong name, password or code.",
					"de | Das hat nicht geklappt. Bitte Kundennummer, Passwort und Code prüfen.",
					"it | Nome, password o codice errati.", "pt, it;q=0.5 | Nome, password o codice errati.",
					"fr | Nom, mot de passe ou code incorrect." })
	void refusalWhenTextIsReplacedOrAddedThenIsThat(String languages, String detail) {
		Answer answer = asking(languages).getCode("alice", "wrong");
		assertThat(answer.text("detail")).isEqualTo(detail);
		assertThat(answer.code()).isEqualTo("authentication_failed");
	}

	@Test
	void fieldWhenAddedLanguageThenIsTranslated() {
		assertThat(asking("it").post("/auth/get-code/", Map.of("username", "alice")).body())
			.contains("Questo campo è obbligatorio.", "Alcuni campi mancano o non sono corretti.");
	}

	@Test
	void mailWhenReplacedThenIsThat() throws Exception {
		asking("en").getCode("alice", PASSWORD);
		assertThat(newestMail().getSubject()).isEqualTo("Your code for the shop");
		assertThat(TestMailServer.textOf(newestMail()))
			.matches("Hello alice,\n\nyour code for the shop:\n\n[0-9]{7}\n\nIt is good for 5 minutes\\.");
		assertThat(newestMail().getContentLanguage()).containsExactly("en");
	}

	/**
	 * A notice is in the language of the user: nobody told one, so it is the
	 * application's.
	 */
	@Test
	void mailWhenLanguageIsAddedThenIsInThat() throws Exception {
		Answer codeToken = asking("it").getCode("alice", PASSWORD);
		MimeMessage code = newestMail();
		assertThat(code.getSubject()).isEqualTo("Il tuo codice di accesso");
		assertThat(TestMailServer.textOf(code)).contains("\n\nÈ valido per 5 minuti. Se non hai provato");
		assertThat(code.getContentLanguage()).containsExactly("it");

		String digits = TestMailServer.textOf(code).replaceAll("(?s).*\n([0-9]{7})\n.*", "$1");
		String access = app.client().auth(codeToken.text("token"), digits).text("access");
		app.client().bearer(access).with("Accept-Language", "de").post("/auth/2fa-method/", Map.of("method", "no-2fa"));
		await().untilAsserted(
				() -> assertThat(app.mail().textsFor("alice@example.com", "Avviso sul tuo accesso")).singleElement()
					.asString()
					.startsWith("Ciao alice\n\nIl modo in cui accedi è stato cambiato.")
					.contains("\n\nQuando: ")
					.endsWith(" UTC"));
	}

	/**
	 * Else the texts of the machine's language would win over those of the library in all
	 * languages that the application has none of.
	 */
	@Test
	void refusalWhenMachineSpeaksAnAddedLanguageThenOthersStayAsTheyAre() {
		Locale ofMachine = Locale.getDefault();
		Locale.setDefault(Locale.ITALIAN);
		try {
			assertThat(asking("es").getCode("alice", "wrong").text("detail")).startsWith("Nombre");
			assertThat(asking("en").getCode("alice", "wrong").text("detail")).startsWith("Wrong name");
		}
		finally {
			Locale.setDefault(ofMachine);
		}
	}

}
