package io.github.jwt2fa.text;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StrictTextTests {

	@Test
	void utf8WhenUtf8ThenItsText() throws Exception {
		String text = "aé€\ud83d\udd11\u0000";
		assertThat(StrictText.utf8(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
	}

	/**
	 * A byte of Latin 1, a slash in two bytes, a surrogate, an end too early, one beyond
	 * the last character.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "e9", "c0af", "eda080", "e282", "f4908080" })
	void utf8WhenAnythingElseThenRefused(String bytes) {
		assertThatExceptionOfType(CharacterCodingException.class)
			.isThrownBy(() -> StrictText.utf8(HexFormat.of().parseHex(bytes)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "alice", "é€", "\ud83d\udd11", "\u0001\n", "\ufffe" })
	void isStorableWhenWholeCharactersThenTrue(String text) {
		assertThat(StrictText.isStorable(text)).isTrue();
	}

	@Test
	void isStorableWhenNulOrHalfACharacterThenFalse() {
		for (String text : new String[] { "a\u0000", "\ud83d", "a\udd11b", "\udd11\ud83d" }) {
			assertThat(StrictText.isStorable(text)).isFalse();
		}
	}

}
