package io.github.jwt2fa.mail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ShownNameTests {

	private static String shown(String name) throws Exception {
		return ShownName.of(name, MailAddress.parse("anna@example.com"));
	}

	@ParameterizedTest
	@CsvSource({ "anna,anna", "Anna@Example.com,Anna@Example.com", "Änna Müller-O'Hara,Änna Müller-O'Hara",
			"eve@evil.example,eve@evil. example", "evil.example,evil. example",
			"https://evil.example/x,https evil. example x", "mailto:eve,mailto eve", "www。evil,www。 evil",
			"a\u202eb\u200bc,abc", "<b>a</b>,b a b", "a\u0085b\u2028c,a b c", "李小龍,李小龍" })
	void ofWhenAnyNameThenOneLineWithoutLinks(String name, String shown) throws Exception {
		assertThat(shown(name)).isEqualTo(shown);
	}

	@Test
	void ofWhenLongThenCutBetweenCharacters() throws Exception {
		assertThat(shown("\ud83d\ude00".repeat(100))).isEqualTo("\ud83d\ude00".repeat(63) + "…");
		assertThat(shown("x".repeat(64))).hasSize(64);
	}

	@Test
	void ofWhenSeveralLinesThenOne() throws Exception {
		assertThat(shown("anna\r\n\r\nYour account is blocked\tnow")).isEqualTo("anna Your account is blocked now");
	}

}
