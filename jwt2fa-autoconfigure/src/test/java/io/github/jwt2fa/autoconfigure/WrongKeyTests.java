package io.github.jwt2fa.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.jwt2fa.test.AutoConfigured;
import io.github.jwt2fa.test.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key that can't be used, or should not, stops the start, which says why and what to
 * type, and tells nothing of the key.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrongKeyTests {

	private static final Pattern WORDS_OF_A_KEY = Pattern.compile("[A-Za-z0-9+/_-]{12,}");

	private static final String SIGNING_KEY = "jwt2fa.token.signing-key=";

	private static final String VERIFYING_KEYS = "jwt2fa.token.verifying-keys[0]=";

	private static final KeyPair RSA = TestKeys.rsa();

	private static final KeyPair P256 = TestKeys.ec(256);

	private static final KeyPair OTHER_P256 = TestKeys.ec(256);

	private final CapturedOutput output;

	WrongKeyTests(CapturedOutput output) {
		this.output = output;
	}

	/**
	 * The last property is the one at fault.
	 */
	private void assertStops(String algorithm, String fault, String... properties) {
		List<String> settings = new ArrayList<>(
				List.of("jwt2fa.token.algorithm=" + algorithm, "logging.level.root=debug"));
		settings.addAll(List.of(properties));
		int before = this.output.getAll().length();
		FailedStart start = WrongPropertyTests.startWith(settings.toArray(String[]::new));
		String property = properties[properties.length - 1];
		String name = property.substring(0, property.indexOf('=')).replaceAll("\\[\\d]", "");
		assertThat(start.description()).contains("The property " + name + " ", fault);
		assertThat(start.action()).contains("Set " + name + " to ", "in PEM or as ");
		String told = this.output.getAll().substring(before);
		assertThat(told).contains("DEBUG");
		for (String given : properties) {
			if (!given.contains("=file:")) {
				assertNothingIsToldOf(given.substring(given.indexOf('=') + 1), told);
			}
		}
	}

	private static void assertNothingIsToldOf(String key, String told) {
		Matcher words = WORDS_OF_A_KEY.matcher(key);
		while (words.find()) {
			assertThat(told.contains(words.group())).as("tells of %s", key).isFalse();
		}
	}

	@ParameterizedTest
	@CsvSource({ "HS256,31,32", "HS384,47,48", "HS512,63,64" })
	void startWhenASecretIsShortThenSaysHowLong(String algorithm, int length, int least) {
		String fault = "is %d bytes long, and %s needs %d".formatted(length, algorithm, least);
		assertStops(algorithm, fault, SIGNING_KEY + "k".repeat(length));
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS384", "HS512" })
	void startWhenTheSecretKeyIsTooShortForTheAlgorithmThenAsksForASigningKey(String algorithm) {
		FailedStart start = WrongPropertyTests.startWith(
				"jwt2fa.secret-key=a secret key of forty-seven bytes, one too few.",
				"jwt2fa.token.algorithm=" + algorithm);
		assertThat(start.description()).contains("jwt2fa.token.signing-key is not set",
				"jwt2fa.secret-key is 47 bytes long, of which " + algorithm + " needs");
		assertThat(start.action()).contains("Set jwt2fa.token.signing-key to ");
		assertThat(this.output.getAll()).doesNotContain("forty-seven");
	}

	@ParameterizedTest
	@ValueSource(strings = { "RS256", "RS384", "RS512", "PS256", "ES256", "ES384" })
	void startWhenThereIsNoPrivateKeyThenAsksForIt(String algorithm) {
		FailedStart start = WrongPropertyTests.startWith("jwt2fa.token.algorithm=" + algorithm);
		assertThat(start.description()).contains("jwt2fa.token.signing-key is not set",
				"jwt2fa.token.algorithm=" + algorithm + " needs a private key");
		assertThat(start.action()).contains("Set jwt2fa.token.signing-key to ", "a private key in PEM or as a JWK");
	}

	@Test
	void startWhenTheKeyIsPublicThenAsksForThePrivateOne() {
		for (String key : List.of(TestKeys.publicKey(RSA), TestKeys.certificate(RSA),
				TestKeys.jwk(RSA, null).toPublicJWK().toJSONString())) {
			assertStops("RS256", "holds a public key, and signing needs the private one", SIGNING_KEY + key);
		}
		assertStops("ES256", "holds a public key", SIGNING_KEY + TestKeys.publicKey(P256));
	}

	@Test
	void startWhenTheKeyIsOfAnotherKindThenSaysWhich() {
		assertStops("RS256", "kind \"EC\", and RS256 needs one of the kind \"RSA\"",
				SIGNING_KEY + TestKeys.pkcs8(P256));
		assertStops("PS256", "kind \"EC\"", SIGNING_KEY + TestKeys.jwk(P256, null).toJSONString());
		assertStops("ES256", "kind \"RSA\", and ES256 needs one of the kind \"EC\"", SIGNING_KEY + TestKeys.pkcs1(RSA));
		assertStops("ES256", "curve P-384, and ES256 needs P-256", SIGNING_KEY + TestKeys.sec1(TestKeys.ec(384)));
		assertStops("ES384", "curve P-521, and ES384 needs P-384",
				SIGNING_KEY + TestKeys.jwk(TestKeys.ec(521), null).toJSONString());
		assertStops("ES384", "curve P-521, and ES384 needs P-384", SIGNING_KEY + TestKeys.sec1(TestKeys.ec(521)));
		assertStops("RS256", "is neither a key in PEM nor a JWK, and RS256 needs one",
				SIGNING_KEY + Base64.getEncoder().encodeToString(RSA.getPrivate().getEncoded()));
		assertStops("ES256", "is neither a key in PEM nor a JWK", SIGNING_KEY + "some text that is long enough for it");
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			-----BEGIN PRIVATE KEY-----
			MHgCAQAwEAYHKoZIzj0CAQYFK4EEACEEYTBfAgEBBBzW9W9AIstQ71odQ1a/G/va
			h6vLZRbaJPWflwoVoTwDOgAEiVDA8RaRaHvglye1/aZgsMYR+npRQKck6SKTmdnV
			Ez+cQeW4Gz2h/Efxi/o7yox9YfH0KMyQsfw=
			-----END PRIVATE KEY-----
			""", """
			-----BEGIN PRIVATE KEY-----
			MIGIAgEAMBQGByqGSM49AgEGCSskAwMCCAEBBwRtMGsCAQEEIBE2kw4ZYmV/1j4d
			Y3fVH1ndCf0H3CjLt9QkhvepY5fGoUQDQgAEaK0G4uBl0m46WxlGx2rWRBCGjWC6
			RiDzcHKFRRzjuvpVKFWqqgY0OkscWgK16OE1BEVd4JVpzdGjR4FoxYgOyw==
			-----END PRIVATE KEY-----
			""" })
	void startWhenAKeyIsOnAnotherCurveThenSaysWhichThereAre(String pem) {
		assertStops("ES256", "on a curve that no algorithm of tokens is for: ES256 needs P-256", SIGNING_KEY + pem);
		assertStops("HS256", "on a curve that no algorithm of tokens is for", VERIFYING_KEYS + pem);
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			-----BEGIN PUBLIC KEY-----
			ME4wEAYHKoZIzj0CAQYFK4EEACEDOgAEiVDA8RaRaHvglye1/aZgsMYR+npRQKck
			6SKTmdnVEz+cQeW4Gz2h/Efxi/o7yox9YfH0KMyQsfw=
			-----END PUBLIC KEY-----
			""", """
			-----BEGIN PUBLIC KEY-----
			MFowFAYHKoZIzj0CAQYJKyQDAwIIAQEHA0IABGitBuLgZdJuOlsZRsdq1kQQho1g
			ukYg83ByhUUc47r6VShVqqoGNDpLHFoCtejhNQRFXeCVac3Ro0eBaMWIDss=
			-----END PUBLIC KEY-----
			""" })
	void startWhenAPublicKeyIsOnAnotherCurveThenSaysWhichThereAre(String pem) {
		assertStops("HS256", "on a curve that no algorithm of tokens is for", VERIFYING_KEYS + pem);
	}

	@ParameterizedTest
	@ValueSource(strings = { "P-224", "brainpoolP256r1", "P-0", "" })
	void startWhenAJwkIsOnAnotherCurveThenSaysSo(String curve) {
		String jwk = TestKeys.jwk(P256, null).toJSONString().replace("P-256", curve);
		assertStops("ES256", "holds a JWK that can't be read", SIGNING_KEY + jwk);
		assertStops("HS256", "holds a JWK that can't be read", VERIFYING_KEYS + jwk);
	}

	@Test
	void startWhenAPublicKeyIsInAnotherFormThenSaysWhichThereAre() {
		assertStops("HS256", "holds PEM with no key that can be used",
				VERIFYING_KEYS + TestKeys.pem("RSA PUBLIC KEY", TestKeys.pkcs1Public(RSA)));
	}

	@Test
	void startWhenAKeyIsForPssAloneThenIsForNothingElse() throws Exception {
		KeyPair pss = KeyPairGenerator.getInstance("RSASSA-PSS").generateKeyPair();
		String privateKey = TestKeys.pem("PRIVATE KEY", pss.getPrivate().getEncoded());
		String publicKey = TestKeys.pem("PUBLIC KEY", pss.getPublic().getEncoded());
		for (String algorithm : List.of("RS256", "RS384", "RS512")) {
			assertStops(algorithm, "holds a key for PS256, not for " + algorithm, SIGNING_KEY + privateKey);
		}
		assertStops("HS256", "holds a key where a secret is needed", SIGNING_KEY + publicKey);
		AutoConfigured.withoutWeb("jwt2fa.token.algorithm=PS256", SIGNING_KEY + privateKey, VERIFYING_KEYS + publicKey)
			.withUserConfiguration(WrongPropertyTests.LoginWithoutWeb.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void startWhenASecretIsNotMadeAtRandomThenRefuses() {
		String fault = "holds a key of fewer than 10 different bytes";
		assertStops("HS256", fault, SIGNING_KEY + "abcdefghi".repeat(6));
		assertStops("HS256", fault, VERIFYING_KEYS + "123456789".repeat(6));
		assertStops("ES256", fault, SIGNING_KEY + TestKeys.pkcs8(P256), VERIFYING_KEYS + "k".repeat(40));
	}

	@Test
	void startWhenAKeyIsThatOfSomethingElseThenNamesBoth() {
		String other = "another key of the tests, as long as it has to be";
		assertStops("HS256", "is the same as jwt2fa.code-token-secret-key", "jwt2fa.code-token-secret-key=" + other,
				SIGNING_KEY + other);
		assertStops("HS256", "is the same as jwt2fa.code-extension-secret", "jwt2fa.code-extension-secret=" + other,
				VERIFYING_KEYS + other);
		String base64 = Base64.getEncoder()
			.encodeToString("0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.UTF_8));
		assertStops("HS256", "is the same as jwt2fa.totp-encryption-key", "jwt2fa.totp-encryption-key=" + base64,
				SIGNING_KEY + "0123456789abcdefghijklmnopqrstuv");
		assertStops("HS256", "is the same as jwt2fa.totp-encryption-key", "jwt2fa.totp-encryption-key=" + base64,
				SIGNING_KEY + base64);
	}

	@Test
	void startWhenAnRsaKeyIsShortThenSaysHowLong() {
		KeyPair shortPair = TestKeys.rsa(1024);
		for (String key : List.of(TestKeys.pkcs8(shortPair), TestKeys.pkcs1(shortPair),
				TestKeys.jwk(shortPair, null).toJSONString())) {
			assertStops("RS256", "holds an RSA key of 1024 bits, and 2048 is the least", SIGNING_KEY + key);
		}
		assertStops("HS256", "holds an RSA key of 1024 bits", VERIFYING_KEYS + TestKeys.publicKey(shortPair));
	}

	@Test
	void startWhenAPublicKeyIsGivenAsASecretThenRefuses() {
		for (String key : List.of(TestKeys.publicKey(RSA), TestKeys.pkcs8(RSA),
				TestKeys.jwk(P256, null).toPublicJWK().toJSONString(),
				Base64.getEncoder().encodeToString(RSA.getPublic().getEncoded()),
				Base64.getUrlEncoder().encodeToString(P256.getPublic().getEncoded()))) {
			assertStops("HS256", "holds a key where a secret is needed", SIGNING_KEY + key);
		}
		for (String key : List.of(Base64.getEncoder().encodeToString(RSA.getPublic().getEncoded()),
				Base64.getUrlEncoder().encodeToString(P256.getPublic().getEncoded()))) {
			assertStops("HS256", "holds a key where a secret is needed", VERIFYING_KEYS + key);
		}
		assertStops("HS256", "holds a secret as a JWK: write it as text",
				VERIFYING_KEYS + "{\"kty\":\"oct\",\"k\":\"" + "abcdefgh".repeat(8) + "\"}");
	}

	@Test
	void startWhenAKeyIsNoPairThenSaysSo() {
		assertStops("RS256", "don't belong together", SIGNING_KEY + TestKeys.mismatch(RSA, TestKeys.rsa()));
		assertStops("ES256", "don't belong together", SIGNING_KEY + TestKeys.mismatch(P256, OTHER_P256));
		assertStops("ES256", "don't belong together",
				SIGNING_KEY + TestKeys.pkcs8Alone(P256) + TestKeys.publicKey(OTHER_P256));
		assertStops("ES256", "without its public one: put that, as BEGIN PUBLIC KEY, behind it",
				SIGNING_KEY + TestKeys.pkcs8Alone(P256));
	}

	@Test
	void startWhenAKeyIsBrokenThenSaysSo() {
		String pem = TestKeys.pkcs8(RSA);
		assertStops("RS256", "holds a key in PEM that can't be read", SIGNING_KEY + pem.substring(0, 800));
		assertStops("ES256", "holds a JWK that can't be read",
				SIGNING_KEY + TestKeys.jwk(P256, null).toJSONString().substring(0, 100));
		assertStops("RS256", "holds a JWK that can't be read",
				"jwt2fa.token.verifying-keys=" + TestKeys.jwk(P256, null).toPublicJWK().toJSONString());
	}

	@Test
	void startWhenTwoKeysHaveOneKidThenRefuses() {
		String own = SIGNING_KEY + TestKeys.jwk(P256, "one").toJSONString();
		String other = TestKeys.jwk(OTHER_P256, "one").toPublicJWK().toJSONString();
		assertStops("ES256", "holds two keys of the same kid", own, VERIFYING_KEYS + other);
		assertStops("HS256", "holds two keys of the same kid",
				VERIFYING_KEYS + TestKeys.jwk(P256, "one").toPublicJWK().toJSONString(),
				"jwt2fa.token.verifying-keys[1]=" + other);
	}

	@Test
	void startWhenAFileCanNotBeReadThenNamesIt(@TempDir Path directory) throws IOException {
		Path none = directory.resolve("no-such-key.pem");
		assertStops("RS256", "points to \"file:" + none + "\", which can't be read", SIGNING_KEY + "file:" + none);
		assertStops("HS256", "points to \"file:" + directory + "\", which can't be read",
				SIGNING_KEY + "file:" + directory);
		assertStops("HS256", "points to \"classpath:none\", which can't be read", VERIFYING_KEYS + "classpath:none");
		Path file = Files.writeString(directory.resolve("the-key-of-this-application.pem"), TestKeys.pkcs8(RSA));
		assertStops("HS256", "is the name of a file: put file: before it", SIGNING_KEY + file);
		assertStops("RS256", "is neither a key in PEM nor a JWK, and RS256 needs one", SIGNING_KEY + file);
		assertStops("HS256", "is the name of a file: put file: before it", VERIFYING_KEYS + file);
		Files.writeString(file, "a key that is text");
		assertStops("HS256", "is 18 bytes long, and HS256 needs 32", SIGNING_KEY + "file:" + file);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256" })
	void startWhenAKeyRefersToSomethingThatIsNotSetThenSaysSo(String algorithm) {
		assertStops(algorithm, "refers by ${...} to something that is not set",
				SIGNING_KEY + "${SIGNING_KEY_OF_THE_SHOP}");
		assertStops(algorithm, "refers by ${...} to something that is not set",
				VERIFYING_KEYS + "file:${DIRECTORY_OF_THE_KEYS}/key.pem");
	}

	@Test
	void startWhenPasswordChangesAreCheckedAndNobodyIsAskedThenRefuses() {
		FailedStart start = WrongPropertyTests.startWith("jwt2fa.token.check-revoke-token=true",
				"jwt2fa.token.user-lookup=none");
		assertThat(start.description()).contains("jwt2fa.token.check-revoke-token is true",
				"jwt2fa.token.user-lookup is none");
		assertThat(start.action()).contains("Set jwt2fa.token.check-revoke-token to true or false",
				"jwt2fa.token.user-lookup=per-request");
	}

}
