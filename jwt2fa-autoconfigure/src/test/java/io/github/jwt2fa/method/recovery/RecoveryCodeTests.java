package io.github.jwt2fa.method.recovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecoveryCodeTests {

	private static final String CODE = "7K3M-0QXW-1ABC-DEFG-HJNP-RSTV";

	private static final SecureRandom RANDOM = new SecureRandom();

	private static String hash(String typed) {
		RecoveryCode code = RecoveryCode.of(typed);
		return (code != null) ? code.hash("alice") : null;
	}

	@Test
	void generateWhenShownThenSixGroupsOfFourThatAreReadBack() {
		for (int i = 0; i < 1000; i++) {
			RecoveryCode code = RecoveryCode.generate(RANDOM);
			assertThat(code.text()).matches("([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}");
			assertThat(hash(code.text())).isEqualTo(code.hash("alice"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "000000000000000000000000000000,0000-0000-0000-0000-0000-0000",
			"ffffffffffffffffffffffffffffff,ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ",
			"00443214c74254b635cf84653a56d7,0123-4567-89AB-CDEF-GHJK-MNPQ",
			"7c1f07c1f07c1f07c1f07c1f07c1f0,FGFG-FGFG-FGFG-FGFG-FGFG-FGFG" })
	void generateWhenBitsAreKnownThenAllOfThemAreInTheCode(String bits, String code) {
		assertThat(RecoveryCode.generate(new FixedRandom(HexFormat.of().parseHex(bits))).text()).isEqualTo(code);
	}

	@Test
	void generateWhenManyThenEachCharacterIsAnywhere() {
		Set<String> seen = new HashSet<>();
		for (int i = 0; i < 2000; i++) {
			String code = RecoveryCode.generate(RANDOM).text().replace("-", "");
			for (int j = 0; j < code.length(); j++) {
				seen.add(j + " " + code.charAt(j));
			}
		}
		assertThat(seen).hasSize(24 * 32);
	}

	@ParameterizedTest
	@ValueSource(strings = { "7K3M0QXW1ABCDEFGHJNPRSTV", "7k3m-0qxw-1abc-defg-hjnp-rstv",
			" 7K3M 0QXW 1ABC DEFG HJNP RSTV\n", "7K3M-OQXW-IABC-DEFG-HJNP-RSTV", "7k3m-oqxw-labc-defg-hjnp-rstv",
			"7K3M\u20130QXW\u20131ABC\u2212DEFG-HJNP-RSTV", "\ufeff7K3M\u00a00QXW\u200b1ABC\u2003DEFG\u00adHJNP--RSTV",
			"--7K3M0-QXW1-ABCDEFGHJNPRST-V--" })
	void ofWhenTypedOrPastedAnotherWayThenTheSameCode(String typed) {
		assertThat(hash(typed)).isEqualTo(hash(CODE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "-", "123456", "7K3M-0QXW-1ABC-DEFG-HJNP-RST", "7K3M-0QXW-1ABC-DEFG-HJNP-RSTVW",
			"7K3M-0QXW-1ABC-DEFG-HJNP-RSTU", "7K3M-0QXW-1ABC-DEFG-HJNP-RST_", "7K3M-0QXW-1ABC-DEFG-HJNP-RST\0",
			"7K3M.0QXW.1ABC.DEFG.HJNP.RSTV", "7K3M-0QXW-1ABC-DEFG-HJNP-R\u017fTV", "7\u212a3M-0QXW-1ABC-DEFG-HJNP-RSTV",
			"\uff17K3M-0QXW-1ABC-DEFG-HJNP-RSTV", "\u0667K3M-0QXW-1ABC-DEFG-HJNP-RSTV",
			"7K3M-\u039fQXW-1ABC-DEFG-HJNP-RSTV", "7K3M-0QXW-\u01311ABC-DEFG-HJNP-RSTV",
			"7K3M-0QXW-1ABC-DEFG-HJNP-RST\ud835\udc15", "7K3M-0QXW-1ABC-DEFG-HJNP-RST\ud83d",
			"7K3M-0QXW-1ABC-DEFG-HJNP-RSTV\u0301", "7K3M-0QXW-1ABC-DEFG-HJNP-RST=" })
	void ofWhenAnythingElseThenNone(String typed) {
		assertThat(RecoveryCode.of(typed)).isNull();
	}

	@Test
	void ofWhenOneCharacterDiffersThenAnotherCode() {
		assertThat(hash("7K3M-0QXW-1ABC-DEFG-HJNP-RSTW")).isNotEqualTo(hash(CODE));
	}

	@Test
	void hashWhenMadeThenSha256OfUserZeroByteAndCode() throws Exception {
		byte[] expected = MessageDigest.getInstance("SHA-256")
			.digest("j\u00fcrgen\0007K3M0QXW1ABCDEFGHJNPRSTV".getBytes(StandardCharsets.UTF_8));
		assertThat(RecoveryCode.of(CODE).hash("j\u00fcrgen")).isEqualTo(HexFormat.of().formatHex(expected));
		assertThat(RecoveryCode.of(CODE).hash("JÜRGEN")).isNotEqualTo(RecoveryCode.of(CODE).hash("j\u00fcrgen"));
	}

	@Test
	void toStringWhenAskedThenNothingOfTheCode() {
		assertThat(RecoveryCode.of(CODE)).hasToString("RecoveryCode[***]");
	}

	/**
	 * Bits that are known beforehand.
	 */
	private static final class FixedRandom extends SecureRandom {

		private final byte[] bits;

		private FixedRandom(byte[] bits) {
			this.bits = bits;
		}

		@Override
		public void nextBytes(byte[] bytes) {
			assertThat(bytes).hasSameSizeAs(this.bits);
			System.arraycopy(this.bits, 0, bytes, 0, bytes.length);
		}

	}

}
