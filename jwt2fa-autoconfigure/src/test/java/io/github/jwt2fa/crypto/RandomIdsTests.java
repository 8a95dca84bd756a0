package io.github.jwt2fa.crypto;

import java.security.SecureRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RandomIdsTests {

	@Test
	void hexWhenBytesAreKnownThenTheirCharacters() {
		assertThat(new RandomIds(new Counting()).hex(4)).isEqualTo("fcfdfeff");
	}

	@Test
	void base64UrlWhenBytesAreKnownThenTheirCharactersForUrlsWithoutPadding() {
		assertThat(new RandomIds(new Counting()).base64Url(4)).isEqualTo("_P3-_w");
	}

	@Test
	void hexWhenAskedTwiceThenAnother() {
		RandomIds ids = new RandomIds(new SecureRandom());
		assertThat(ids.hex(16)).hasSize(32).isNotEqualTo(ids.hex(16));
		assertThat(ids.base64Url(16)).hasSize(22).isNotEqualTo(ids.base64Url(16));
	}

	private static final class Counting extends SecureRandom {

		private static final long serialVersionUID = 1L;

		@Override
		public void nextBytes(byte[] bytes) {
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] = (byte) (0xfc + i);
			}
		}

	}

}
