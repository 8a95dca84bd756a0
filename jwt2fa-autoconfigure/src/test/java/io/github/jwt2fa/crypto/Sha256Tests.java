package io.github.jwt2fa.crypto;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class Sha256Tests {

	/**
	 * The example of FIPS 180-2, appendix B.1.
	 */
	@Test
	void hexWhenTheExampleOfTheStandardThenItsHash() {
		String expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
		assertThat(Sha256.hex(bytes("abc"))).isEqualTo(expected);
		assertThat(Sha256.hex(bytes("a"), bytes(""), bytes("bc"))).as("in parts").isEqualTo(expected);
		assertThat(Sha256.hex()).as("of nothing").isEqualTo(Sha256.hex(bytes(""))).startsWith("e3b0c442");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
