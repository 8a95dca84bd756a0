package io.github.jwt2fa.token.key;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.test.TestKeys;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which key vouches for what.
 */
class AuthTokenKeysTests {

	private final JwsKey pair = JwsKey.of(JwsAlgorithm.ES256, TestKeys.jwk(TestKeys.ec(256), "pair"));

	private final JwsKey own = secret("own");

	private final JwsKey retired = secret("retired");

	private static JwsKey secret(String text) {
		return JwsKey.ofSecret(JwsAlgorithm.HS256, text.repeat(20).getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void signingWhenAPairThenForTokensOfOthersAlone() {
		AuthTokenKeys keys = new AuthTokenKeys(this.pair, this.own, List.of(this.retired));
		assertThat(keys.signing(true)).isSameAs(this.pair);
		assertThat(keys.signing(false)).isSameAs(this.own);
	}

	@Test
	void mayHaveSignedWhenAPairThenEachForItsTokensAndARetiredSecretForBoth() {
		AuthTokenKeys keys = new AuthTokenKeys(this.pair, this.own, List.of(this.retired));
		assertThat(keys.mayHaveSigned(this.pair, true)).isTrue();
		assertThat(keys.mayHaveSigned(this.pair, false)).isFalse();
		assertThat(keys.mayHaveSigned(this.own, true)).isFalse();
		assertThat(keys.mayHaveSigned(this.own, false)).isTrue();
		assertThat(keys.mayHaveSigned(this.retired, true)).isTrue();
		assertThat(keys.mayHaveSigned(this.retired, false)).isTrue();
	}

	@Test
	void mayHaveSignedWhenOneSecretSignsAllThenForBoth() {
		AuthTokenKeys keys = new AuthTokenKeys(this.own, this.own, List.of(this.pair));
		assertThat(keys.mayHaveSigned(this.own, true)).isTrue();
		assertThat(keys.mayHaveSigned(this.own, false)).isTrue();
		assertThat(keys.mayHaveSigned(this.pair, false)).isFalse();
	}

}
