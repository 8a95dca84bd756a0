package io.github.jwt2fa.web;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.jwt2fa.host.NoDatabase;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestKeys;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Algorithms, the ways to give a key, rotation, and the public keys (contract, section
 * 7).
 */
@Tag("slow")
class KeysIT {

	private static final KeyPair RSA = TestKeys.rsa();

	private static final String SECRET = "the first secret of the shop, which it used for a year";

	private static final String OTHER_SECRET = "the second secret of the shop, which it uses by now";

	@TempDir
	private Path directory;

	/**
	 * An application without a database, which starts sooner.
	 */
	private static TestApplication start(String algorithm, String key, String... more) {
		List<String> properties = new ArrayList<>(Arrays.asList(more));
		properties.add("jwt2fa.token.algorithm=" + algorithm);
		properties.add("jwt2fa.token.signing-key=" + key);
		return TestApplication.with(
				List.of(NoDatabase.class, TestApplication.Events.class, TestApplication.Resources.class),
				properties.toArray(String[]::new));
	}

	/**
	 * An application that keeps its sessions for the next one.
	 */
	private static TestApplication startWith(String database, String algorithm, String key, String... retired) {
		List<String> properties = new ArrayList<>(
				List.of("spring.datasource.url=" + database, "spring.jpa.hibernate.ddl-auto=update",
						"jwt2fa.token.algorithm=" + algorithm, "jwt2fa.token.signing-key=" + key));
		for (int i = 0; i < retired.length; i++) {
			properties.add("jwt2fa.token.verifying-keys[" + i + "]=" + retired[i]);
		}
		return TestApplication.with(properties.toArray(String[]::new));
	}

	private static String database() {
		return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
	}

	private static Answer me(TestApplication app, String token) {
		return app.client().bearer(token).get("/me");
	}

	private static void assertInvalid(Answer answer) {
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.code()).isEqualTo("token_not_valid");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> json(String part) {
		return new JsonMapper().readValue(Base64.getUrlDecoder().decode(part), Map.class);
	}

	private static Map<String, Object> headerOf(String token) {
		return json(token.substring(0, token.indexOf('.')));
	}

	private static void assertLogsIn(TestApplication app, String algorithm, JWK key) throws JOSEException {
		Answer login = app.login("alice");
		for (String access : List.of(login.text("access"),
				app.client().refresh(login.text("refresh")).text("access"))) {
			assertThat(me(app, access).text("username")).isEqualTo("alice");
			assertThat(headerOf(access)).containsEntry("alg", algorithm).containsEntry("typ", "JWT");
			assertThat(headerOf(access).get("kid"))
				.isEqualTo((key != null) ? key.computeThumbprint().toString() : null);
		}
		assertThat(headerOf(login.text("refresh"))).doesNotContainKey("kid")
			.containsEntry("alg", (key != null) ? "HS256" : algorithm);
		assertThat(app.client().verify(login.text("refresh")).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HS256", "HS384", "HS512" })
	void loginWhenHmacThenAllTokensAreOfTheKeyAndNoneIsPublic(String algorithm) throws JOSEException {
		try (TestApplication app = start(algorithm, "0123456789abcdef".repeat(4))) {
			assertLogsIn(app, algorithm, null);
			Answer published = app.client().get("/.well-known/jwks.json");
			assertThat(published.status()).isEqualTo(401);
			assertThat(published.code()).isEqualTo("not_authenticated");
			assertThat(app.loggedIn("bob").get("/.well-known/jwks.json").status()).isEqualTo(404);
		}
	}

	@Test
	void loginWhenRs256ThenTheKeyMayBeInlinePem() throws JOSEException {
		try (TestApplication app = start("RS256", TestKeys.pkcs8(RSA))) {
			assertLogsIn(app, "RS256", TestKeys.jwk(RSA, null));
		}
	}

	@Test
	void loginWhenRs384ThenTheKeyMayBeInAFile() throws IOException, JOSEException {
		Path file = Files.writeString(this.directory.resolve("the key.pem"), TestKeys.pkcs1(RSA));
		try (TestApplication app = start("RS384", "file:" + file)) {
			assertLogsIn(app, "RS384", TestKeys.jwk(RSA, null));
		}
	}

	@Test
	void loginWhenRs512ThenTheKeyMayBeAJwkAndEnrollmentTokensAreOurOwn() throws JOSEException {
		try (TestApplication app = start("RS512", TestKeys.jwk(RSA, null).toJSONString(),
				"jwt2fa.trusted-2fa-methods=totp")) {
			String enrollment = app.login("alice").text("enrollment_token");
			assertThat(headerOf(enrollment)).containsEntry("alg", "HS256").doesNotContainKey("kid");
			assertThat(app.client().bearer(enrollment).send("POST", "/auth/totp/setup/").status()).isEqualTo(200);
			assertInvalid(me(app, enrollment));
		}
		try (TestApplication app = start("RS512", TestKeys.jwk(RSA, null).toJSONString())) {
			assertLogsIn(app, "RS512", TestKeys.jwk(RSA, null));
		}
	}

	@Test
	void loginWhenPs256ThenTheKeyMayBeOnTheClassPath() throws IOException, JOSEException {
		Files.writeString(this.directory.resolve("signing.pem"), TestKeys.pkcs8(RSA));
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { this.directory.toUri().toURL() }, before)) {
			thread.setContextClassLoader(loader);
			try (TestApplication app = start("PS256", "classpath:signing.pem")) {
				assertLogsIn(app, "PS256", TestKeys.jwk(RSA, null));
			}
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	@Test
	void loginWhenEs256ThenTheKeyMayBeOfOpenssl() throws JOSEException {
		KeyPair pair = TestKeys.ec(256);
		try (TestApplication app = start("ES256", TestKeys.sec1(pair))) {
			assertLogsIn(app, "ES256", TestKeys.jwk(pair, null));
		}
	}

	@Test
	void loginWhenEs384ThenThePublicHalfMayBeABlockOfItsOwn() throws JOSEException {
		KeyPair pair = TestKeys.ec(384);
		try (TestApplication app = start("ES384", TestKeys.pkcs8Alone(pair) + TestKeys.publicKey(pair))) {
			assertLogsIn(app, "ES384", TestKeys.jwk(pair, null));
		}
	}

	@Test
	void rotationWhenSecretIsRetiredThenItsTokensGoOnUntilItIsGone() {
		String database = database();
		Answer login;
		Answer bob;
		try (TestApplication app = startWith(database, "HS256", SECRET)) {
			login = app.login("alice");
			bob = app.login("bob");
		}
		try (TestApplication app = startWith(database, "HS256", OTHER_SECRET, SECRET)) {
			assertThat(me(app, login.text("access")).status()).isEqualTo(200);
			Answer refreshed = app.client().refresh(login.text("refresh"));
			assertThat(me(app, refreshed.text("access")).status()).isEqualTo(200);
			login = refreshed;
		}
		try (TestApplication app = startWith(database, "HS256", OTHER_SECRET)) {
			assertThat(me(app, login.text("access")).status()).isEqualTo(200);
			assertThat(app.client().refresh(login.text("refresh")).status()).isEqualTo(200);
			assertInvalid(me(app, bob.text("access")));
			assertInvalid(app.client().refresh(bob.text("refresh")));
		}
	}

	@Test
	void rotationWhenSecretGivesWayToAPairThenItsTokensGoOnUntilItIsGone() {
		String database = database();
		String pem = TestKeys.pkcs8(TestKeys.ec(256));
		Answer login;
		try (TestApplication app = startWith(database, "HS256", SECRET)) {
			login = app.login("alice");
		}
		try (TestApplication app = startWith(database, "ES256", pem, SECRET)) {
			assertThat(me(app, login.text("access")).status()).isEqualTo(200);
			Answer refreshed = app.client().refresh(login.text("refresh"));
			assertThat(headerOf(refreshed.text("access"))).containsEntry("alg", "ES256");
			assertThat(me(app, refreshed.text("access")).status()).isEqualTo(200);
			assertThat(app.client().refresh(refreshed.text("refresh")).status()).isEqualTo(200);
		}
		try (TestApplication app = startWith(database, "ES256", pem)) {
			assertInvalid(me(app, login.text("access")));
			assertInvalid(app.client().refresh(login.text("refresh")));
			assertInvalid(app.client().verify(login.text("refresh")));
		}
	}

	@Test
	void rotationWhenPairIsRetiredThenItsAccessTokensGoOnUntilItIsGone() throws JOSEException {
		String database = database();
		KeyPair first = RSA;
		JWK second = TestKeys.jwk(TestKeys.rsa(), "second");
		Answer login;
		try (TestApplication app = startWith(database, "RS256", TestKeys.pkcs8(first))) {
			login = app.login("alice");
		}
		String access = login.text("access");
		String nameless = resigned(access, new JWSHeader(JWSAlgorithm.RS256), first);
		String renamed = resigned(access, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("second").build(), first);
		String refresh;
		try (TestApplication app = startWith(database, "RS256", second.toJSONString(), TestKeys.certificate(first))) {
			assertThat(me(app, access).status()).isEqualTo(200);
			assertThat(me(app, nameless).status()).isEqualTo(200);
			assertInvalid(me(app, renamed));
			Answer refreshed = app.client().refresh(login.text("refresh"));
			assertThat(headerOf(refreshed.text("access"))).containsEntry("kid", "second");
			assertThat(me(app, refreshed.text("access")).status()).isEqualTo(200);
			refresh = refreshed.text("refresh");
			assertThat(kids(app.client().get("/.well-known/jwks.json"))).containsExactly("second",
					TestKeys.jwk(first, null).computeThumbprint().toString());
		}
		try (TestApplication app = startWith(database, "RS256", second.toJSONString())) {
			assertInvalid(me(app, access));
			assertInvalid(me(app, nameless));
			// these are signed by no pair
			assertThat(app.client().refresh(refresh).status()).isEqualTo(200);
		}
	}

	private static String resigned(String token, JWSHeader header, KeyPair pair) throws JOSEException {
		JWSObject jws = new JWSObject(header,
				new Payload(json(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.')))));
		jws.sign(new RSASSASigner(pair.getPrivate()));
		return jws.serialize();
	}

	private static List<String> kids(Answer answer) {
		try {
			return JWKSet.parse(answer.body()).getKeys().stream().map(JWK::getKeyID).toList();
		}
		catch (java.text.ParseException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	@SuppressWarnings("unchecked")
	void jwksWhenAskedThenPublicKeysAlone() {
		KeyPair retired = TestKeys.ec(384);
		try (TestApplication app = start("RS256", TestKeys.pkcs8(RSA),
				"jwt2fa.token.verifying-keys[0]=" + TestKeys.pkcs8(retired), "jwt2fa.token.verifying-keys[1]=" + SECRET,
				"jwt2fa.token.jwks-path=/keys")) {
			Answer answer = app.client().with("Authorization", "Bearer garbage").get("/keys");
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.header("Content-Type")).isEqualTo("application/json");
			assertThat(answer.header("Cache-Control")).contains("max-age=").doesNotContain("no-store");
			assertThat(answer.response().headers().allValues("Cache-Control")).hasSize(1);
			assertThat(answer.response().headers().allValues("Pragma")).isEmpty();
			assertThat(answer.response().headers().allValues("Expires")).isEmpty();
			List<Map<String, Object>> keys = (List<Map<String, Object>>) answer.json().get("keys");
			assertThat(answer.json()).containsOnlyKeys("keys");
			assertThat(keys).hasSize(2);
			assertThat(keys.get(0)).containsOnlyKeys("kty", "kid", "use", "alg", "n", "e")
				.containsEntry("use", "sig")
				.containsEntry("alg", "RS256");
			assertThat(keys.get(1)).containsOnlyKeys("kty", "kid", "use", "alg", "crv", "x", "y")
				.containsEntry("alg", "ES384");
			assertThat(app.client().get("/keys/").body()).isEqualTo(answer.body());
			Answer posted = app.client().post("/keys", Map.of());
			assertThat(posted.status()).isEqualTo(405);
			assertThat(posted.code()).isEqualTo("method_not_allowed");
			assertThat(posted.header("Allow")).contains("GET");
			assertThat(app.client().get("/.well-known/jwks.json").status()).isEqualTo(401);
		}
	}

	@Test
	void jwksWhenOffThenProtectedAsAnythingElse() {
		try (TestApplication app = start("ES256", TestKeys.pkcs8(TestKeys.ec(256)), "jwt2fa.token.jwks-path=none")) {
			for (String path : List.of("/.well-known/jwks.json", "/none", "/none/")) {
				assertThat(app.client().get(path).code()).isEqualTo("not_authenticated");
			}
		}
	}

}
