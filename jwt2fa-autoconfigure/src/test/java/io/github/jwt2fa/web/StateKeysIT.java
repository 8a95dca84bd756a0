package io.github.jwt2fa.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.crypto.KeyDerivation;
import io.github.jwt2fa.test.TestApplication;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who sees the store does not see whose state it is.
 */
class StateKeysIT {

	private static final String SECRET = "the secret key of this one application";

	@Test
	void loginWhenStateIsInATableThenItsKeysAreHmacsUnderADerivedKey() {
		try (TestApplication app = TestApplication.with("jwt2fa.state.store=jdbc",
				"jwt2fa.code-token-throttle-rate=12/3h", "jwt2fa.secret-key=" + SECRET)) {
			assertThat(app.login("alice").status()).isEqualTo(200);
			List<String> keys = app.bean(JdbcTemplate.class)
				.queryForList("select state_key from jwt2fa_state", String.class);
			HmacSha256 hmac = new HmacSha256(new KeyDerivation(SECRET).derive("2fa-state"));
			assertThat(keys).contains(key(hmac, "user", "alice"), key(hmac, "client", "127.0.0.1"),
					key(hmac, "client", "127.0.0.0/24"));
			assertThat(keys).allSatisfy((key) -> assertThat(key).matches("jwt2fa:[a-z-]+:[A-Za-z0-9_-]{22}"));
		}
	}

	@Test
	void noticeWhenItIsCountedThenItsKeyTellsNobodyEither() {
		try (TestApplication app = TestApplication.with("jwt2fa.state.store=jdbc", "jwt2fa.secret-key=" + SECRET,
				"jwt2fa.max-second-factor-failures-per-user=1/1h")) {
			assertThat(app.client().auth(app.codeTokenFor("alice"), "wrong").status()).isEqualTo(401);
			List<String> keys = app.bean(JdbcTemplate.class)
				.queryForList("select state_key from jwt2fa_state", String.class);
			HmacSha256 hmac = new HmacSha256(new KeyDerivation(SECRET).derive("2fa-state"));
			assertThat(keys).contains(key(hmac, "notice", "budget-spent alice"));
			assertThat(keys).allSatisfy((key) -> assertThat(key).matches("jwt2fa:[a-z-]+:[A-Za-z0-9_-]{22}"));
		}
	}

	private static String key(HmacSha256 hmac, String kind, String id) {
		byte[] bytes = Arrays.copyOf(hmac.sign(id.getBytes(StandardCharsets.UTF_8)), 16);
		return "jwt2fa:" + kind + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
