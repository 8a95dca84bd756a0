package io.github.jwt2fa.login;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

import javax.crypto.spec.SecretKeySpec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.test.Seeds;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenSettings;
import io.github.jwt2fa.token.TestTokens;
import io.github.jwt2fa.token.key.AuthTokenKeys;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The readers of tokens, given any text, and given anything that the right key signed: a
 * shared key makes that possible.
 */
class TokenFuzzTests {

	private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

	private static final byte[] STEP_UP_KEY = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.UTF_8);

	private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

	private static final Duration LEEWAY = Duration.ofSeconds(10);

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	private final Function<String, AuthToken> verifier = verifier();

	private final CodeTokenCodec codec = codec(KEY, STEP_UP_KEY);

	private final CodeTokenCodec stepUps = codec(STEP_UP_KEY, KEY);

	private final GenuineToken genuine = new GenuineToken(KEY, CLOCK.instant(), LEEWAY);

	private static Function<String, AuthToken> verifier() {
		Duration minute = Duration.ofMinutes(1);
		AuthTokenSettings settings = new AuthTokenSettings(
				new AuthTokenSettings.Lifetimes(minute, minute, minute, minute, minute), null, List.of(), LEEWAY,
				"user_id", 100);
		JwsKey key = JwsKey.ofSecret(JwsAlgorithm.HS256, KEY);
		return TestTokens.verification(new AuthTokenKeys(key, key, List.of()), settings, CLOCK);
	}

	private static CodeTokenCodec codec(byte[] key, byte[] stepUpKey) {
		return new CodeTokenCodec(new CodeTokenSettings(new SecretKeySpec(key, "HmacSHA256"),
				new SecretKeySpec(stepUpKey, "HmacSHA256"), Duration.ofMinutes(5), 16), CLOCK, new SecureRandom());
	}

	@FuzzTest
	void readWhenAnyTextThenTokenOrRefusal(byte[] text) {
		read(new String(text, StandardCharsets.UTF_8));
	}

	/**
	 * The first line is the header, the rest is the payload.
	 */
	@FuzzTest
	void readWhenAnythingIsSignedThenTokenOrRefusal(byte[] headerAndPayload) {
		read(signed(headerAndPayload));
	}

	@ParameterizedTest
	@MethodSource
	void readWhenSeedThenAsItsNameSays(Seeds.Seed seed) {
		String outcome = read(seed.of("readWhenAnyText") ? new String(seed.content(), StandardCharsets.UTF_8)
				: signed(seed.content()));
		assertThat(outcome).isEqualTo(seed.expected());
	}

	static List<Seeds.Seed> readWhenSeedThenAsItsNameSays() {
		return Seeds.of(TokenFuzzTests.class);
	}

	private static String signed(byte[] headerAndPayload) {
		int end = 0;
		while (end < headerAndPayload.length && headerAndPayload[end] != '\n') {
			end++;
		}
		int start = Math.min(end + 1, headerAndPayload.length);
		String input = BASE64.encodeToString(Arrays.copyOf(headerAndPayload, end)) + "."
				+ BASE64.encodeToString(Arrays.copyOfRange(headerAndPayload, start, headerAndPayload.length));
		return input + "." + BASE64.encodeToString(new HmacSha256(KEY).sign(input));
	}

	/**
	 * Hands a text to both readers: any other failure than a refusal is a fault.
	 * @return what it is
	 */
	private String read(String text) {
		AuthToken authToken = authToken(text);
		if (authToken != null) {
			this.genuine.requireAuthToken(text, authToken);
			this.genuine.variants(text).forEach((variant) -> assertThat(authToken(variant)).isNull());
		}
		readWithinSession(text);
		String codeTokenOutcome = "refused";
		try {
			this.genuine.requireCodeToken(text, this.codec.decode(text));
			codeTokenOutcome = "code";
			this.genuine.variants(text).forEach(this::requireNoCodeToken);
		}
		catch (TwoFactorException ex) {
			requirePlain(ex);
			assertThat(ex.error()).isIn(TwoFactorError.AUTHENTICATION_FAILED, TwoFactorError.CODE_TOKEN_EXPIRED);
			if (ex.error() == TwoFactorError.CODE_TOKEN_EXPIRED) {
				this.genuine.requireExpiredCodeToken(text);
				codeTokenOutcome = "expired";
			}
		}
		return (authToken != null) ? authToken.type().claim() : codeTokenOutcome;
	}

	private AuthToken authToken(String text) {
		try {
			return this.verifier.apply(text);
		}
		catch (TwoFactorException ex) {
			requirePlain(ex);
			assertThat(ex.error()).isEqualTo(TwoFactorError.TOKEN_NOT_VALID);
			return null;
		}
	}

	/**
	 * The same text as if the key were that of the other kind of code tokens.
	 */
	private void readWithinSession(String text) {
		try {
			assertThat(this.stepUps.decode(text).stepUp()).isNotNull();
		}
		catch (TwoFactorException ex) {
			requirePlain(ex);
			assertThat(ex.error()).isIn(TwoFactorError.AUTHENTICATION_FAILED, TwoFactorError.CODE_TOKEN_EXPIRED);
		}
	}

	private void requireNoCodeToken(String text) {
		try {
			this.codec.decode(text);
		}
		catch (TwoFactorException ex) {
			assertThat(ex.error()).isEqualTo(TwoFactorError.AUTHENTICATION_FAILED);
			return;
		}
		throw new AssertionError("A variant of a code token is one, too");
	}

	/**
	 * A refusal tells nothing but its code.
	 */
	private static void requirePlain(TwoFactorException ex) {
		assertThat(ex).hasMessage(ex.error().code()).hasNoCause();
		assertThat(ex.detail()).isNull();
	}

}
