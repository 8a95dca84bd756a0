package io.github.jwt2fa.jws;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.test.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CompactJwsTests {

	private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

	private final JwsKey key = JwsKey.ofSecret(JwsAlgorithm.HS256, KEY);

	private final CompactJws jws = new CompactJws(List.of(this.key));

	@Test
	void verifyWhenSignedThenClaims() {
		String token = CompactJws.sign(Map.of("a", "b", "n", 5L), this.key);
		assertThat(this.jws.verify(token).claims().values()).isEqualTo(Map.of("a", "b", "n", 5L));
		String header = new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
				StandardCharsets.UTF_8);
		assertThat(header).isIn("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", "{\"typ\":\"JWT\",\"alg\":\"HS256\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"alg\":\"none\"}", "{\"alg\":\"HS384\"}", "{\"alg\":\"RS256\"}",
			"{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}", "{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}",
			"{\"alg\":\"HS256\",\"alg\":\"none\"}", "{}", "[]", "null", "\"HS256\"", "{\"alg\":5}",
			"{\"alg\":\"hs256\"}", "not json" })
	void verifyWhenHeaderIsAnotherThenNull(String header) {
		assertThat(this.jws.verify(signed(header, "{\"a\":1}"))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "5", "\"text\"", "null", "{", "", "{\"a\":1}{", "{\"a\":1,\"a\":1}",
			"{\"a\":{\"b\":1,\"b\":2}}", "{\"a\":1,}", "{a:1}" })
	void verifyWhenPayloadIsNoObjectThenNull(String payload) {
		assertThat(this.jws.verify(signed("{\"alg\":\"HS256\"}", payload))).isNull();
	}

	@Test
	void verifyWhenNoUtf8ThenNull() {
		byte[] header = bytes("{\"alg\":\"HS256\",\"cty\":\"~\"}");
		byte[] payload = bytes("{\"user_id\":\"~\"}");
		assertThat(this.jws.verify(signed(header, payload, KEY))).isNotNull();
		// half of a character, and a longer form of "/"
		for (String bad : List.of("\u00e9", "\u00c0\u00af")) {
			assertThat(this.jws.verify(signed(replaced(header, bad), payload, KEY))).isNull();
			assertThat(this.jws.verify(signed(header, replaced(payload, bad), KEY))).isNull();
		}
	}

	private static byte[] replaced(byte[] json, String bytes) {
		return new String(json, StandardCharsets.ISO_8859_1).replace("~", bytes).getBytes(StandardCharsets.ISO_8859_1);
	}

	@Test
	void verifyWhenHeaderIsDeepOrLongThenNull() {
		assertThat(this.jws.verify(signed("[".repeat(5000), "{}"))).isNull();
		assertThat(
				this.jws.verify(signed("{\"alg\":\"HS256\",\"x\":" + "[".repeat(3000) + "]".repeat(3000) + "}", "{}")))
			.isNull();
		assertThat(this.jws.verify("a".repeat(1_000_000))).isNull();
	}

	@Test
	void verifyWhenEmbeddedKeyThenItIsNotUsed() {
		byte[] other = "another key that the sender chose".getBytes(StandardCharsets.UTF_8);
		String jwk = "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\""
				+ Base64.getUrlEncoder().withoutPadding().encodeToString(other) + "\"}}";
		assertThat(this.jws.verify(signed(jwk, "{\"a\":1}", other))).isNull();
	}

	@Test
	void verifyWhenAnyCharacterIsAnotherThenNull() {
		String token = CompactJws.sign(Map.of("a", "b"), this.key);
		for (int i = 0; i < token.length(); i++) {
			char other = (token.charAt(i) != 'A') ? 'A' : 'B';
			assertThat(this.jws.verify(token.substring(0, i) + other + token.substring(i + 1))).as("at %d", i).isNull();
		}
	}

	@Test
	void verifyWhenTextIsNotTheCanonicalOneThenNull() {
		String token = CompactJws.sign(Map.of("a", "b"), this.key);
		int last = token.length() - 1;
		// 32 bytes of signature leave two spare bits in the last of 43 characters
		String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
		int value = alphabet.indexOf(token.charAt(last));
		for (int spare = 1; spare < 4; spare++) {
			String variant = token.substring(0, last) + alphabet.charAt(value | spare);
			assertThat(Base64.getUrlDecoder().decode(variant.substring(variant.lastIndexOf('.') + 1)))
				.isEqualTo(Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1)));
			assertThat(this.jws.verify(variant)).isNull();
		}
		assertThat(this.jws.verify(token + "=")).isNull();
		assertThat(this.jws.verify(token + "\n")).isNull();
		assertThat(this.jws.verify(" " + token)).isNull();
		assertThat(this.jws.verify(token + ".")).isNull();
		assertThat(this.jws.verify(token.replace(".", ".."))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "...", "a.b", "a.b.c", "é.é.é", "eyJhbGciOiJub25lIn0.e30." })
	void verifyWhenNoTokenThenNull(String text) {
		assertThat(this.jws.verify(text)).isNull();
	}

	/**
	 * Spare bits, lengths and characters that no encoder makes.
	 */
	@ParameterizedTest
	@CsvSource({ "AA.AA.AA, true", "AAA.AAAA.AA, true", "AB.AA.AA, false", "AAB.AA.AA, false", "AAE.AA.AA, true",
			"AQ.AA.AA, true", "A.AA.AA, false", "AAAAA.AA.AA, false", "AA.AA, false", "AA.AA.AA.AA, false",
			"azAZ.09-_.zzzz, true", "az[Z.0000.0000, false", "az@Z.0000.0000, false", "az`Z.0000.0000, false",
			"az{Z.0000.0000, false", "az/Z.0000.0000, false", "az:Z.0000.0000, false", "az+Z.0000.0000, false",
			"gA.gQ.0w, true", "9A.-A._w, true", "gB.AA.AA, false", "0x.AA.AA, false", "-_.AA.AA, false",
			"A1.AA.AA, false", "AA5.AA.AA, false", ".AA.AA, false", "AA..AA, false", "AA.AA., false" })
	void isCanonicalWhenAnyTextThenOnlyIfAnEncoderWritesIt(String text, boolean canonical) {
		assertThat(CompactJws.isCanonical(text)).isEqualTo(canonical);
	}

	@Test
	void isCanonicalWhenLongerThanAnyTokenThenNot() {
		String longest = "AAAA.AAAA." + "A".repeat(16 * 1024 - 12) + "AA";
		assertThat(CompactJws.isCanonical(longest)).isTrue();
		assertThat(CompactJws.isCanonical(longest + "A")).isFalse();
	}

	@Test
	void signWhenClaimsAreTooLongThenSaysWhichWithoutTheirText() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> CompactJws.sign(Map.of("notes", "secret".repeat(3000)), this.key))
			.withMessageContaining("[notes]")
			.withMessageNotContaining("secret");
	}

	@Test
	void isOfUnknownKeyWhenItsKidIsNotOursThenSo() {
		JwsKey known = JwsKey.of(JwsAlgorithm.ES256, TestKeys.jwk(TestKeys.ec(256), "known"));
		CompactJws jws = new CompactJws(List.of(this.key, known));
		assertThat(jws.isOfUnknownKey(signed("{\"alg\":\"ES256\",\"kid\":\"another\"}", "{}"))).isTrue();
		assertThat(jws.isOfUnknownKey(signed("{\"alg\":\"ES256\",\"kid\":\"known\"}", "{}"))).isFalse();
		assertThat(jws.isOfUnknownKey(signed("{\"alg\":\"ES256\"}", "{}"))).isFalse();
		assertThat(jws.isOfUnknownKey(CompactJws.sign(Map.of("a", 1), this.key))).isFalse();
		assertThat(jws.isOfUnknownKey(signed("null", "{}"))).isFalse();
		assertThat(jws.isOfUnknownKey(signed("{\"alg\":\"ES256\",\"kid\":\"another\"}", "{}") + "=")).isFalse();
	}

	private static String signed(String header, String payload) {
		return signed(header, payload, KEY);
	}

	private static String signed(String header, String payload, byte[] key) {
		return signed(bytes(header), bytes(payload), key);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String signed(byte[] header, byte[] payload, byte[] key) {
		Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
		String input = base64.encodeToString(header) + "." + base64.encodeToString(payload);
		return input + "." + base64.encodeToString(new HmacSha256(key).sign(input));
	}

}
