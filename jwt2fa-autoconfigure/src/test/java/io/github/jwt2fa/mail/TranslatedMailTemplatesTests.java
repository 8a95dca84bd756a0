package io.github.jwt2fa.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.event.TwoFactorEvent;
import io.github.jwt2fa.message.Messages;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The words of mails in each language.
 */
class TranslatedMailTemplatesTests {

	private static final TwoFactorUser ALICE = TwoFactorUser.withId("alice").build();

	private static final Instant AT = Instant.parse("2031-02-03T04:05:06Z");

	private static TranslatedMailTemplates templates(String subject, String body) {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasename("io.github.jwt2fa.messages");
		messages.setDefaultEncoding("UTF-8");
		messages.setFallbackToSystemLocale(false);
		return new TranslatedMailTemplates(new Messages(messages, (code, locale) -> locale),
				new MailSettings(subject, body, Duration.ofMinutes(5)));
	}

	private static MailText code(String subject, String body, String language) {
		return templates(subject, body)
			.code(new CodeMail("0123456", Duration.ofMinutes(5), ALICE, "alice", Locale.forLanguageTag(language)));
	}

	private static MailText notice(String notice, TwoFactorEvent event, String contact, String language) {
		return templates(null, null)
			.notice(new NoticeMail(notice, event, ALICE, "alice", contact, Locale.forLanguageTag(language)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "en | Your login code: | It is good for 5 minutes.", "de | Ihr Anmeldecode: | Er gilt 5 Minuten.",
					"es | Su código de acceso: | Es válido durante 5 minutos.",
					"fr | Votre code de connexion : | Il est valable 5 minutes." })
	void codeWhenTranslatedThenAloneOnItsLineAndNotInTheSubject(String language, String before, String after) {
		MailText mail = code(null, null, language);
		assertThat(mail.subject()).isNotBlank().doesNotContain("0123456");
		assertThat(mail.text()).startsWith(before + "\n\n0123456\n\n" + after).doesNotContain("{", "''");
		assertThat(mail.html()).startsWith("<!DOCTYPE html>\n<html lang=\"" + language + "\">")
			.contains("<p dir=\"auto\">" + before + "</p>")
			.containsPattern("<p dir=\"auto\"><strong style=\"[^\"]+\">0123456</strong></p>")
			.contains(after);
		assertThat(mail.language()).isEqualTo(Locale.forLanguageTag(language));
	}

	@Test
	void codeWhenWrittenThenNothingIsLoadedFromElsewhere() {
		assertThat(code(null, null, "en").html()).doesNotContain("http", "src=", "url(", "href", "<script", "<img")
			.hasSizeLessThan(1500);
	}

	@Test
	void codeWhenOverriddenThenHtmlHasTheSameWordsAndNoLanguage() {
		MailText mail = code("Code {code}", "For <you> & \"me\":\r\n \r\n{code}\r\nUse {code}, it's\rgood.", "de");
		assertThat(mail.subject()).isEqualTo("Code 0123456");
		assertThat(mail.text()).isEqualTo("For <you> & \"me\":\r\n \r\n0123456\r\nUse 0123456, it's\rgood.");
		assertThat(mail.html()).startsWith("<!DOCTYPE html>\n<html>")
			.contains("<title>Code 0123456</title>")
			.contains("<p dir=\"auto\">For &lt;you&gt; &amp; &quot;me&quot;:</p>")
			.containsPattern(
					"<p dir=\"auto\"><strong [^>]+>0123456</strong><br>\nUse 0123456, it&#39;s<br>\ngood.</p>");
		assertThat(mail.language()).isNull();
	}

	@Test
	void writeWhenNameIsMarkupThenItIsText() {
		MailText mail = new NoticeMail("reset", new TwoFactorEvent.TwoFactorReset("alice", "desk", null, AT), ALICE,
				"<img src=x onerror=alert('1')>", null, Locale.ENGLISH)
			.write("<b>", "Hello <img src=x onerror=alert('1')>");
		assertThat(mail.html()).doesNotContain("<img", "<b>")
			.contains("<p dir=\"auto\">Hello &lt;img src=x onerror=alert(&#39;1&#39;)&gt;</p>");
	}

	@Test
	void toStringThenTellsNoCode() {
		CodeMail mail = new CodeMail("0123456", Duration.ofMinutes(5), ALICE, "alice", Locale.ENGLISH);
		assertThat(mail.toString()).contains("alice").doesNotContain("0123456");
		assertThat(mail.write("0123456", "0123456").toString()).contains("en").doesNotContain("0123456");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "en | When: 2031-02-03 04:05 UTC | Contact: ", "de | Zeitpunkt: 2031-02-03 04:05 UTC | Kontakt: ",
					"es | Fecha y hora: 2031-02-03 04:05 UTC | Contacto: ",
					"fr | Date et heure : 2031-02-03 04:05 UTC | Contact : " })
	void noticeWhenSomethingHappenedThenTellsWhenAndWhomToAsk(String language, String when, String contact) {
		TwoFactorEvent event = new TwoFactorEvent.TotpActivated("alice", null, AT);
		MailText with = notice("totp-activated", event, "O'Brien & co {0}, +49 30 1234567", language);
		assertThat(with.text()).endsWith("\n\n" + when + "\n" + contact + " O'Brien & co {0}, +49 30 1234567");
		assertThat(with.html()).contains(when + "<br>\n" + contact + " O&#39;Brien &amp; co {0}, +49 30 1234567</p>");
		assertThat(with.language()).isEqualTo(Locale.forLanguageTag(language));
		assertThat(notice("totp-activated", event, null, language).text()).endsWith("\n\n" + when);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "en | 7 | You have 7 codes left", "en | 1 | You have 1 code left",
					"en | 0 | You have 0 codes left", "de | 1 | Sie haben noch 1 Code.",
					"de | 0 | Sie haben noch 0 Codes.", "es | 1 | Le queda 1 código.", "es | 9 | Le quedan 9 códigos.",
					"fr | 0 | Il vous reste 0 code.", "fr | 2 | Il vous reste 2 codes." })
	void noticeWhenARecoveryCodeIsUsedThenSaysHowManyAreLeft(String language, int left, String words) {
		assertThat(notice("recovery-code-used", new TwoFactorEvent.RecoveryCodeUsed("alice", left, null, AT), null,
				language)
			.text()).contains("alice").contains(words).doesNotContain("{", "''");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "en | until 2031-03-05 04:05 UTC it is asked for your password alone",
					"de | Bis 2031-03-05 04:05 UTC wird dort nur nach Ihrem Passwort gefragt",
					"es | hasta el 2031-03-05 04:05 UTC solo se le pedirá allí la contraseña",
					"fr | jusqu'au 2031-03-05 04:05 UTC, seul votre mot de passe y sera demandé" })
	void noticeWhenADeviceIsTrustedThenSaysUntilWhen(String language, String words) {
		assertThat(notice("device-trusted",
				new TwoFactorEvent.DeviceTrusted("alice", "a device", TwoFactorMethod.TOTP,
						AT.plus(Duration.ofDays(30)), null, AT),
				null, language)
			.text()).contains("alice").contains(words).doesNotContain("{", "''", "a device");
	}

	@ParameterizedTest
	@CsvSource({ "en,New recovery codes,A passkey was set up,two copies of it,factor was removed",
			"de,neue Wiederherstellungscodes,ein Passkey eingerichtet,zweimal,Faktor Ihrer Anmeldung wurde entfernt",
			"es,nuevos códigos de recuperación,configurado una llave de acceso,dos iguales,eliminado un segundo factor",
			"fr,nouveaux codes de secours,clé d'accès a été configurée,il semble qu'il en existe deux,facteur de votre connexion a été supprimé" })
	void noticeWhenFactorsComeOrGoThenTold(String language, String codes, String added, String cloned, String removed) {
		Map<String, MailText> notices = Map.of(codes,
				notice("recovery-codes-made", new TwoFactorEvent.RecoveryCodesMade("alice", null, AT), null, language),
				added, notice("passkey-added", new TwoFactorEvent.PasskeyAdded("alice", null, AT), null, language),
				cloned, notice("passkey-cloned", new TwoFactorEvent.PasskeyCloned("alice", null, AT), null, language),
				removed,
				notice("factor-removed",
						new TwoFactorEvent.FactorRemoved("alice", TwoFactorMethod.TOTP, null, null, AT), null,
						language));
		notices.forEach((words, mail) -> assertThat(mail.text()).contains("alice")
			.containsIgnoringCase(words)
			.doesNotContain("{", "''"));
	}

}
