package io.github.jwt2fa.method;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TypedCodeTests {

	@ParameterizedTest
	@ValueSource(strings = { " ", "-", "\u2212", "\u2013", "\u00a0", "\u0085", "\u200b", "\u200f", "\u202a", "\u202e",
			"\u2060", "\u2066", "\u2069", "\ufeff", "\u00ad", "\t" })
	void meantWhenCharactersBetweenThenDropped(String between) {
		String typed = between + "012" + between + between + "345" + between;
		assertThat(TypedCode.of(typed).meant(6)).isEqualTo("012345");
	}

	@Test
	void meantWhenIntegerThenHasItsLeadingZeros() {
		assertThat(TypedCode.ofInteger("7").meant(6)).isEqualTo("000007");
		assertThat(TypedCode.ofInteger("1234567").meant(6)).isEqualTo("1234567");
		assertThat(TypedCode.ofInteger("-5").meant(6)).isEqualTo("5");
		assertThat(TypedCode.of("7").meant(6)).isEqualTo("7");
	}

	@Test
	void meantWhenOtherCharactersThenTheyStay() {
		assertThat(TypedCode.of("a+b_\u0661").meant(6)).isEqualTo("a+b_\u0661");
	}

	@Test
	void toStringWhenCodeThenShowsNothingOfIt() {
		assertThat(TypedCode.of("123456")).hasToString("TypedCode[***]");
	}

}
