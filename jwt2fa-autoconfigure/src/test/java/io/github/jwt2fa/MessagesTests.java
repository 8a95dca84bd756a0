package io.github.jwt2fa;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Properties;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No language lacks a text.
 */
class MessagesTests {

	private static final Set<String> WITH_PARAMETERS = Set.of("jwt2fa.mail.body", "jwt2fa.notice.");

	private static Properties messages(String suffix) throws Exception {
		Properties messages = new Properties();
		try (Reader reader = new InputStreamReader(
				new ClassPathResource("io/github/jwt2fa/messages" + suffix + ".properties").getInputStream(),
				StandardCharsets.UTF_8)) {
			messages.load(reader);
		}
		return messages;
	}

	@Test
	void errorsWhenTheyHaveACodeThenHaveAText() throws Exception {
		Properties messages = messages("");
		for (TwoFactorError error : TwoFactorError.values()) {
			assertThat(messages.getProperty("jwt2fa.error." + error.code())).as(error.code()).isNotBlank();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "_de", "_es", "_fr" })
	void textsWhenInEnglishThenInEachLanguageWithTheSameParameters(String suffix) throws Exception {
		Properties english = messages("");
		Properties translated = messages(suffix);
		assertThat(translated.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
		for (String code : english.stringPropertyNames()) {
			assertThat(translated.getProperty(code)).as(code).isNotBlank();
			if (WITH_PARAMETERS.stream().anyMatch(code::startsWith)) {
				assertThat(new MessageFormat(translated.getProperty(code)).getFormatsByArgumentIndex()).as(code)
					.hasSameSizeAs(new MessageFormat(english.getProperty(code)).getFormatsByArgumentIndex());
			}
		}
	}

}
