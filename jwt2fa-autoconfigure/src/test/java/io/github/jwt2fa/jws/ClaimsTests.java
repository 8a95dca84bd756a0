package io.github.jwt2fa.jws;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimsTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "\0", "alice\0", "\ud800", "alice\udc00", "\udc00\ud800" })
	void textWhenNoneThatCanBeAskedOfADatabaseThenNull(String text) {
		Claims claims = new Claims(Map.of("user_id", text));
		assertThat(claims.text("user_id")).isNull();
		assertThat(claims.textOrInteger("user_id")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "alice", " ", "\u0001", "\ud83d\ude00" })
	void textWhenAnyOtherThenItself(String text) {
		assertThat(new Claims(Map.of("user_id", text)).text("user_id")).isEqualTo(text);
	}

}
