package io.github.jwt2fa.message;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LanguagesTests {

	private final Languages languages = new Languages(() -> Set.of(Locale.ITALIAN, Locale.forLanguageTag("tlh")));

	private List<Locale> accepted(String... headers) {
		return this.languages.accepted(Collections.enumeration(List.of(headers)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "de | de", "pt, fr | fr", "pt, it | it", "fr;q=0.1, de;q=0.9 | de", "fr;q=0, de | de",
					"fr-CA, de | fr-CA", "pt | pt", "ja, zh | ja", "en-x-aaaa1, de | en", "en-12345, de | en",
					"de-AT-x-any;q=0.3 | de-AT", "tlh, pt | tlh", "xx, de | de", "xx | en", "xx-YY, yy-XX | en",
					"&&&, fr;;q, ;, de;q=0.5 | de", "de;q=5, fr | fr", "-, --, x-, de | de", "fr_FR, es | es",
					"*, fr | fr", "fr;q=0.5, *;q=0.4 | fr", "EN-gb, de | en-GB", "iw | he" })
	void acceptedWhenListThenTheBestOfAll(String header, String tag) {
		assertThat(accepted(header).get(0).toLanguageTag()).isEqualTo(tag);
	}

	@ParameterizedTest
	@CsvSource({ "*", "''", "';'", "de;q=0", "$$$" })
	void acceptedWhenNoWishThenNone(String header) {
		assertThat(accepted(header)).isEmpty();
		assertThat(accepted()).isEmpty();
	}

	@Test
	void acceptedWhenSeveralHeadersThenOneList() {
		assertThat(accepted("pt", "fr;q=0.5", "de;q=0.6")).startsWith(Locale.GERMAN, Locale.FRENCH);
	}

	@Test
	void acceptedWhenHundredsThenTheOneWithTexts() {
		assertThat(accepted("pt," + "xx-a,".repeat(500) + "es").get(0).getLanguage()).isEqualTo("es");
		assertThat(accepted("x,".repeat(4000))).hasSizeLessThan(2);
	}

	@ParameterizedTest
	@CsvSource({ "en-x-aaaa1,en", "de-DE-u-co-phonebk,de-DE", "tlh,tlh", "xx,en", "th-TH-u-nu-thai,th-TH", "und,en",
			"de-AT-1996,de-AT" })
	void nearestWhenAnyThenOneThatIsKnown(String tag, String known) {
		assertThat(this.languages.nearest(Locale.forLanguageTag(tag)).toLanguageTag()).isEqualTo(known);
	}

	@Test
	void nearestWhenThePlatformKnowsEnglishAloneThenThereAreOurLanguagesToo() {
		Languages few = new Languages(List.of(Locale.ENGLISH), Set::of);
		assertThat(few.nearest(Locale.GERMANY)).isEqualTo(Locale.GERMAN);
		assertThat(few.accepted(Collections.enumeration(List.of("pt, fr-CA")))).containsExactly(Locale.FRENCH);
	}

	@Test
	void ownWhenNoTextsThenEnglish() {
		assertThat(this.languages.own(Locale.CANADA_FRENCH)).isEqualTo(Locale.FRENCH);
		assertThat(this.languages.own(Locale.JAPANESE)).isEqualTo(Locale.ENGLISH);
		assertThat(this.languages.own(null)).isEqualTo(Locale.ENGLISH);
	}

}
