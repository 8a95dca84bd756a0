package io.github.jwt2fa.jws;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import io.github.jwt2fa.test.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The formats that keys come in, and what is no key.
 */
class KeyReaderTests {

	private static final KeyPair RSA = TestKeys.rsa();

	private static final KeyPair OTHER_RSA = TestKeys.rsa();

	private static final KeyPair P256 = TestKeys.ec(256);

	private static final KeyPair P384 = TestKeys.ec(384);

	private final KeyReader reader = new KeyReader(new DefaultResourceLoader());

	private static void assertSame(JWK key, KeyPair pair) throws JOSEException {
		assertThat(key.computeThumbprint()).isEqualTo(TestKeys.jwk(pair, null).computeThumbprint());
	}

	private static void assertRefused(Runnable reading, String fault) {
		assertThatExceptionOfType(UnfitKeyException.class).isThrownBy(reading::run)
			.withMessageContaining(fault)
			.withNoCause();
	}

	@Test
	void keyWhenPrivateInAnyFormatThenRead() throws JOSEException {
		for (String text : List.of(TestKeys.pkcs8(RSA), TestKeys.pkcs1(RSA), TestKeys.jwk(RSA, null).toJSONString(),
				TestKeys.pkcs8(RSA) + TestKeys.certificate(RSA), TestKeys.publicKey(RSA) + TestKeys.pkcs1(RSA),
				TestKeys.pkcs8(RSA).replace("\n", "\r\n"), "\n  " + TestKeys.jwk(RSA, null).toJSONString())) {
			JWK key = this.reader.key(text);
			assertSame(key, RSA);
			assertThat(JwsKey.of(JwsAlgorithm.RS256, key).canSign()).isTrue();
			assertThat(JwsKey.of(JwsAlgorithm.PS256, key).canSign()).isTrue();
		}
		for (KeyPair pair : List.of(P256, P384)) {
			JwsAlgorithm algorithm = (pair == P256) ? JwsAlgorithm.ES256 : JwsAlgorithm.ES384;
			for (String text : List.of(TestKeys.pkcs8(pair), TestKeys.sec1(pair),
					TestKeys.sec1(pair).substring(TestKeys.sec1(pair).indexOf("-----BEGIN EC PRIVATE")),
					TestKeys.pkcs8Alone(pair) + TestKeys.publicKey(pair),
					TestKeys.publicKey(pair) + TestKeys.pkcs8Alone(pair), TestKeys.pkcs8(pair).replace("\n", "\r\n"),
					TestKeys.jwk(pair, null).toJSONString())) {
				JWK key = this.reader.key(text);
				assertSame(key, pair);
				assertThat(JwsKey.of(algorithm, key).canSign()).isTrue();
			}
		}
	}

	@Test
	void keyWhenPublicInAnyFormatThenRead() throws JOSEException {
		for (String text : List.of(TestKeys.publicKey(RSA), TestKeys.certificate(RSA),
				TestKeys.jwk(RSA, null).toPublicJWK().toJSONString())) {
			JWK key = this.reader.key(text);
			assertSame(key, RSA);
			assertThat(key.isPrivate()).isFalse();
		}
		assertSame(this.reader.key(TestKeys.publicKey(P384)), P384);
		assertThat(this.reader.key("some text")).isNull();
	}

	@Test
	void keyWhenThePublicHalfIsOfAnotherThenRefused() {
		for (String other : List.of(TestKeys.publicKey(OTHER_RSA), TestKeys.certificate(OTHER_RSA),
				TestKeys.publicKey(P256))) {
			assertRefused(() -> JwsKey.of(JwsAlgorithm.RS256, this.reader.key(TestKeys.pkcs8(RSA) + other)),
					"don't belong together");
		}
		for (String other : List.of(TestKeys.publicKey(TestKeys.ec(256)), TestKeys.publicKey(RSA),
				TestKeys.publicKey(P384))) {
			assertRefused(() -> JwsKey.of(JwsAlgorithm.ES256, this.reader.key(TestKeys.pkcs8(P256) + other)),
					"don't belong together");
		}
	}

	@Test
	void keyWhenEncryptedThenSaysWhatToDo() {
		String encrypted = TestKeys.pem("ENCRYPTED PRIVATE KEY", RSA.getPrivate().getEncoded());
		String old = TestKeys.pkcs1(RSA)
			.replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n");
		assertRefused(() -> this.reader.key(encrypted), "openssl pkey");
		assertRefused(() -> this.reader.key(old), "openssl pkey");
	}

	static Stream<String> broken() {
		String pem = TestKeys.pkcs8(RSA);
		String jwk = TestKeys.jwk(P256, null).toJSONString();
		return Stream.of(pem.substring(0, pem.length() / 2), pem.replace("MII", "MMM"), pem.replace('\n', '\t'),
				TestKeys.pem("PRIVATE KEY", new byte[0]), TestKeys.pem("PRIVATE KEY", new byte[] { 0x30, 1, 2 }),
				TestKeys.pem("RSA PRIVATE KEY", new byte[] { 0x30, 1, 2 }),
				TestKeys.pem("EC PRIVATE KEY", new byte[] { 0x30, 1, 2 }),
				TestKeys.pem("ENCRYPTED PRIVATE KEY", new byte[] { 0x30, 1, 2 }),
				TestKeys.pem("PUBLIC KEY", new byte[] { 0x30, 1, 2 }),
				TestKeys.pem("CERTIFICATE", new byte[] { 0x30, 1, 2 }),
				TestKeys.pem("RSA PUBLIC KEY", TestKeys.pkcs1Public(RSA)), "-----BEGIN", "-----BEGIN PRIVATE KEY-----",
				"-----BEGIN CERTIFICATE-----", "-----BEGIN PUBLIC KEY-----***-----END PUBLIC KEY-----",
				"-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----", "{", "{}", jwk.substring(0, jwk.length() / 2),
				jwk.replace("P-256", "P-999"), jwk.replace("P-256", "P-384"), jwk.replace("EC", "ED"),
				"{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"}", "{\"kty\":\"RSA\",\"n\":\"AQAB\"}",
				"{\"kty\":\"RSA\",\"n\":5,\"e\":[]}", "{\"kty\":null}", "{\"kty\":5}", "{\"keys\":[" + jwk + "]}",
				"{\"kty\":\"oct\",\"k\":\"" + "A".repeat(43) + "\"}", "{\"kty\":\"oct\"}");
	}

	@ParameterizedTest
	@MethodSource("broken")
	void keyWhenBrokenThenRefusedAndNothingOfItIsTold(String text) {
		assertThatExceptionOfType(UnfitKeyException.class).isThrownBy(() -> {
			JWK key = this.reader.key(text);
			JwsKey.of((key.getKeyType().getValue().equals("EC")) ? JwsAlgorithm.ES256 : JwsAlgorithm.RS256, key);
		}).withNoCause().satisfies((ex) -> assertThat(ex.getMessage()).startsWith("holds ").hasSizeLessThan(120));
	}

	@Test
	void keyWhenEveryByteIsAnotherThenNoOtherFailure() {
		byte[] der = Base64.getMimeDecoder().decode(TestKeys.pkcs8(P256).replaceAll("-----[A-Z ]+-----", ""));
		for (int i = 0; i < der.length; i++) {
			for (int flip : new int[] { 0x01, 0x80, 0xff }) {
				byte[] other = der.clone();
				other[i] ^= (byte) flip;
				try {
					JwsKey.of(JwsAlgorithm.ES256, this.reader.key(TestKeys.pem("PRIVATE KEY", other)));
				}
				catch (UnfitKeyException ex) {
					assertThat(ex.getMessage()).startsWith("holds ");
				}
			}
		}
	}

	@Test
	void secretWhenItIsAPublicKeyInAnyFormatThenRefused() {
		Base64.Encoder base64 = Base64.getEncoder();
		byte[] certificate = Base64.getMimeDecoder()
			.decode(TestKeys.certificate(RSA).replaceAll("-----[A-Z ]+-----", ""));
		for (String text : List.of(TestKeys.publicKey(RSA), TestKeys.publicKey(P256), TestKeys.certificate(RSA),
				TestKeys.pkcs8(RSA), "\n " + TestKeys.publicKey(RSA), TestKeys.jwk(P256, null).toJSONString(),
				" \n" + TestKeys.jwk(P256, null).toPublicJWK().toJSONString(),
				"[" + TestKeys.jwk(P256, null).toPublicJWK().toJSONString() + "]",
				base64.encodeToString(RSA.getPublic().getEncoded()),
				base64.encodeToString(P256.getPublic().getEncoded()),
				base64.withoutPadding().encodeToString(P384.getPublic().getEncoded()),
				Base64.getUrlEncoder().encodeToString(RSA.getPublic().getEncoded()),
				Base64.getUrlEncoder().withoutPadding().encodeToString(P256.getPublic().getEncoded()),
				Base64.getMimeEncoder().encodeToString(RSA.getPublic().getEncoded()),
				base64.encodeToString(TestKeys.pkcs1Public(RSA)), base64.encodeToString(certificate),
				base64.encodeToString(TestKeys.publicKey(RSA).getBytes(StandardCharsets.UTF_8)),
				"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC", " ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA",
				"ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY")) {
			assertRefused(() -> this.reader.secret(text), "holds a key where a secret is needed");
		}
	}

	@Test
	void secretWhenTextThenItsBytes() {
		for (String text : List.of("a secret key for the tests, and for them alone", "ünïcödé".repeat(10),
				Base64.getEncoder().encodeToString(new byte[48]), "a/path/that/leads/nowhere/and/is/a/secret",
				"\0".repeat(40))) {
			assertThat(this.reader.secret(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
		}
	}

	@Test
	void textWhenInAFileThenReadWithoutTheBlanksAroundIt(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("a key.pem"), "  some text\n\n");
		assertThat(this.reader.text("file:" + file)).isEqualTo("some text");
		assertThat(this.reader.text(file.toUri().toString())).isEqualTo("some text");
		assertThat(this.reader.text("other text ")).isEqualTo("other text ");
		try (URLClassLoader loader = new URLClassLoader(new URL[] { directory.toUri().toURL() }, null)) {
			KeyReader classPath = new KeyReader(new DefaultResourceLoader(loader));
			assertThat(classPath.text("classpath:a key.pem")).isEqualTo("some text");
			assertThat(classPath.text("classpath:/a key.pem")).isEqualTo("some text");
			assertRefused(() -> classPath.text("classpath:b.pem"), "\"classpath:b.pem\", which can't be read");
		}
	}

	@Test
	void textWhenFileHoldsNoneThenRefused(@TempDir Path directory) throws IOException {
		assertRefused(() -> this.reader.text("file:" + directory.resolve("none")), "which can't be read");
		assertRefused(() -> this.reader.text("file:"), "which can't be read");
		assertRefused(() -> this.reader.text("file:\0"), "can't be read");
		assertRefused(() -> this.reader.text("classpath:"), "which can't be read");
		Files.writeString(Files.createDirectory(directory.resolve("keys")).resolve("key"), "some text");
		// the JDK answers with the names of the files
		assertRefused(() -> this.reader.text("file:" + directory.resolve("keys")), "which can't be read");
		assertRefused(() -> this.reader.text("file:" + directory.resolve("keys") + "/"), "which can't be read");
		Path empty = Files.writeString(directory.resolve("empty"), " \n");
		assertRefused(() -> this.reader.text("file:" + empty), "which is empty");
		// no two such files may come out as the same text
		Path binary = Files.write(directory.resolve("binary"), new byte[] { (byte) 0xff, (byte) 0xfe, 65 });
		assertRefused(() -> this.reader.text("file:" + binary), "which holds no text");
	}

	@Test
	void secretWhenItIsTheNameOfAFileThenRefused(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("a-long-name-of-a-file-with-a-key.pem"), "some text");
		assertRefused(() -> this.reader.secret(file.toString()), "is the name of a file: put file: before it");
	}

}
