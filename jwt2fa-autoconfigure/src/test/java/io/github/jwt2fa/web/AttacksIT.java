package io.github.jwt2fa.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.sun.net.httpserver.HttpServer;
import io.github.jwt2fa.crypto.KeyDerivation;
import io.github.jwt2fa.host.NoDatabase;
import io.github.jwt2fa.test.ApiClient;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestKeys;
import io.github.jwt2fa.test.TestUsers.TestUser;
import io.github.jwt2fa.web.TokenForge.Key;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Known attacks on JWT (RFC 8725), on each endpoint that takes one and by each kind of
 * signature. A forged token carries the claims of a real one: whatever is taken opens
 * something, and whatever touches its session is noticed.
 */
@Tag("slow")
class AttacksIT {

	private static final KeyPair OTHER_RSA = TestKeys.rsa();

	private static final KeyPair OTHER_EC = TestKeys.ec(256);

	private static final Map<String, Target> TARGETS = new LinkedHashMap<>();

	private static final AtomicInteger ASKED = new AtomicInteger();

	private static HttpServer trap;

	@BeforeAll
	static void start() throws IOException {
		trap = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		trap.createContext("/", (exchange) -> {
			ASKED.incrementAndGet();
			exchange.sendResponseHeaders(404, -1);
			exchange.close();
		});
		trap.start();
	}

	@AfterAll
	static void stop() {
		TARGETS.values().forEach((target) -> target.app().close());
		trap.stop(0);
	}

	private static Target target(String algorithm) {
		return TARGETS.computeIfAbsent(algorithm, Target::start);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256", "ES256" })
	void tokenWhenAlgorithmIsNoneThenRefused(String algorithm) {
		Login login = target(algorithm).login();
		for (String none : List.of("none", "None", "NONE", "nOnE", "", " none", "none\\u0000")) {
			String header = "{\"alg\":\"" + none + "\",\"typ\":\"JWT\"}";
			login.assertRefused(none + " unsigned", (key, claims) -> TokenForge.input(header, claims) + ".");
			login.assertRefused(none + " signed", (key, claims) -> key.sign(header, claims));
			login.assertRefused(none + " of some bytes", (key, claims) -> TokenForge.input(header, claims) + ".AAAA");
		}
		for (String header : List.of("{\"typ\":\"JWT\"}", "{\"alg\":null}", "{\"alg\":[\"none\"]}", "{}", "null")) {
			login.assertRefused(header, (key, claims) -> TokenForge.input(header, claims) + ".");
			login.assertRefused(header + " signed", (key, claims) -> key.sign(header, claims));
		}
		login.assertRefused("no signature", (key, claims) -> TokenForge.input(key.header(), claims));
		login.assertRefused("an empty signature", (key, claims) -> TokenForge.input(key.header(), claims) + ".");
		login.assertStillGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256", "ES256" })
	void tokenWhenSignedWithAPublicKeyAsASecretThenRefused(String algorithm) {
		Login login = target(algorithm).login();
		KeyPair pair = login.target().pair();
		String pem = TestKeys.publicKey(pair);
		byte[] der = pair.getPublic().getEncoded();
		Map<String, byte[]> secrets = new LinkedHashMap<>();
		secrets.put("PEM", bytes(pem));
		secrets.put("PEM without its last line break", bytes(pem.strip()));
		secrets.put("PEM with other line breaks", bytes(pem.replace("\n", "\r\n")));
		secrets.put("DER", der);
		secrets.put("base64 of DER", bytes(Base64.getEncoder().encodeToString(der)));
		secrets.put("JWK", bytes(TestKeys.jwk(pair, null).toPublicJWK().toJSONString()));
		secrets.put("kid", bytes(login.target().kid()));
		BigInteger number = (pair.getPublic() instanceof RSAPublicKey rsa) ? rsa.getModulus()
				: ((ECPublicKey) pair.getPublic()).getW().getAffineX();
		secrets.put("number", number.toByteArray());
		secrets.put("number as base64url", bytes(TokenForge.base64(number.toByteArray())));
		secrets.put("nothing", new byte[1]);
		secrets.put("zeros", new byte[32]);
		secrets.put("a guess", bytes("secret"));
		secrets.forEach((name, secret) -> {
			Key forged = Key.ofSecret(secret);
			login.assertRefused(name, (key, claims) -> forged.sign(forged.header(), claims));
			login.assertRefused(name + " under the name of the key", (key, claims) -> forged
				.sign("{\"alg\":\"HS256\",\"kid\":\"" + login.target().kid() + "\"}", claims));
			login.assertRefused(name + " under the header of the key",
					(key, claims) -> forged.sign(key.header(), claims));
		});
		login.assertStillGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256", "ES256" })
	void tokenWhenKidIsOddThenRefused(String algorithm) {
		Login login = target(algorithm).login();
		Key empty = Key.ofSecret(new byte[1]);
		for (String kid : List.of("../../../../../../dev/null", "/dev/null", "file:/dev/null", "' OR '1'='1",
				"x' UNION SELECT 'secret' --", "unknown", "\\u0000", "x".repeat(3000), "|true",
				"${jndi:ldap://127.0.0.1/}", login.target().kid() + "\\u0000", "[]")) {
			login.assertRefused(kid,
					(key, claims) -> empty.sign("{\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}", claims));
			login.assertRefused(kid + " and a good signature",
					(key, claims) -> key.sign("{\"alg\":\"" + key.algorithm() + "\",\"kid\":\"" + kid + "\"}", claims));
		}
		for (String kid : List.of("5", "{}", "[\"a\"]", "true", "1e400")) {
			login.assertRefused(kid,
					(key, claims) -> key.sign("{\"alg\":\"" + key.algorithm() + "\",\"kid\":" + kid + "}", claims));
		}
		login.assertStillGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256", "ES256" })
	void tokenWhenItBringsItsOwnKeyThenRefusedAndNobodyIsAsked(String algorithm) {
		Login login = target(algorithm).login();
		String url = "http://127.0.0.1:" + trap.getAddress().getPort() + "/key";
		String certificate = TestKeys.certificate(OTHER_RSA).replaceAll("-----[A-Z ]+-----|\\s", "");
		for (Key forged : List.of(Key.of(OTHER_RSA, "rsa"), Key.of(OTHER_EC, "ec"),
				Key.ofSecret(bytes("a secret that the attacker chose by himself")))) {
			for (String kid : List.of("", ",\"kid\":\"" + login.target().kid() + "\"")) {
				for (String member : List.of("\"jwk\":" + forged.jwk(), "\"jku\":\"" + url + "\"",
						"\"x5u\":\"" + url + "\"", "\"x5c\":[\"" + certificate + "\"]",
						"\"jku\":\"" + url + "\",\"x5u\":\"" + url + "\"")) {
					String header = "{\"alg\":\"" + forged.algorithm() + "\"" + kid + "," + member + "}";
					login.assertRefused(header, (key, claims) -> forged.sign(header, claims));
				}
			}
		}
		assertThat(ASKED).hasValue(0);
		login.assertStillGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256", "ES256" })
	void tokenWhenHeaderAsksForMoreThenRefused(String algorithm) {
		Login login = target(algorithm).login();
		for (String more : List.of("\"crit\":[\"exp\"],\"exp\":1", "\"crit\":[]", "\"crit\":[\"alg\"]",
				"\"crit\":\"b64\"", "\"crit\":[\"b64\"],\"b64\":false", "\"crit\":[\"b64\"],\"b64\":true",
				"\"b64\":false", "\"alg\":\"none\"")) {
			login.assertRefused(more,
					(key, claims) -> key.sign(key.header().replaceFirst("}$", "," + more + "}"), claims));
			login.assertRefused(more + " first",
					(key, claims) -> key.sign(key.header().replaceFirst("^\\{", "{" + more + ","), claims));
		}
		login.assertRefused("a payload as it is", (key, claims) -> {
			String header = key.header().replaceFirst("}$", ",\"crit\":[\"b64\"],\"b64\":false}");
			String input = TokenForge.base64(bytes(header)) + "." + claims;
			return input + "." + TokenForge.base64(key.signature(input));
		});
		login.assertStillGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256", "ES256" })
	void tokenWhenEncryptedThenRefused(String algorithm) {
		Login login = target(algorithm).login();
		login
			.assertRefused("with a secret",
					(key, claims) -> TokenForge.encrypted(JWEAlgorithm.DIR,
							new DirectEncrypter(
									TestApplication.SECRET_KEY.substring(0, 32).getBytes(StandardCharsets.UTF_8)),
							claims));
		KeyPair pair = login.target().pair();
		if (pair.getPublic() instanceof RSAPublicKey rsa) {
			login.assertRefused("for the key",
					(key, claims) -> TokenForge.encrypted(JWEAlgorithm.RSA_OAEP_256, new RSAEncrypter(rsa), claims));
		}
		else {
			login.assertRefused("for the key", (key, claims) -> TokenForge.encrypted(JWEAlgorithm.ECDH_ES,
					new ECDHEncrypter((ECPublicKey) pair.getPublic()), claims));
		}
		login.assertStillGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256", "ES256" })
	void tokenWhenClaimsAreOddThenRefusedThoughTheSignatureIsGood(String algorithm) {
		Login login = target(algorithm).login();
		login.assertRefused("a member twice",
				(key, claims) -> key.sign(key.header(), claims.replaceFirst("\"exp\":\\d+", "$0,$0")));
		login.assertRefused("a member twice, at the end",
				(key, claims) -> key.sign(key.header(), claims.replaceFirst("}$", ",\"iat\":1}")));
		login.assertRefused("a member twice, once with an escape",
				(key, claims) -> key.sign(key.header(), claims.replaceFirst("}$", ",\"\\\\u0069at\":1}")));
		login.assertRefused("no exp",
				(key, claims) -> key.sign(key.header(), claims.replaceFirst("\"exp\":\\d+,", "")));
		for (String number : List.of("1e400", "-1e400", "1e18", "-1", "NaN", "Infinity", "9".repeat(400), "0x7fffffff",
				"1e999999999", "\"9999999999\"", "9".repeat(3000), "null", "[9999999999]", "9223372036854775807",
				"9223372036854775808")) {
			login.assertRefused("exp " + number,
					(key, claims) -> key.sign(key.header(), claims.replaceFirst("\"exp\":\\d+", "\"exp\":" + number)));
			login.assertRefused("iat " + number, (key, claims) -> key.sign(key.header(), claims
				.replaceFirst("\"iat\":\\d+", "\"iat\":" + (number.equals("9223372036854775807") ? "1e30" : number))));
		}
		for (String claims : List.of("[]", "null", "\"text\"", "5", "{", "{}", "[".repeat(2000),
				"{\"a\":".repeat(500) + "1" + "}".repeat(500))) {
			login.assertRefused(claims, (key, ignored) -> key.sign(key.header(), claims));
		}
		login.assertRefused("more behind", (key, claims) -> key.sign(key.header(), claims + "{}"));
		login.assertStillGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256", "ES256" })
	void tokenWhenForSomebodyElseThenRefusedThoughTheSignatureIsGood(String algorithm) {
		Login login = target(algorithm).login();
		for (String[] change : new String[][] { { "login.example.com", "login.example.org" },
				{ "\"iss\":\"[^\"]+\"", "\"iss\":[\"https://login.example.com\"]" }, { "\"iss\":\"[^\"]+\",?", "" },
				{ "\"aud\":\"shop\"", "\"aud\":\"shops\"" }, { "\"aud\":\"shop\"", "\"aud\":[\"forum\",\"Shop\"]" },
				{ ",?\"aud\":\"shop\"", "" }, { "\"aud\":\"shop\"", "\"aud\":{\"shop\":1}" },
				{ "\"aud\":\"shop\"", "\"aud\":[\"shop\",5]" }, { "\"aud\":\"shop\"", "\"aud\":[null,\"shop\"]" },
				{ "\"aud\":\"shop\"", "\"aud\":[[\"shop\"]]" }, { "\"aud\":\"shop\"", "\"aud\":5" },
				{ "\"token_type\":\"[a-z]+\"", "\"token_type\":\"enrollments\"" },
				{ "\"token_type\":\"[a-z]+\"", "\"token_type\":[\"access\",\"refresh\"]" } }) {
			// code tokens have no such claims
			login.assertAuthTokensRefused(change[1],
					(key, claims) -> key.sign(key.header(), claims.replaceFirst(change[0], change[1])));
		}
		login.assertStillGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256", "ES256" })
	void tokenWhenOfAnotherKeyThenRefused(String algorithm) {
		Login login = target(algorithm).login();
		List<Key> others = new ArrayList<>(List.of(Key.of(OTHER_RSA, login.target().kid()),
				Key.of(OTHER_EC, login.target().kid()), Key.ofSecret(bytes("the secret of another application")),
				login.target().codeKey(), login.target().refreshKey(), login.target().accessKey()));
		for (Key other : others) {
			// "-" is no token either
			login.assertRefused("a key of another application or purpose",
					(key, claims) -> key.isSame(other) ? "-" : other.sign(other.header(), claims));
		}
		login.assertStillGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256", "ES256" })
	void tokenWhenSignatureIsOddThenRefused(String algorithm) throws JOSEException {
		Login login = target(algorithm).login();
		byte[] order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16)
			.toByteArray();
		byte[] orders = new byte[64];
		System.arraycopy(order, 1, orders, 0, 32);
		System.arraycopy(order, 1, orders, 32, 32);
		for (byte[] signature : List.of(new byte[64], new byte[32], new byte[256], new byte[1], orders,
				ECDSA.transcodeSignatureToDER(orders), new byte[] { 0x30, 6, 2, 1, 0, 2, 1, 0 })) {
			login.assertRefused("a signature of " + signature.length + " bytes",
					(key, claims) -> TokenForge.input(key.header(), claims) + "." + TokenForge.base64(signature));
		}
		login.assertRefused("in DER", (key, claims) -> {
			String input = TokenForge.input(key.header(), claims);
			byte[] raw = key.signature(input);
			byte[] der = key.algorithm().equals("ES256") ? ECDSA.transcodeSignatureToDER(raw) : new byte[] { 0x30, 0 };
			return input + "." + TokenForge.base64(der);
		});
		login.assertRefused("of another text", (key, claims) -> TokenForge.input(key.header(), claims) + "."
				+ TokenForge.base64(key.signature(TokenForge.input(key.header(), "{}"))));
		login.assertStillGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256", "ES256" })
	void tokenWhenTextIsNotTheCanonicalOneThenRefused(String algorithm) {
		Login login = target(algorithm).login();
		String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
		login.assertRefused("padding", (key, claims) -> key.sign(key.header(), claims) + "=");
		login.assertRefused("more padding", (key, claims) -> key.sign(key.header(), claims) + "==");
		login.assertRefused("a dot", (key, claims) -> key.sign(key.header(), claims) + ".");
		login.assertRefused("two dots", (key, claims) -> key.sign(key.header(), claims).replace(".", ".."));
		login.assertRefused("spare bits", (key, claims) -> {
			String token = key.sign(key.header(), claims);
			int last = token.length() - 1;
			return token.substring(0, last) + alphabet.charAt(alphabet.indexOf(token.charAt(last)) | 1);
		});
		login.assertRefused("the other alphabet", (key, claims) -> {
			String token = key.sign(key.header(), claims.replaceFirst("}$", ",\"x\":\"???>>>~~~\"}"));
			return token.replace('-', '+').replace('_', '/') + (token.matches(".*[-_].*") ? "" : "+");
		});
		login.assertRefused("percent-encoding", (key, claims) -> key.sign(key.header(), claims).replace(".", "%2E"));
		login.assertStillGood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "RS256", "ES256" })
	void tokenWhenHugeThenRefusedAndTheServerGoesOn(String algorithm) throws IOException {
		Login login = target(algorithm).login();
		// longer than any of ours, with a good signature
		String filler = ",\"x\":\"" + "x".repeat(15_000) + "\"}";
		login.assertBodiesRefused("20 KiB", (key, claims) -> key.sign(key.header(), claims.replaceFirst("}$", filler)));
		String huge = "a".repeat(500_000) + "." + "a".repeat(500_000) + "." + "a".repeat(43);
		for (Answer answer : login.postAll(huge, huge)) {
			assertThat(answer.status()).isEqualTo(413);
			assertThat(answer.code()).isEqualTo("payload_too_large");
		}
		assertThat(statusLineOf(login.target().app().port(), huge)).matches("|HTTP/1.1 (400|431).*");
		assertThat(login.target().client().bearer("a".repeat(20_000)).get("/me").status()).isIn(400, 431);
		login.assertStillGood();
	}

	/**
	 * The first line of an answer; empty if the server hung up before it could be read.
	 */
	private static String statusLineOf(int port, String token) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(10_000);
			OutputStream out = socket.getOutputStream();
			InputStream in = socket.getInputStream();
			try {
				out.write(bytes("GET /me HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer " + token + "\r\n\r\n"));
				out.flush();
				return new String(in.readNBytes(40), StandardCharsets.US_ASCII).lines().findFirst().orElse("");
			}
			catch (SocketException ex) {
				return "";
			}
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Makes a token of the claims of a real one.
	 */
	interface Forgery {

		String forge(Key key, String claims) throws JOSEException;

	}

	/**
	 * An application, and all that is secret about it.
	 */
	record Target(TestApplication app, ApiClient client, KeyPair pair, Key accessKey, Key refreshKey, Key codeKey) {

		static Target start(String algorithm) {
			KeyPair pair = algorithm.equals("ES256") ? TestKeys.ec(256) : TestKeys.rsa();
			List<String> properties = new ArrayList<>(List.of("jwt2fa.token.issuer=https://login.example.com",
					"jwt2fa.token.audience=shop", "jwt2fa.token.algorithm=" + algorithm));
			KeyDerivation derivation = new KeyDerivation(TestApplication.SECRET_KEY);
			Key access = Key.ofSecret(bytes(TestApplication.SECRET_KEY));
			Key refresh = access;
			if (!algorithm.equals("HS256")) {
				properties.add("jwt2fa.token.signing-key=" + TestKeys.jwk(pair, "the-key").toJSONString());
				access = Key.of(pair, "the-key");
				refresh = Key.ofSecret(bytes(derivation.deriveText("2fa-refresh")));
			}
			TestApplication app = TestApplication.with(
					List.of(NoDatabase.class, TestApplication.Events.class, TestApplication.Resources.class),
					properties.toArray(String[]::new));
			return new Target(app, app.client(), pair, access, refresh,
					Key.ofSecret(bytes(derivation.deriveText("2fa-code"))));
		}

		String kid() {
			return "the-key";
		}

		Login login() {
			String user = "user" + System.nanoTime();
			this.app.users().put(TestUser.named(user));
			Answer login = this.app.login(user);
			String codeToken = this.app.codeTokenFor(user);
			return new Login(this, TokenForge.claimsOf(login.text("access")),
					TokenForge.claimsOf(login.text("refresh")), TokenForge.claimsOf(codeToken),
					this.app.mail().lastCodeFor(user + "@example.com"));
		}

	}

	/**
	 * A user who is in, and about to come in once more.
	 */
	record Login(Target target, String access, String refresh, String codeToken, String code) {

		void assertRefused(String name, Forgery forgery) {
			assertAuthTokensRefused(name, forgery);
			assertCodeTokenRefused(name, forge(forgery, this.target.codeKey(), this.codeToken));
		}

		void assertAuthTokensRefused(String name, Forgery forgery) {
			String token = forge(forgery, this.target.accessKey(), this.access);
			assertRefused(name, me(token), "token_not_valid");
			assertRefreshTokenRefused(name, forge(forgery, this.target.refreshKey(), this.refresh));
		}

		void assertBodiesRefused(String name, Forgery forgery) {
			assertRefreshTokenRefused(name, forge(forgery, this.target.refreshKey(), this.refresh));
			assertCodeTokenRefused(name, forge(forgery, this.target.codeKey(), this.codeToken));
		}

		private void assertRefreshTokenRefused(String name, String token) {
			assertRefused(name, post("verify", "token", token), "token_not_valid");
			assertRefused(name, post("refresh", "refresh", token), "token_not_valid");
			// whether it ended the session shows in the end
			assertThat(post("logout", "refresh", token).json()).as(name).isEmpty();
		}

		private void assertCodeTokenRefused(String name, String token) {
			assertRefused(name, auth(token), "authentication_failed");
		}

		private static void assertRefused(String name, Answer answer, String code) {
			assertThat(answer.status()).as(name).isEqualTo(401);
			assertThat(answer.code()).as(name).isEqualTo(code);
			assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"api\"");
		}

		List<Answer> postAll(String token, String codeToken) {
			return List.of(post("verify", "token", token), post("refresh", "refresh", token),
					post("logout", "refresh", token), auth(codeToken));
		}

		/**
		 * A forgery with nothing forged: without it all else would prove nothing.
		 */
		void assertStillGood() {
			Forgery honest = (key, claims) -> key.sign(key.header(), claims);
			assertThat(me(forge(honest, this.target.accessKey(), this.access)).status()).isEqualTo(200);
			String refresh = forge(honest, this.target.refreshKey(), this.refresh);
			assertThat(post("verify", "token", refresh).status()).isEqualTo(200);
			assertThat(post("refresh", "refresh", refresh).status()).isEqualTo(200);
			assertThat(auth(forge(honest, this.target.codeKey(), this.codeToken)).status()).isEqualTo(200);
		}

		private Answer me(String token) {
			return this.target.client().bearer(token).get("/me");
		}

		private Answer auth(String codeToken) {
			return this.target.app().client().auth(codeToken, this.code);
		}

		private Answer post(String endpoint, String member, String token) {
			return this.target.client().post("/auth/" + endpoint + "/", Map.of(member, token));
		}

		private static String forge(Forgery forgery, Key key, String claims) {
			try {
				return forgery.forge(key, claims);
			}
			catch (JOSEException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
