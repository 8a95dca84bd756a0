package io.github.jwt2fa.token;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.jws.CompactJws;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.TestKeys;
import io.github.jwt2fa.token.key.AuthTokenKeySource;
import io.github.jwt2fa.token.key.AuthTokenKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AuthTokenVerifierTests {

	private static final JwsKey KEY = key("a key for the tests of the verifier, no other");

	private static final JwsKey OTHER_KEY = key("a key that the verifier does not know of..");

	private final MutableClock clock = new MutableClock();

	private static JwsKey key(String text) {
		return JwsKey.ofSecret(JwsAlgorithm.HS256, text.getBytes(StandardCharsets.UTF_8));
	}

	private AuthTokenVerifier verifier(int cacheSize) {
		Duration minute = Duration.ofMinutes(1);
		AuthTokenSettings settings = new AuthTokenSettings(
				new AuthTokenSettings.Lifetimes(minute, minute, minute, minute, minute), null, List.of(),
				Duration.ofSeconds(2), "user_id", cacheSize);
		return new AuthTokenVerifier(new AuthTokenKeys(KEY, KEY, List.of()), settings, this.clock, null);
	}

	private AuthTokenVerifier verifier(AuthTokenKeySource keys) {
		Duration minute = Duration.ofMinutes(1);
		return new AuthTokenVerifier(keys,
				new AuthTokenSettings(new AuthTokenSettings.Lifetimes(minute, minute, minute, minute, minute), null,
						List.of(), Duration.ZERO, "user_id", 100),
				this.clock, null);
	}

	private Map<String, Object> claims(String type, int id, long lifetime) {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("token_type", type);
		claims.put("exp", this.clock.instant().getEpochSecond() + lifetime);
		claims.put("iat", this.clock.instant().getEpochSecond());
		claims.put("jti", "id" + id);
		claims.put("user_id", "alice");
		return claims;
	}

	private static AuthToken verified(AuthTokenVerifier verifier, String text) {
		try {
			return verifier.verify(text);
		}
		catch (TwoFactorException ex) {
			return null;
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void verifyWhenAnyStateOfTheCacheThenAsWithoutOne(long seed) {
		Random random = new Random(seed);
		AuthTokenVerifier remembering = verifier(8);
		AuthTokenVerifier forgetful = verifier(0);
		List<String> texts = new ArrayList<>();
		int accepted = 0;
		int refused = 0;
		for (int step = 0; step < 5000; step++) {
			if (texts.size() < 5 || random.nextInt(20) == 0) {
				texts.add(anyText(random, step, texts));
			}
			if (random.nextInt(3) == 0) {
				// clocks are also set back
				this.clock.advance(Duration.ofMillis(random.nextInt(4000) - 1000));
			}
			String text = texts.get(Math.max(0, texts.size() - 1 - random.nextInt(12)));
			// a server reads each request into a text of its own
			AuthToken with = verified(remembering, new String(text.toCharArray()));
			AuthToken without = verified(forgetful, text);
			assertThat(with).as("step %d", step).isEqualTo(without);
			accepted += (without != null) ? 1 : 0;
			refused += (without == null) ? 1 : 0;
			assertThat(remembering.remembered()).isLessThanOrEqualTo(8);
		}
		assertThat(accepted).isGreaterThan(500);
		assertThat(refused).isGreaterThan(500);
	}

	private String anyText(Random random, int id, List<String> texts) {
		Map<String, Object> claims = claims(
				List.of("access", "sliding", "refresh", "enrollment").get(random.nextInt(4)), id, random.nextInt(90));
		if (random.nextInt(4) == 0) {
			claims.put("nbf", this.clock.instant().getEpochSecond() + random.nextInt(30));
		}
		String text = CompactJws.sign(claims, (random.nextInt(6) == 0) ? OTHER_KEY : KEY);
		return switch (random.nextInt(6)) {
			case 0 -> text.substring(0, text.length() - 1) + (text.endsWith("A") ? "B" : "A");
			case 1 -> texts.isEmpty() ? "" : texts.get(texts.size() - 1) + "=";
			default -> text;
		};
	}

	@Test
	void verifyWhenTokensExpireThenNothingOfThemIsLeft() {
		AuthTokenVerifier verifier = verifier(100);
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			String text = CompactJws.sign(claims("access", i, 10 + i), KEY);
			texts.add(text);
			verifier.verify(text);
		}
		assertThat(verifier.remembered()).isEqualTo(10);
		// leeway included
		this.clock.advance(Duration.ofSeconds(15));
		assertThat(verifier.remembered()).isBetween(6L, 7L);
		this.clock.advance(Duration.ofSeconds(8));
		assertThat(verifier.remembered()).isZero();
		texts.forEach((text) -> assertThat(verified(verifier, text)).isNull());
		assertThat(verifier.remembered()).isZero();
	}

	@Test
	void verifyWhenTheKeysChangeThenWhatIsRememberedGoesByTheNewOnes() {
		Keys keys = new Keys(KEY);
		AuthTokenVerifier verifier = verifier(keys);
		String text = CompactJws.sign(claims("access", 1, 60), KEY);
		assertThat(verified(verifier, text)).isNotNull();
		keys.present = new AuthTokenKeys(OTHER_KEY, OTHER_KEY, List.of());
		assertThat(verified(verifier, text)).isNull();
		keys.present = new AuthTokenKeys(OTHER_KEY, OTHER_KEY, List.of(KEY));
		assertThat(verified(verifier, text)).isNotNull();
	}

	@Test
	void verifyWhenTheKeyIsNotKnownThenNewerOnesAreAskedForAndElseNot() {
		JwsKey old = JwsKey.of(JwsAlgorithm.ES256, TestKeys.jwk(TestKeys.ec(256), "old"));
		JwsKey fresh = JwsKey.of(JwsAlgorithm.ES256, TestKeys.jwk(TestKeys.ec(256), "fresh"));
		Keys keys = new Keys(old);
		AuthTokenVerifier verifier = verifier(keys);
		String known = CompactJws.sign(claims("access", 1, 60), old);
		String forged = known.substring(0, known.lastIndexOf('.') + 1) + "A".repeat(86);
		assertThat(verified(verifier, known)).isNotNull();
		for (String text : List.of(forged, "garbage", CompactJws.sign(claims("access", 2, 60), OTHER_KEY))) {
			assertThat(verified(verifier, text)).isNull();
		}
		assertThat(keys.asked).isZero();
		keys.newer = new AuthTokenKeys(fresh, KEY, List.of(old));
		assertThat(verified(verifier, CompactJws.sign(claims("access", 3, 60), fresh))).isNotNull();
		assertThat(keys.asked).isEqualTo(1);
	}

	/**
	 * A token is found by its end, but is remembered as a whole.
	 */
	@Test
	void verifyWhenTheEndIsThatOfARememberedOneThenStillNotThatOne() {
		AuthTokenVerifier verifier = verifier(100);
		String text = CompactJws.sign(claims("access", 1, 60), KEY);
		String other = CompactJws.sign(claims("access", 2, 60), KEY);
		verifier.verify(text);
		String forged = other.substring(0, other.lastIndexOf('.')) + text.substring(text.lastIndexOf('.'));
		assertThat(verified(verifier, forged)).isNull();
		assertThat(verified(verifier, "x" + text)).isNull();
		assertThat(verified(verifier, new String(text.toCharArray()))).isNotNull();
		assertThat(verifier.remembered()).isEqualTo(1);
	}

	@Test
	void verifyWhenSomethingWasShownOnceMoreThenOfAnAccessTokenAlone() {
		AuthTokenVerifier verifier = verifier(100);
		long now = this.clock.instant().getEpochSecond();
		for (String type : List.of("access", "refresh", "sliding")) {
			Map<String, Object> claims = claims(type, 1, 60);
			assertThat(verifier.verify(CompactJws.sign(claims, KEY)).amrAt()).isEmpty();
			claims.put("amr", List.of("pwd", "otp"));
			claims.put("amr_at", Map.of("otp", now));
			assertThat(verifier.verify(CompactJws.sign(claims, KEY)).amrAt())
				.isEqualTo(type.equals("access") ? Map.of("otp", Instant.ofEpochSecond(now)) : Map.of());
		}
	}

	@Test
	void verifyWhenTheTimesAreMalformedThenNotValid() {
		AuthTokenVerifier verifier = verifier(100);
		Map<String, Object> many = new LinkedHashMap<>();
		for (int i = 0; i < 17; i++) {
			many.put("m" + i, 1);
		}
		for (Object wrong : new Object[] { "otp", 7, true, List.of("otp"), Map.of("otp", "now"), Map.of("otp", -1),
				Map.of("otp", 1e300), Map.of("otp", Map.of()), Map.of("o".repeat(65), 1), many }) {
			Map<String, Object> claims = claims("access", 1, 60);
			claims.put("amr_at", wrong);
			assertThat(verified(verifier, CompactJws.sign(claims, KEY))).as("%s", wrong).isNull();
		}
	}

	@Test
	void verifyWhenTokenIsLongThenNotRemembered() {
		AuthTokenVerifier verifier = verifier(100);
		Map<String, Object> claims = new LinkedHashMap<>(claims("access", 1, 60));
		claims.put("more", "x".repeat(4000));
		verifier.verify(CompactJws.sign(claims, KEY));
		assertThat(verifier.remembered()).isZero();
	}

	@Test
	void verifyWhenTokensAreNotForResourcesOrNotValidThenNotRemembered() {
		AuthTokenVerifier verifier = verifier(100);
		verifier.verify(CompactJws.sign(claims("refresh", 1, 60), KEY));
		verifier.verify(CompactJws.sign(claims("enrollment", 2, 60), KEY));
		verified(verifier, CompactJws.sign(claims("access", 3, -10), KEY));
		verified(verifier, CompactJws.sign(claims("access", 4, 60), OTHER_KEY));
		for (int i = 0; i < 1000; i++) {
			verified(verifier, "garbage" + i);
		}
		assertThat(verifier.remembered()).isZero();
	}

	@Test
	@SuppressWarnings("unchecked")
	void verifyWhenAReaderChangesClaimsThenItCanNot() {
		AuthTokenVerifier verifier = verifier(100);
		Map<String, Object> claims = claims("access", 1, 60);
		claims.put("roles", List.of("USER"));
		claims.put("deep", Map.of("list", List.of(Map.of("a", 1L))));
		AuthToken token = verifier.verify(CompactJws.sign(claims, KEY));
		assertThat(token.claims()).isEqualTo(claims);
		List<Object> roles = (List<Object>) token.claims().get("roles");
		Map<String, Object> deep = (Map<String, Object>) token.claims().get("deep");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> roles.add("ADMIN"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> ((List<Object>) deep.get("list")).clear());
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> token.claims().put("user_id", "bob"));
	}

	@Test
	void readExpiredWhenExpiredThenStillRead() {
		String text = CompactJws.sign(claims("refresh", 1, 60), KEY);
		this.clock.advance(Duration.ofDays(1));
		AuthTokenVerifier verifier = verifier(100);
		assertThat(verifier.readExpired(text).expiresAt()).isBefore(this.clock.instant());
		assertThat(verifier.readExpired(CompactJws.sign(claims("refresh", 1, 60), OTHER_KEY))).isNull();
	}

	/**
	 * Keys that change when a test says so.
	 */
	private static final class Keys implements AuthTokenKeySource {

		private AuthTokenKeys present;

		private AuthTokenKeys newer;

		private int asked;

		private Keys(JwsKey key) {
			this.present = new AuthTokenKeys(key, KEY, List.of());
			this.newer = this.present;
		}

		@Override
		public AuthTokenKeys present() {
			return this.present;
		}

		@Override
		public AuthTokenKeys newerThan(AuthTokenKeys known) {
			this.asked++;
			this.present = this.newer;
			return this.present;
		}

	}

}
