package io.github.jwt2fa.crypto;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyDerivationTests {

	/**
	 * RFC 4231, test case 2.
	 */
	@Test
	void deriveWhenRfc4231ThenItsResult() {
		assertThat(HexFormat.of().formatHex(new KeyDerivation("Jefe").derive("what do ya want for nothing?")))
			.isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	}

	@Test
	void deriveTextWhenAnyThenStandardBase64WithoutPadding() {
		String text = new KeyDerivation("Jefe").deriveText("what do ya want for nothing?");
		assertThat(text).hasSize(43).isEqualTo("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
	}

}
