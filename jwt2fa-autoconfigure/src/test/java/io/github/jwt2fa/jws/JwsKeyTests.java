package io.github.jwt2fa.jws;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.github.jwt2fa.test.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which keys fit which algorithm, and what their tokens say (RFC 7518, section 3).
 */
class JwsKeyTests {

	private static final KeyPair RSA = TestKeys.rsa();

	private static final KeyPair OTHER_RSA = TestKeys.rsa();

	private static final KeyPair P256 = TestKeys.ec(256);

	private static final KeyPair P384 = TestKeys.ec(384);

	private static JwsKey key(JwsAlgorithm algorithm) {
		return switch (algorithm.family()) {
			case HMAC -> JwsKey.ofSecret(algorithm, "s".repeat(64).getBytes(StandardCharsets.UTF_8));
			case RSA -> JwsKey.of(algorithm, TestKeys.jwk(RSA, "rsa"));
			case EC -> JwsKey.of(algorithm, TestKeys.jwk((algorithm == JwsAlgorithm.ES256) ? P256 : P384, "ec"));
		};
	}

	private static CompactJws.Verified verify(String token, JwsKey... keys) {
		return new CompactJws(List.of(keys)).verify(token);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> headerOf(String token) {
		return new JsonMapper().readValue(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
				Map.class);
	}

	private static String withHeader(String header, String token) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8))
				+ token.substring(token.indexOf('.'));
	}

	@ParameterizedTest
	@EnumSource
	void signWhenAnyAlgorithmThenVerifiesAndHeaderSaysWhich(JwsAlgorithm algorithm) {
		JwsKey key = key(algorithm);
		String token = CompactJws.sign(Map.of("a", "b"), key);
		assertThat(verify(token, key).claims().values()).isEqualTo(Map.of("a", "b"));
		assertThat(headerOf(token)).containsEntry("alg", algorithm.name()).containsEntry("typ", "JWT");
		assertThat(headerOf(token).containsKey("kid")).isEqualTo(!algorithm.isSymmetric());
		assertThat(headerOf(token)).hasSize(algorithm.isSymmetric() ? 2 : 3);
	}

	@ParameterizedTest
	@EnumSource
	void verifyWhenKeyIsOfAnotherAlgorithmThenNull(JwsAlgorithm algorithm) {
		String token = CompactJws.sign(Map.of("a", "b"), key(algorithm));
		for (JwsAlgorithm other : JwsAlgorithm.values()) {
			if (other != algorithm) {
				assertThat(verify(token, key(other))).as(other.name()).isNull();
				assertThat(verify(withHeader("{\"alg\":\"" + other + "\"}", token), key(algorithm), key(other)))
					.as("as %s", other)
					.isNull();
			}
		}
	}

	@Test
	void verifyWhenPublicKeyAloneThenVerifiesAndCanNotSign() {
		JwsKey both = JwsKey.of(JwsAlgorithm.RS256, TestKeys.jwk(RSA, "one"));
		JwsKey publicKey = JwsKey.of(JwsAlgorithm.RS256, TestKeys.jwk(RSA, "one").toPublicJWK());
		assertThat(both.canSign()).isTrue();
		assertThat(publicKey.canSign()).isFalse();
		assertThat(verify(CompactJws.sign(Map.of("a", "b"), both), publicKey).key()).isSameAs(publicKey);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> CompactJws.sign(Map.of("a", "b"), publicKey));
	}

	@Test
	void verifyWhenSeveralKeysThenTheOneOfTheKid() throws Exception {
		JwsKey one = JwsKey.of(JwsAlgorithm.RS256, TestKeys.jwk(RSA, "one"));
		JwsKey two = JwsKey.of(JwsAlgorithm.RS256, TestKeys.jwk(OTHER_RSA, "two"));
		String token = CompactJws.sign(Map.of("a", "b"), two);
		assertThat(verify(token, one, two).key()).isSameAs(two);
		assertThat(verify(token, one)).isNull();
		JwsKey renamed = JwsKey.of(JwsAlgorithm.RS256, TestKeys.jwk(OTHER_RSA, "three"));
		assertThat(verify(token, one, renamed)).isNull();
	}

	@Test
	void verifyWhenTokenHasNoKidThenAllKeysAreTried() throws Exception {
		com.nimbusds.jose.JWSObject jws = new com.nimbusds.jose.JWSObject(
				new com.nimbusds.jose.JWSHeader(JWSAlgorithm.ES256), new com.nimbusds.jose.Payload("{\"a\":1}"));
		jws.sign(
				new LowS(Curve.P_256).of(new com.nimbusds.jose.crypto.ECDSASigner(TestKeys.jwk(P256, null).toECKey())));
		JwsKey one = JwsKey.of(JwsAlgorithm.ES256, TestKeys.jwk(TestKeys.ec(256), "one"));
		JwsKey two = JwsKey.of(JwsAlgorithm.ES256, TestKeys.jwk(P256, "two"));
		assertThat(verify(jws.serialize(), one, two).key()).isSameAs(two);
		assertThat(verify(jws.serialize(), one)).isNull();
	}

	@Test
	void verifyWhenSignatureIsOfZerosOrDerThenNull() throws Exception {
		JwsKey key = key(JwsAlgorithm.ES256);
		String token = CompactJws.sign(Map.of("a", "b"), key);
		String input = token.substring(0, token.lastIndexOf('.') + 1);
		Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
		assertThat(verify(input + base64.encodeToString(new byte[64]), key)).isNull();
		byte[] raw = Base64.getUrlDecoder().decode(token.substring(input.length()));
		assertThat(verify(input + base64.encodeToString(ECDSA.transcodeSignatureToDER(raw)), key)).isNull();
		assertThat(verify(input + base64.encodeToString(raw), key)).isNotNull();
	}

	@ParameterizedTest
	@EnumSource(names = { "ES256", "ES384" })
	void verifyWhenSignatureIsTheOtherOneOfTwoThenNull(JwsAlgorithm algorithm) throws Exception {
		JwsKey key = key(algorithm);
		BigInteger order = ((algorithm == JwsAlgorithm.ES256) ? Curve.P_256 : Curve.P_384).toECParameterSpec()
			.getOrder();
		for (int i = 0; i < 20; i++) {
			String token = CompactJws.sign(Map.of("i", i), key);
			int at = token.lastIndexOf('.') + 1;
			byte[] signature = Base64.getUrlDecoder().decode(token.substring(at));
			int size = signature.length / 2;
			BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, size, 2 * size));
			assertThat(s).isLessThanOrEqualTo(order.shiftRight(1));
			byte[] other = ECDSA.transcodeSignatureToConcat(der(signature, size, order.subtract(s)), 2 * size);
			String twin = token.substring(0, at) + Base64.getUrlEncoder().withoutPadding().encodeToString(other);
			assertThat(new ECDSAVerifier(((ECKey) JWK.parse(key.publicJwk()))).verify(key.header(),
					token.substring(0, at - 1).getBytes(StandardCharsets.US_ASCII), new Base64URL(twin.substring(at))))
				.isTrue();
			assertThat(verify(twin, key)).isNull();
			assertThat(verify(token, key)).isNotNull();
		}
	}

	/**
	 * One in 256 signatures has such an s.
	 */
	@ParameterizedTest
	@EnumSource(names = { "ES256", "ES384" })
	void inWhenTheLowerOneIsShortThenZerosAreBeforeIt(JwsAlgorithm algorithm) {
		Curve curve = (algorithm == JwsAlgorithm.ES256) ? Curve.P_256 : Curve.P_384;
		int size = algorithm.bits() / 8;
		byte[] signature = new byte[2 * size];
		Arrays.fill(signature, 0, size, (byte) 7);
		byte[] high = curve.toECParameterSpec().getOrder().subtract(BigInteger.ONE).toByteArray();
		System.arraycopy(high, high.length - size, signature, size, size);
		byte[] low = new byte[2 * size];
		Arrays.fill(low, 0, size, (byte) 7);
		low[2 * size - 1] = 1;
		assertThat(new LowS(curve).in(Base64URL.encode(signature))).isEqualTo(Base64URL.encode(low));
		assertThat(new LowS(curve).in(Base64URL.encode(low))).isEqualTo(Base64URL.encode(low));
	}

	private static byte[] der(byte[] signature, int size, BigInteger s) throws Exception {
		byte[] both = new byte[2 * size];
		System.arraycopy(signature, 0, both, 0, size);
		byte[] number = s.toByteArray();
		int length = Math.min(number.length, size);
		System.arraycopy(number, number.length - length, both, 2 * size - length, length);
		return ECDSA.transcodeSignatureToDER(both);
	}

	@Test
	void ofWhenThereIsNoKidThenItIsTheThumbprint() throws Exception {
		JWK jwk = TestKeys.jwk(P256, null);
		assertThat(headerOf(CompactJws.sign(Map.of(), JwsKey.of(JwsAlgorithm.ES256, jwk)))).containsEntry("kid",
				jwk.computeThumbprint().toString());
	}

	@ParameterizedTest
	@EnumSource
	void publicJwkWhenAsymmetricThenHasNothingPrivate(JwsAlgorithm algorithm) {
		Map<String, Object> jwk = key(algorithm).publicJwk();
		switch (algorithm.family()) {
			case HMAC -> assertThat(jwk).isNull();
			case RSA -> assertThat(jwk).containsOnlyKeys("kty", "kid", "use", "alg", "n", "e");
			case EC -> assertThat(jwk).containsOnlyKeys("kty", "kid", "use", "alg", "crv", "x", "y");
		}
		if (jwk != null) {
			assertThat(jwk).containsEntry("use", "sig").containsEntry("alg", algorithm.name());
		}
	}

	@ParameterizedTest
	@CsvSource({ "HS256,31", "HS384,47", "HS512,63", "HS256,0" })
	void ofSecretWhenShortThenRefused(JwsAlgorithm algorithm, int length) {
		assertThatExceptionOfType(UnfitKeyException.class)
			.isThrownBy(() -> JwsKey.ofSecret(algorithm, new byte[length]))
			.withMessage("is %d bytes long, and %s needs %d", length, algorithm, algorithm.minSecretBytes());
		assertThat(JwsKey.ofSecret(algorithm, new byte[algorithm.minSecretBytes()]).canSign()).isTrue();
	}

	@Test
	void ofWhenKeyDoesNotFitThenRefused() {
		assertUnfit(JwsAlgorithm.RS256, TestKeys.jwk(TestKeys.rsa(1024), null), "RSA key of 1024 bits");
		assertUnfit(JwsAlgorithm.RS256, TestKeys.jwk(P256, null), "kind \"EC\"");
		assertUnfit(JwsAlgorithm.PS256, TestKeys.jwk(P256, null), "kind \"EC\"");
		assertUnfit(JwsAlgorithm.ES256, TestKeys.jwk(RSA, null), "kind \"RSA\"");
		assertUnfit(JwsAlgorithm.ES256, TestKeys.jwk(P384, null), "curve P-384, and ES256 needs P-256");
		assertUnfit(JwsAlgorithm.ES384, TestKeys.jwk(P256, null), "curve P-256, and ES384 needs P-384");
		assertUnfit(JwsAlgorithm.HS256, TestKeys.jwk(RSA, null), "kind \"RSA\"");
		RSAKey rsa = TestKeys.jwk(RSA, null).toRSAKey();
		assertUnfit(JwsAlgorithm.RS256, new RSAKey.Builder(rsa).algorithm(JWSAlgorithm.PS256).build(),
				"for PS256, not for RS256");
		assertUnfit(JwsAlgorithm.RS256, new RSAKey.Builder(rsa).keyUse(KeyUse.ENCRYPTION).build(),
				"not for signatures");
	}

	@Test
	void ofWhenHalvesAreNoPairThenRefused() {
		assertUnfit(JwsAlgorithm.RS256, TestKeys.mismatch(RSA, OTHER_RSA), "don't belong together");
		assertUnfit(JwsAlgorithm.PS256, TestKeys.mismatch(RSA, OTHER_RSA), "don't belong together");
		assertUnfit(JwsAlgorithm.ES256, TestKeys.mismatch(P256, TestKeys.ec(256)), "don't belong together");
	}

	@Test
	void ofWhenCurveIsOfBitcoinThenRefused() throws Exception {
		assertUnfit(JwsAlgorithm.ES256, ECKey.parse("""
				{"kty":"EC","crv":"secp256k1","x":"eb5mfvncu6xVoGKVzocLBwKb_NstzijZWfKBWxb4F5g",
				"y":"SDradyajxGVdpPv8DhEIqP0XtEimhVQZnEfQj_sQ1Lg"}"""), "curve secp256k1, and ES256 needs P-256");
	}

	private static void assertUnfit(JwsAlgorithm algorithm, JWK jwk, String fault) {
		assertThatExceptionOfType(UnfitKeyException.class).isThrownBy(() -> JwsKey.of(algorithm, jwk))
			.withMessageContaining(fault)
			.satisfies((ex) -> jwk.toJSONObject()
				.forEach((name, value) -> assertThat(ex.getMessage())
					.as("the member %s, of which nothing is to be told", name)
					.doesNotContain((value.toString().length() > 10) ? value.toString() : "?")))
			.withNoCause();
	}

	@ParameterizedTest
	@EnumSource
	void toStringWhenAnyThenTheAlgorithmAlone(JwsAlgorithm algorithm) {
		assertThat(key(algorithm)).hasToString("JwsKey[" + algorithm + "]");
	}

}
