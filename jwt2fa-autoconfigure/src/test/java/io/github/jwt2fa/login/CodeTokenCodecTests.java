package io.github.jwt2fa.login;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.TwoFactorError;
import io.github.jwt2fa.TwoFactorException;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.jws.CompactJws;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.token.AuthTokenSubject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CodeTokenCodecTests {

	private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

	private static final byte[] STEP_UP_KEY = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.UTF_8);

	private static final TwoFactorMethod SMS = TwoFactorMethod.of("sms");

	private final MutableClock clock = new MutableClock();

	private final CodeTokenCodec codec = new CodeTokenCodec(new CodeTokenSettings(new SecretKeySpec(KEY, "HmacSHA256"),
			new SecretKeySpec(STEP_UP_KEY, "HmacSHA256"), Duration.ofMinutes(5), 16), this.clock, new SecureRandom());

	@Test
	void decodeWhenEncodedThenTheSame() {
		CodeToken mailed = this.codec.create("alice", TwoFactorMethod.CODE_SENDER)
			.withChallenge(Map.of("vch", "hash", "vcn", "nonce"))
			.withPasswordFingerprint("fingerprint");
		assertThat(this.codec.decode(this.codec.encode(mailed))).isEqualTo(mailed);
		CodeToken sms = this.codec.create("alice", SMS).withChallenge(Map.of("jti", "mine", "exp", "never"));
		assertThat(this.codec.decode(this.codec.encode(sms))).isEqualTo(sms);
		CodeToken totp = this.codec.create("alice", TwoFactorMethod.TOTP);
		assertThat(this.codec.decode(this.codec.encode(totp))).isEqualTo(totp);
	}

	@Test
	void decodeWhenSeveralMethodsAreBegunThenAllOfThem() {
		CodeToken token = this.codec.create("alice", TwoFactorMethod.CODE_SENDER)
			.withChallenge(Map.of("vch", "hash", "vcn", "nonce"))
			.withChallenge(SMS, Map.of("vch", "another"))
			.withUnsent(Set.of(TwoFactorMethod.TOTP));
		CodeToken next = this.codec.create("alice", SMS).after(token);
		for (CodeToken each : List.of(token, next)) {
			assertThat(this.codec.decode(this.codec.encode(each))).isEqualTo(each);
		}
		assertThat(this.codec.decode(this.codec.encode(token.withUnsent(Set.of()))).unsent()).isEmpty();
	}

	@Test
	void decodeWhenTheNextOfANextThenOfTheChainOfTheFirst() {
		CodeToken first = this.codec.create("alice", SMS);
		this.clock.advance(Duration.ofMinutes(1));
		CodeToken second = this.codec.create("alice", SMS).after(first);
		this.clock.advance(Duration.ofMinutes(1));
		CodeToken third = this.codec.decode(this.codec.encode(this.codec.create("alice", SMS).after(second)));
		assertThat(third.id()).isNotEqualTo(first.id());
		assertThat(third.chainId()).isEqualTo(first.id());
		assertThat(third.authTime()).isEqualTo(first.issuedAt());
		assertThat(third.chainEnd()).isEqualTo(first.chainEnd()).isEqualTo(first.issuedAt().plusSeconds(600));
		assertThat(third.expiresAt()).isEqualTo(first.issuedAt().plusSeconds(420));
	}

	@Test
	void requireYoungWhenThePasswordIsAsOldAsACodeMayBeThenExpired() {
		CodeToken first = this.codec.create("alice", SMS);
		this.clock.advance(Duration.ofSeconds(299));
		CodeToken second = this.codec.create("alice", SMS).after(first);
		this.codec.requireYoung(first);
		this.codec.requireYoung(second);
		this.clock.advance(Duration.ofSeconds(1));
		for (CodeToken token : List.of(first, second)) {
			assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> this.codec.requireYoung(token))
				.satisfies((ex) -> assertThat(ex.error()).isEqualTo(TwoFactorError.CODE_TOKEN_EXPIRED));
		}
		assertThat(this.codec.decode(this.codec.encode(second))).isEqualTo(second);
	}

	@Test
	void requireYoungWhenTheTokenItselfIsPastItsEndThenExpired() {
		// such as one from before its lifetime was made longer
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		CodeToken token = new CodeToken("id", SMS, "alice", now, now.plusSeconds(60));
		this.codec.requireYoung(token);
		this.clock.advance(Duration.ofSeconds(60));
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> this.codec.requireYoung(token))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(TwoFactorError.CODE_TOKEN_EXPIRED));
	}

	@Test
	void decodeWhenPastItsEndThenExpired() {
		String token = this.codec.encode(this.codec.create("alice", SMS));
		this.clock.advance(Duration.ofMinutes(5));
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> this.codec.decode(token))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(TwoFactorError.CODE_TOKEN_EXPIRED));
		assertThat(this.codec.decodeGenuine(token).userId()).isEqualTo("alice");
	}

	@Test
	void decodeWhenTheFirstStepWasNoPasswordThenTheSame() {
		for (FirstFactor first : List.of(FirstFactor.of("cert"), FirstFactor.sent("link"), FirstFactor.PASSWORD)) {
			CodeToken token = this.codec.create("alice", SMS).withFirstFactor(first);
			assertThat(this.codec.decode(this.codec.encode(token))).isEqualTo(token);
		}
	}

	@Test
	void decodeWhenTheNameOfAMethodIsBlankThenItIsNoMethod() {
		long now = this.clock.instant().getEpochSecond();
		String token = CompactJws.sign(Map.of("jti", "id", "typ", "sms", "uid", "alice", "iat", now, "exp", now + 60,
				"methods", List.of("sms", " ")), JwsKey.ofSecret(JwsAlgorithm.HS256, KEY));
		assertThat(this.codec.decode(token).unsent()).containsExactly(SMS);
	}

	private CodeToken within(CodeToken token) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
		AuthTokenSubject login = new AuthTokenSubject("alice", "session", now.minusSeconds(60),
				List.of("pwd", "mca", "otp", "mfa"), Map.of("otp", now));
		return token.withStepUp(new CodeToken.StepUp(login, Set.of(SMS, TwoFactorMethod.TOTP), true));
	}

	@Test
	void decodeWhenIssuedWithinASessionThenTheSame() {
		CodeToken token = within(this.codec.create("alice", SMS).withChallenge(Map.of("vch", "hash")))
			.withUnsent(Set.of(TwoFactorMethod.TOTP));
		CodeToken next = this.codec.create("alice", SMS).after(token);
		assertThat(next.stepUp()).isEqualTo(token.stepUp());
		AuthTokenSubject unknown = new AuthTokenSubject("alice", "session", null, List.of(), Map.of());
		CodeToken foreign = token.withStepUp(new CodeToken.StepUp(unknown, Set.of(), false));
		for (CodeToken each : List.of(token, next, foreign)) {
			assertThat(this.codec.decode(this.codec.encode(each))).isEqualTo(each);
		}
	}

	/**
	 * The key tells what a token is, whatever its claims say.
	 */
	@Test
	void decodeWhenUnderTheKeyOfTheOtherKindThenNotOfThatKind() {
		JwsKey key = JwsKey.ofSecret(JwsAlgorithm.HS256, KEY);
		JwsKey stepUpKey = JwsKey.ofSecret(JwsAlgorithm.HS256, STEP_UP_KEY);
		CompactJws reader = new CompactJws(List.of(key, stepUpKey));
		String ofLogin = this.codec.encode(this.codec.create("alice", SMS));
		String ofSession = this.codec.encode(within(this.codec.create("alice", SMS)));
		CodeToken login = this.codec.decode(CompactJws.sign(reader.verify(ofSession).claims().values(), key));
		assertThat(login.stepUp()).isNull();
		assertThat(login.challenges()).isEmpty();
		String forged = CompactJws.sign(reader.verify(ofLogin).claims().values(), stepUpKey);
		assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> this.codec.decode(forged))
			.satisfies((ex) -> assertThat(ex.error()).isEqualTo(TwoFactorError.AUTHENTICATION_FAILED));
		assertThat(new CompactJws(List.of(key)).verify(ofSession)).isNull();
		assertThat(new CompactJws(List.of(stepUpKey)).verify(ofLogin)).isNull();
	}

	@Test
	void decodeWhenTheSessionIsMalformedThenRefused() {
		JwsKey key = JwsKey.ofSecret(JwsAlgorithm.HS256, STEP_UP_KEY);
		long now = this.clock.instant().getEpochSecond();
		Map<String, Object> session = Map.of("sid", "session", "amr", List.of("pwd"), "methods", List.of("sms"));
		Map<String, Object> claims = new HashMap<>(
				Map.of("jti", "id", "typ", "sms", "uid", "alice", "iat", now, "exp", now + 60, "step_up", session));
		CodeToken token = this.codec.decode(CompactJws.sign(claims, key));
		// what does not say that less will do asks for more
		assertThat(token.stepUp().verified()).isTrue();
		assertThat(token.stepUp().login().authTime()).isNull();
		for (Map.Entry<String, Object> wrong : Map
			.<String, Object>of("sid", 7, "amr", 7, "amr_at", List.of(), "methods", Map.of())
			.entrySet()) {
			Map<String, Object> other = new HashMap<>(session);
			other.put(wrong.getKey(), wrong.getValue());
			claims.put("step_up", other);
			String text = CompactJws.sign(claims, key);
			assertThatExceptionOfType(TwoFactorException.class).as(wrong.getKey())
				.isThrownBy(() -> this.codec.decode(text));
		}
		for (Object wrong : new Object[] { "session", 7, List.of(), Map.of() }) {
			claims.put("step_up", wrong);
			String text = CompactJws.sign(claims, key);
			assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> this.codec.decode(text));
		}
	}

	/**
	 * Of a token whose chain is not known nobody knows what was tried with it.
	 */
	@Test
	void decodeWhenTheChainIsNotKnownThenRefused() {
		JwsKey key = JwsKey.ofSecret(JwsAlgorithm.HS256, KEY);
		long now = this.clock.instant().getEpochSecond();
		Map<String, Object> claims = new HashMap<>(
				Map.of("jti", "id", "typ", "sms", "uid", "alice", "iat", now, "exp", now + 60));
		assertThat(this.codec.decode(CompactJws.sign(claims, key)).chainId()).isEqualTo("id");
		for (Object chain : new Object[] { "first", "", 7, Map.of() }) {
			claims.put("cid", chain);
			String token = CompactJws.sign(claims, key);
			assertThatExceptionOfType(TwoFactorException.class).isThrownBy(() -> this.codec.decode(token));
		}
		claims.putAll(Map.of("cid", "first", "auth_time", now));
		assertThat(this.codec.decode(CompactJws.sign(claims, key)).chainId()).isEqualTo("first");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jti", "typ", "uid", "iat", "exp", "hash_password", "other" })
	void encodeWhenChallengeOfCodeSenderNamesAnotherClaimThenRefused(String claim) {
		CodeToken token = this.codec.create("alice", TwoFactorMethod.CODE_SENDER)
			.withChallenge(Map.of("vch", "hash", claim, "other"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.codec.encode(token))
			.withMessageNotContaining("hash");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jti", "typ", "uid", "iat", "exp", "vch", "vcn", "cid", "auth_time", "methods" })
	void encodeWhenMethodHasTheNameOfAClaimThenRefused(String method) {
		assertThat(CodeTokenCodec.canCarry(TwoFactorMethod.of(method))).isFalse();
		CodeToken token = this.codec.create("alice", TwoFactorMethod.of(method)).withChallenge(Map.of("a", "b"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.codec.encode(token));
	}

}
