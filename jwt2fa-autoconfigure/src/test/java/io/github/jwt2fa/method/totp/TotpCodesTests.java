package io.github.jwt2fa.method.totp;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.PausingStateStore;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TotpCodesTests {

	private static final TotpSecret RFC = TotpSecret
		.of(new Base32().encodeToString("12345678901234567890".getBytes(StandardCharsets.US_ASCII)));

	private static TotpCodes codes(MutableClock clock, int window) {
		return new TotpCodes(TestTotp.settings(window), shared(clock), clock);
	}

	/**
	 * A store that was there before.
	 */
	private static PausingStateStore shared(MutableClock clock) {
		return new PausingStateStore(new InMemoryStateStore(clock, 100));
	}

	/**
	 * RFC 6238, appendix B: the last six of its eight digits.
	 */
	@ParameterizedTest
	@CsvSource({ "59,94287082", "1111111109,07081804", "1111111111,14050471", "1234567890,89005924",
			"2000000000,69279037", "20000000000,65353130" })
	void matchingStepWhenVectorOfTheRfcThenItsStep(long time, String digits) {
		TotpCodes codes = codes(new MutableClock(Instant.ofEpochSecond(time)), 0);
		assertThat(codes.matchingStep(RFC, digits.substring(2))).isEqualTo(time / 30);
	}

	@Test
	void matchingStepWhenLocaleHasOtherDigitsThenTheSame() {
		Locale before = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
		try {
			assertThat(codes(new MutableClock(Instant.ofEpochSecond(59)), 0).matchingStep(RFC, "287082")).isEqualTo(1);
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void matchingStepWhenOutsideTheWindowThenNone() {
		MutableClock clock = new MutableClock(Instant.ofEpochSecond(59));
		TotpCodes codes = codes(clock, 1);
		assertThat(codes.matchingStep(RFC, "287082")).isEqualTo(1);
		clock.advance(Duration.ofSeconds(30));
		assertThat(codes.matchingStep(RFC, "287082")).as("a step late").isEqualTo(1);
		clock.advance(Duration.ofSeconds(1));
		assertThat(codes.matchingStep(RFC, "287082")).as("two steps late").isNull();
		assertThat(codes(new MutableClock(Instant.ofEpochSecond(0)), 1).matchingStep(RFC, "287082")).as("a step early")
			.isEqualTo(1);
		assertThat(codes(new MutableClock(Instant.ofEpochSecond(-1)), 1).matchingStep(RFC, "287082"))
			.as("two steps early")
			.isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "28708", "2870822", "+87082", "-87082", "28708２", "٢٨٧٠٨٢", "287 082", "28708a",
			"0x4616a", "287082\n" })
	void matchingStepWhenNoSixAsciiDigitsThenNone(String code) {
		assertThat(codes(new MutableClock(Instant.ofEpochSecond(59)), 10).matchingStep(RFC, code)).isNull();
	}

	@Test
	void takeWhenStepOrALaterOneWasTakenThenRefused() {
		MutableClock clock = new MutableClock(Instant.ofEpochSecond(3000));
		TotpCodes codes = codes(clock, 1);
		assertThat(codes.take("alice", 100)).isTrue();
		assertThat(codes.take("alice", 100)).isFalse();
		assertThat(codes.take("alice", 99)).isFalse();
		assertThat(codes.take("bob", 99)).isTrue();
		assertThat(codes.take("alice", 101)).isTrue();
		clock.advance(Duration.ofSeconds(89));
		assertThat(codes.take("alice", 101)).as("still in the window").isFalse();
	}

	@Test
	void takeWhenStepHasLeftTheWindowThenRefused() {
		MutableClock clock = new MutableClock(Instant.ofEpochSecond(3000));
		TotpCodes codes = codes(clock, 1);
		clock.advance(Duration.ofSeconds(60));
		assertThat(codes.take("alice", 100)).isFalse();
		assertThat(codes.take("alice", 101)).isTrue();
	}

	@Test
	void takeWhenStepLeavesTheWindowInTheMiddleThenRefused() {
		MutableClock clock = new MutableClock(Instant.ofEpochSecond(3000));
		PausingStateStore store = shared(clock);
		TotpCodes codes = new TotpCodes(TestTotp.settings(1), store, clock);
		store.beforeNextWrite(() -> clock.advance(Duration.ofSeconds(60)));
		assertThat(codes.take("alice", 100)).isFalse();
		store.afterNextWrite(() -> clock.advance(Duration.ofHours(1)));
		assertThat(codes.take("alice", 102)).isFalse();
	}

	@Test
	void takeWhenAnotherHostIsBehindThenStepIsTakenForItToo() {
		MutableClock clock = new MutableClock(Instant.ofEpochSecond(3000));
		MutableClock behind = new MutableClock(clock.instant().minusSeconds(3));
		PausingStateStore store = shared(clock);
		TotpSettings settings = TestTotp.settings(1);
		assertThat(new TotpCodes(settings, store, clock).take("alice", 100)).isTrue();
		clock.advance(Duration.ofSeconds(60));
		behind.advance(Duration.ofSeconds(60));
		assertThat(new TotpCodes(settings, store, behind).take("alice", 100)).isFalse();
	}

	@Test
	void generateWhenNewThen160RandomBitsIn32Characters() {
		String first = TotpSecret.generate(new SecureRandom()).text();
		assertThat(first).matches("[A-Z2-7]{32}").isNotEqualTo(TotpSecret.generate(new SecureRandom()).text());
	}

	@Test
	void ofWhenWrittenByOthersThenTheSameSecret() {
		String text = RFC.text();
		for (String variant : new String[] { text.toLowerCase(Locale.ROOT), text + "======",
				text.substring(0, 4) + " " + text.substring(4), text.substring(0, 8) + "-" + text.substring(8) }) {
			assertThat(codes(new MutableClock(Instant.ofEpochSecond(59)), 0).matchingStep(TotpSecret.of(variant),
					"287082"))
				.isEqualTo(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "ABC!", "ABC0DEF", "=" })
	void ofWhenNoBase32ThenRefusedWithoutItsText(String text) {
		assertThatExceptionOfType(TotpSecretException.class).isThrownBy(() -> TotpSecret.of(text))
			.withMessage("A TOTP secret is no base32 text");
	}

	@Test
	void provisioningUriWhenNamesNeedItThenPercentEncoded() {
		TotpSecret secret = TotpSecret.of("ABCDEFGH");
		assertThat(ProvisioningUri.of("My shop & co", "alice+test@example.com", secret)).isEqualTo(
				"otpauth://totp/My%20shop%20%26%20co:alice%2Btest%40example.com?secret=ABCDEFGH&issuer=My%20shop%20%26%20co");
	}

}
