package io.github.jwt2fa.crypto;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.test.AtOnce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The vectors are those of the Fernet specification.
 */
class FernetEncryptorTests {

	private static final String KEY = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

	private static final String TOKEN = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

	private static byte[] key(String text) {
		return Base64.getUrlDecoder().decode(text);
	}

	private static FernetEncryptor encryptor(String time, String... keys) {
		Instant instant = OffsetDateTime.parse(time).toInstant();
		List<SecretKey> all = new ArrayList<>();
		for (String key : keys) {
			all.add(new SecretKeySpec(key(key), "AES"));
		}
		return new FernetEncryptor(all, Clock.fixed(instant, ZoneOffset.UTC), new SecureRandom());
	}

	@Test
	void encryptWhenVectorOfTheSpecificationThenItsToken() {
		byte[] vector = new byte[16];
		for (int i = 0; i < 16; i++) {
			vector[i] = (byte) i;
		}
		assertThat(encryptor("1985-10-26T01:20:00-07:00", KEY).encrypt("hello", vector)).isEqualTo(TOKEN);
	}

	@Test
	void decryptWhenVectorOfTheSpecificationThenItsText() {
		assertThat(encryptor("1985-10-26T01:20:01-07:00", KEY).decrypt(TOKEN)).isEqualTo("hello");
	}

	/**
	 * The ones that a time-to-live would refuse are left out: secrets that are kept have
	 * none.
	 */
	@ParameterizedTest
	@ValueSource(strings = {
			"gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==",
			"gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==",
			"%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==",
			"gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm",
			"gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==",
			"gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==", "",
			"gAAA", "not a token" })
	void decryptWhenInvalidThenNull(String token) {
		assertThat(encryptor("1985-10-26T01:20:01-07:00", KEY).decrypt(token)).isNull();
	}

	@Test
	void decryptWhenKeyWasReplacedThenTheOldOneStillOpens() {
		String other = Base64.getUrlEncoder().encodeToString(new byte[32]);
		FernetEncryptor rotated = encryptor("2026-01-01T00:00:00Z", other, KEY);
		assertThat(rotated.decrypt(TOKEN)).isEqualTo("hello");
		String fresh = rotated.encrypt("secret");
		assertThat(encryptor("2026-01-01T00:00:00Z", other).decrypt(fresh)).isEqualTo("secret");
		assertThat(encryptor("2026-01-01T00:00:00Z", KEY).decrypt(fresh)).isNull();
	}

	@Test
	void newWhenAKeyIsMissingOrOfAnotherLengthThenFails() {
		assertThatIllegalArgumentException().isThrownBy(() -> encryptor("2026-01-01T00:00:00Z"))
			.withMessage("An encryptor needs a key");
		for (int length : new int[] { 16, 31, 33, 64 }) {
			String other = Base64.getUrlEncoder().encodeToString(new byte[length]);
			assertThatIllegalArgumentException().isThrownBy(() -> encryptor("2026-01-01T00:00:00Z", KEY, other))
				.withMessage("A Fernet key has 32 bytes");
		}
	}

	@Test
	void encryptWhenBase32SecretThenOf140Characters() {
		FernetEncryptor encryptor = encryptor("2026-01-01T00:00:00Z", KEY);
		String secret = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
		assertThat(encryptor.encrypt(secret)).hasSize(140).isNotEqualTo(encryptor.encrypt(secret));
	}

	@Test
	void decryptWhenManyAtOnceThenEachGetsItsOwn() throws Exception {
		FernetEncryptor encryptor = encryptor("2026-01-01T00:00:00Z", KEY);
		assertThat(AtOnce.results(8, 1000,
				(i) -> encryptor.decrypt(encryptor.encrypt("secret " + i)).equals("secret " + i)))
			.containsOnly(true);
	}

}
