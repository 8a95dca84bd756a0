package io.github.jwt2fa.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class StrictJsonTests {

	private final JsonFactory json = StrictJson.factory(10);

	private void read(String text) {
		try (JsonParser parser = this.json.createParser(ObjectReadContext.empty(), text)) {
			while (parser.nextToken() != null) {
				// a number is looked at when it is asked for
				parser.getString();
			}
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{\"a\":1,\"b\":1}|{\"a\":1,\"a\":1}", "1234567890|12345678901" })
	void parserWhenTextIsStrictThenReadAndElseRefused(String good, String bad) {
		assertThatNoException().isThrownBy(() -> read(good));
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> read(bad));
	}

	@Test
	void parserWhenMoreThanSixteenLevelsThenRefused() {
		assertThatNoException().isThrownBy(() -> read("[".repeat(16) + "]".repeat(16)));
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> read("[".repeat(17) + "]".repeat(17)));
	}

	@Test
	void factoryWhenMadeThenRemembersNoNames() {
		assertThat(this.json.isEnabled(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)).isFalse();
	}

}
