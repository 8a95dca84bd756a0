package io.github.jwt2fa.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.TokenText;
import io.github.jwt2fa.user.TwoFactorUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a token says, and what of it is believed.
 */
class AuthTokenFactoryTests {

	private final TestTokenRoom room = new TestTokenRoom();

	private final long now = this.room.clock.instant().getEpochSecond();

	@ParameterizedTest
	@EnumSource(AuthTokenType.class)
	void createWhenOfAnyTypeThenItsClaimsAreThoseOfTheLogin(AuthTokenType type) {
		CompletedLogin login = this.room.login();
		Map<String, Object> claims = TokenText.claimsOf(this.room.factory().create(type, login));
		assertThat(claims).containsEntry("token_type", type.claim())
			.containsEntry("iat", (int) this.now)
			.containsEntry("exp", (int) (this.now + lifetime(type).toSeconds()))
			.containsEntry("auth_time", (int) this.now)
			.containsEntry("user_id", "alice")
			.containsEntry("sub", "alice")
			.containsEntry("sid", login.session())
			.containsEntry("amr", List.of("pwd", "otp", "mfa"))
			.doesNotContainKeys("iss", "aud", "hash_password");
		boolean refreshable = type == AuthTokenType.REFRESH || type == AuthTokenType.SLIDING;
		assertThat(claims.get("jti").equals(login.session())).isEqualTo(refreshable);
		assertThat((String) claims.get("jti")).matches("[0-9a-f]{32}");
		assertThat(claims.get("refresh_exp"))
			.isEqualTo((type == AuthTokenType.SLIDING) ? (int) (this.now + Duration.ofDays(7).toSeconds()) : null);
	}

	private static Duration lifetime(AuthTokenType type) {
		return switch (type) {
			case ACCESS -> Duration.ofMinutes(5);
			case REFRESH -> Duration.ofDays(1);
			case SLIDING -> Duration.ofMinutes(15);
			case ENROLLMENT -> Duration.ofMinutes(10);
		};
	}

	@Test
	void createWhenAudienceIsOneThenATextAndElseAList() {
		String one = access(this.room.settings("https://shop", "orders"));
		assertThat(TokenText.claimsOf(one)).containsEntry("iss", "https://shop").containsEntry("aud", "orders");
		String two = access(this.room.settings(null, "orders", "bills"));
		assertThat(TokenText.claimsOf(two)).containsEntry("aud", List.of("orders", "bills")).doesNotContainKey("iss");
	}

	private String access(AuthTokenSettings settings) {
		return this.room.factory(settings, null).create(AuthTokenType.ACCESS, this.room.login());
	}

	@Test
	void createWhenNothingWasProvedThenSaysNothing() {
		CompletedLogin login = CompletedLogin.withUser(this.room.findById("alice"))
			.method(TwoFactorMethod.NO_2FA)
			.at(this.room.clock.instant())
			.session("s1")
			.build();
		assertThat(TokenText.claimsOf(this.room.factory().create(AuthTokenType.ACCESS, login)))
			.doesNotContainKey("amr");
	}

	@Test
	void accessWhenSomethingWasShownOnceMoreThenTellsWhen() {
		TwoFactorUser alice = this.room.findById("alice");
		AuthTokenSubject login = this.room.login().subject();
		assertThat(TokenText.claimsOf(this.room.factory().access(login, alice))).doesNotContainKey("amr_at");
		AuthTokenSubject later = login.provedBy("pop", false, this.room.clock.instant().plusSeconds(9));
		assertThat(TokenText.claimsOf(this.room.factory().access(later, alice))).containsEntry("amr_at",
				Map.of("pop", (int) this.now + 9));
	}

	@Test
	void createWhenPasswordsAreCheckedThenHasAFingerprintThatIsNotTheHash() {
		AuthTokenFactory factory = this.room.factory(this.room.settings(null), this.room.passwords());
		Map<String, Object> claims = TokenText.claimsOf(factory.create(AuthTokenType.ACCESS, this.room.login()));
		assertThat((String) claims.get("hash_password")).hasSize(43).doesNotContain("first");
	}

	@Test
	void createWhenCustomizedThenHasClaimsOfTheApplication() {
		AuthTokenFactory factory = this.room.factory(this.room.settings(null), null, (context) -> {
			assertThat(context.type()).isEqualTo(AuthTokenType.ACCESS);
			context.claim("tenant", context.user().id() + "'s")
				.claim("limits", Map.of("orders", List.of(1, 2.5, true)));
			assertThat(context.toString()).isEqualTo("AuthTokenContext[type=access, userId=alice]");
		}, (context) -> context.claim("tenant", "another"));
		assertThat(TokenText.claimsOf(factory.create(AuthTokenType.ACCESS, this.room.login())))
			.containsEntry("tenant", "another")
			.containsEntry("limits", Map.of("orders", List.of(1, 2.5, true)));
	}

	@Test
	void createWhenACustomizerWritesWhatItMustNotThenSaysWhich() {
		for (String reserved : List.of("user_id", "exp", "sid", "hash_password")) {
			assertThatIllegalArgumentException().isThrownBy(() -> customized(reserved, "x"))
				.withMessageContaining("The claim " + reserved + " is reserved");
		}
		for (Object value : new Object[] { Instant.EPOCH, Double.NaN, List.of(Double.POSITIVE_INFINITY), Map.of(1, "x"),
				Map.of("a", List.of(new Object())), Arrays.asList("a", null) }) {
			assertThatIllegalArgumentException().as(value.toString())
				.isThrownBy(() -> customized("tenant", value))
				.withMessageContaining("The claim tenant can't be written as JSON");
		}
	}

	private void customized(String claim, Object value) {
		this.room.factory(this.room.settings(null), null, (context) -> context.claim(claim, value))
			.create(AuthTokenType.ACCESS, this.room.login());
	}

	@Test
	void verifyWhenOfAnotherIssuerOrForOthersThenRefused() {
		String token = access(this.room.settings("https://shop", "orders", "bills"));
		for (AuthTokenSettings fitting : List.of(this.room.settings("https://shop", "bills", "more"),
				this.room.settings(null), this.room.settings("https://shop"))) {
			assertThat(this.room.verifier(fitting).verify(token).userId()).isEqualTo("alice");
		}
		for (AuthTokenSettings other : List.of(this.room.settings("https://other", "orders"),
				this.room.settings("https://shop", "letters"))) {
			assertThatExceptionOfType(TwoFactorException.class)
				.isThrownBy(() -> this.room.verifier(other).verify(token));
		}
		assertThatExceptionOfType(TwoFactorException.class)
			.isThrownBy(() -> this.room.verifier(this.room.settings("https://shop")).verify(foreign(Map.of())));
	}

	/**
	 * A token of other software under the same key.
	 */
	private String foreign(Map<String, Object> more) {
		Map<String, Object> claims = new java.util.LinkedHashMap<>(
				Map.of("token_type", "access", "exp", this.now + 60, "iat", this.now, "jti", "id", "user_id", "alice"));
		claims.putAll(more);
		return TokenText.signed(claims);
	}

	@Test
	void verifyWhenClaimsAreOddThenRefused() {
		AuthTokenVerifier verifier = this.room.verifier(this.room.settings(null));
		AuthToken plain = verifier.verify(foreign(Map.of()));
		assertThat(plain.session()).isNull();
		assertThat(plain.sessionId()).isEqualTo("id");
		assertThat(plain.sessionToken().foreign()).isTrue();
		AuthToken full = verifier
			.verify(foreign(Map.of("sid", "s1", "nbf", this.now + 2, "amr", texts(16, 64), "auth_time", this.now)));
		assertThat(full.sessionId()).isEqualTo("s1");
		assertThat(full.sessionToken().foreign()).isFalse();
		assertThat(full.amr()).hasSize(16);
		for (Map<String, Object> odd : List.<Map<String, Object>>of(Map.of("token_type", "other"), Map.of("jti", ""),
				Map.of("user_id", ""), Map.of("iat", "x"), Map.of("exp", "x"), Map.of("nbf", "x"),
				Map.of("nbf", this.now + 3), Map.of("exp", this.now - 2), Map.of("sid", "x".repeat(1000)),
				Map.of("amr", texts(17, 1)), Map.of("amr", texts(1, 65)))) {
			assertThatThrownBy(() -> verifier.verify(foreign(odd))).as("%s", odd)
				.isInstanceOf(TwoFactorException.class);
		}
		assertThat(verifier.verify(foreign(Map.of("exp", this.now - 1))).userId()).isEqualTo("alice");
	}

	private static List<String> texts(int count, int length) {
		return IntStream.range(0, count).mapToObj((i) -> "x".repeat(length)).toList();
	}

}
