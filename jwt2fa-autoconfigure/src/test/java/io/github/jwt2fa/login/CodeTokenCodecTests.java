package io.github.jwt2fa.login;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.test.MutableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CodeTokenCodecTests {

	private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

	private static final TwoFactorMethod SMS = TwoFactorMethod.of("sms");

	private final CodeTokenCodec codec = new CodeTokenCodec(new CodeTokenSettings(KEY, Duration.ofMinutes(5), 16),
			new MutableClock(), new SecureRandom());

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

	@ParameterizedTest
	@ValueSource(strings = { "jti", "typ", "uid", "iat", "exp", "hash_password", "other" })
	void encodeWhenChallengeOfCodeSenderNamesAnotherClaimThenRefused(String claim) {
		CodeToken token = this.codec.create("alice", TwoFactorMethod.CODE_SENDER)
			.withChallenge(Map.of("vch", "hash", claim, "other"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.codec.encode(token))
			.withMessageNotContaining("hash");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jti", "typ", "uid", "iat", "exp", "vch", "vcn", "cid" })
	void encodeWhenMethodHasTheNameOfAClaimThenRefused(String method) {
		assertThat(CodeTokenCodec.canCarry(TwoFactorMethod.of(method))).isFalse();
		CodeToken token = this.codec.create("alice", TwoFactorMethod.of(method)).withChallenge(Map.of("a", "b"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.codec.encode(token));
	}

}
