package io.github.jwt2fa.method;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProofTests {

	@ParameterizedTest
	@ValueSource(strings = { " ", "-", "\u2212", "\u2013", "\u00a0", "\u0085", "\u200b", "\u200f", "\u202a", "\u202e",
			"\u2060", "\u2066", "\u2069", "\ufeff", "\u00ad", "\t" })
	void meantWhenCharactersBetweenThenDropped(String between) {
		String typed = between + "012" + between + between + "345" + between;
		assertThat(Proof.of(typed).code(6)).isEqualTo("012345");
	}

	@Test
	void meantWhenIntegerThenHasItsLeadingZeros() {
		assertThat(Proof.ofInteger("7").code(6)).isEqualTo("000007");
		assertThat(Proof.ofInteger("1234567").code(6)).isEqualTo("1234567");
		assertThat(Proof.ofInteger("-5").code(6)).isEqualTo("5");
		assertThat(Proof.of("7").code(6)).isEqualTo("7");
	}

	@Test
	void meantWhenOtherCharactersThenTheyStay() {
		assertThat(Proof.of("a+b_\u0661").code(6)).isEqualTo("a+b_\u0661");
	}

	@Test
	void toStringWhenCodeThenShowsNothingOfIt() {
		assertThat(Proof.of("123456")).hasToString("Proof[***]");
	}

}
