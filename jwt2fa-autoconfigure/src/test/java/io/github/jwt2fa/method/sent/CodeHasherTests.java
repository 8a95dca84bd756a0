package io.github.jwt2fa.method.sent;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CodeHasherTests {

	private final CodeHasher hasher = hasher("extension");

	private static CodeHasher hasher(String extension) {
		return new CodeHasher(new CodeSettings(7, "0123456789",
				new SecretKeySpec("a key of the code tokens, 32 bytes".getBytes(StandardCharsets.UTF_8), "HmacSHA256"),
				extension), new SecureRandom());
	}

	@Test
	void matchesWhenCodeAndNonceAreTheSameThenTrue() {
		String nonce = this.hasher.newNonce();
		String hash = this.hasher.hash("1234567", nonce);
		assertThat(this.hasher.matches("1234567", nonce, hash)).isTrue();
		assertThat(this.hasher.matches("1234568", nonce, hash)).isFalse();
		assertThat(this.hasher.matches("1234567", this.hasher.newNonce(), hash)).isFalse();
		assertThat(hasher("other").matches("1234567", nonce, hash)).isFalse();
	}

	@Test
	void matchesWhenCodesAreLongThenTheirEndsCount() {
		String nonce = this.hasher.newNonce();
		String hash = this.hasher.hash("1".repeat(100) + "2", nonce);
		assertThat(this.hasher.matches("1".repeat(100) + "3", nonce, hash)).isFalse();
		assertThat(this.hasher.matches("1".repeat(100) + "2", nonce, hash)).isTrue();
	}

	@Test
	void matchesWhenHashIsGarbageThenFalse() {
		assertThat(this.hasher.matches("1234567", "nonce", "garbage")).isFalse();
	}

	@Test
	void hashWhenSameCodeThenDifferent() {
		String nonce = this.hasher.newNonce();
		assertThat(this.hasher.hash("1234567", nonce)).isNotEqualTo(this.hasher.hash("1234567", nonce));
	}

}
