package io.github.jwt2fa.web;

import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.github.jwt2fa.host.NoDatabase;
import io.github.jwt2fa.test.ApiClient.Answer;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestKeys;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Keys that a bean of the application holds, and changes while it runs.
 */
@Tag("slow")
class KeySourceIT {

	private static final JWK FIRST = TestKeys.jwk(TestKeys.ec(256), "first");

	private static final JWK SECOND = TestKeys.jwk(TestKeys.ec(256), "second");

	private static TestApplication start(Class<?> source, String... more) {
		String[] properties = Arrays.copyOf(more, more.length + 1);
		properties[more.length] = "jwt2fa.token.algorithm=ES256";
		return TestApplication.with(
				List.of(NoDatabase.class, TestApplication.Events.class, TestApplication.Resources.class, source),
				properties);
	}

	private static Answer me(TestApplication app, String access) {
		return app.client().bearer(access).get("/me");
	}

	private static String access(TestApplication app) {
		return app.login("alice").text("access");
	}

	private static String kid(String token) throws ParseException {
		return JWSObject.parse(token).getHeader().getKeyID();
	}

	private static List<String> published(TestApplication app) throws ParseException {
		List<JWK> keys = JWKSet.parse(app.client().get("/.well-known/jwks.json").body()).getKeys();
		assertThat(keys).noneMatch(JWK::isPrivate);
		return keys.stream().map(JWK::getKeyID).toList();
	}

	/**
	 * What the next fetch would do, some time later: a token of an unknown key brings it.
	 */
	private static void fetch(TestApplication app) throws JOSEException {
		app.clock().advance(Duration.ofSeconds(10));
		assertThat(me(app, foreign("nobody's", TestKeys.jwk(TestKeys.ec(256), null))).code())
			.isEqualTo("token_not_valid");
	}

	private static String foreign(String kid, JWK key) throws JOSEException {
		JWSObject token = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build(),
				new Payload(Map.of("token_type", "access", "user_id", "alice")));
		token.sign(new ECDSASigner(key.toECKey()));
		return token.serialize();
	}

	@Test
	void rotationWhenTheSourceChangesThenNobodyRestarts() throws Exception {
		try (TestApplication app = start(Keys.class)) {
			Vault vault = app.bean(Vault.class);
			Answer login = app.login("alice");
			String before = login.text("access");
			assertThat(kid(before)).isEqualTo("first");
			assertThat(published(app)).containsExactly("first");
			assertThat(me(app, before).status()).isEqualTo(200);

			vault.keys = List.of(FIRST, SECOND.toPublicJWK());
			fetch(app);
			assertThat(published(app)).containsExactly("first", "second");
			assertThat(kid(access(app))).isEqualTo("first");

			vault.keys = List.of(SECOND, FIRST.toPublicJWK());
			fetch(app);
			String after = access(app);
			assertThat(kid(after)).isEqualTo("second");
			assertThat(published(app)).containsExactly("second", "first");
			assertThat(me(app, before).status()).isEqualTo(200);
			assertThat(me(app, after).status()).isEqualTo(200);

			vault.keys = List.of(SECOND);
			fetch(app);
			assertThat(published(app)).containsExactly("second");
			// though it was verified, and remembered
			assertThat(me(app, before).code()).isEqualTo("token_not_valid");
			assertThat(me(app, after).status()).isEqualTo(200);
			Answer refreshed = app.client().refresh(login.text("refresh"));
			assertThat(kid(refreshed.text("access"))).isEqualTo("second");
		}
	}

	/**
	 * Of another instance, which has the new key already.
	 */
	@Test
	void tokenWhenItsKeyIsNewerThanTheLastFetchThenIsTaken() throws Exception {
		try (TestApplication app = start(Keys.class); TestApplication other = start(Keys.class)) {
			other.bean(Vault.class).keys = List.of(SECOND);
			fetch(other);
			String access = access(other);
			app.clock().advance(Duration.between(app.clock().instant(), other.clock().instant()));
			assertThat(me(app, access).code()).isEqualTo("token_not_valid");
			app.bean(Vault.class).keys = List.of(FIRST, SECOND);
			app.clock().advance(Duration.ofSeconds(10));
			assertThat(me(app, access).status()).isEqualTo(200);
			assertThat(kid(access(app))).isEqualTo("first");
		}
	}

	@Test
	void sourceWhenDownThenTheLastKnownKeysStay() throws Exception {
		try (TestApplication app = start(Keys.class)) {
			Vault vault = app.bean(Vault.class);
			String before = access(app);
			vault.down = true;
			fetch(app);
			assertThat(me(app, before).status()).isEqualTo(200);
			assertThat(kid(access(app))).isEqualTo("first");
			assertThat(published(app)).containsExactly("first");
			vault.keys = List.of(SECOND);
			vault.down = false;
			fetch(app);
			assertThat(kid(access(app))).isEqualTo("second");
		}
	}

	@Test
	void strangersWhenTheyNameKeysThenFetchNothingAtWill() throws Exception {
		try (TestApplication app = start(Keys.class)) {
			Vault vault = app.bean(Vault.class);
			app.clock().advance(Duration.ofSeconds(10));
			int before = vault.asked.get();
			JWK key = TestKeys.jwk(TestKeys.ec(256), null);
			for (int i = 0; i < 20; i++) {
				assertThat(me(app, foreign("key" + i, key)).code()).isEqualTo("token_not_valid");
				me(app, "garbage");
				app.client().get("/.well-known/jwks.json");
			}
			assertThat(vault.asked.get()).isEqualTo(before + 1);
			// of a kid that is known, a bad signature brings nothing
			app.clock().advance(Duration.ofSeconds(10));
			assertThat(me(app, foreign("first", key)).code()).isEqualTo("token_not_valid");
			assertThat(vault.asked.get()).isEqualTo(before + 1);
		}
	}

	@Test
	void keysWhenForSomethingElseThenAreLeftOut() throws Exception {
		JWK encryption = new ECKey.Builder(TestKeys.jwk(TestKeys.ec(256), "encryption").toECKey())
			.keyUse(KeyUse.ENCRYPTION)
			.build();
		JWK secret = new OctetSequenceKeyGenerator(256).keyID("secret").generate();
		JWK rsa = new RSAKey.Builder(TestKeys.jwk(TestKeys.rsa(), "rsa").toRSAKey()).algorithm(JWSAlgorithm.PS256)
			.build();
		try (TestApplication app = start(Keys.class)) {
			app.bean(Vault.class).keys = List.of(secret, encryption, rsa, SECOND.toPublicJWK(), FIRST);
			fetch(app);
			assertThat(kid(access(app))).isEqualTo("first");
			assertThat(published(app)).containsExactly("first", "rsa", "second");
			// none that signs, or two of one name: as if it were down
			app.bean(Vault.class).keys = List.of(SECOND.toPublicJWK());
			fetch(app);
			assertThat(kid(access(app))).isEqualTo("first");
			app.bean(Vault.class).keys = List.of(SECOND, TestKeys.jwk(TestKeys.ec(256), "second"));
			fetch(app);
			assertThat(kid(access(app))).isEqualTo("first");
		}
	}

	@Test
	void secretWhenItSignedBeforeThenMayStay() {
		String secret = "the secret that signed all tokens before the keys moved";
		try (TestApplication before = TestApplication.with(
				List.of(NoDatabase.class, TestApplication.Events.class, TestApplication.Resources.class),
				"jwt2fa.token.signing-key=" + secret);
				TestApplication app = start(Keys.class, "jwt2fa.token.verifying-keys[0]=" + secret)) {
			assertThat(me(app, access(before)).status()).isEqualTo(200);
		}
	}

	@Test
	void sourceWhenOfAnotherNameThenIsNotOurs() throws Exception {
		try (TestApplication app = start(OfTheAuthorizationServer.class,
				"jwt2fa.token.signing-key=" + SECOND.toJSONString())) {
			assertThat(kid(access(app))).isEqualTo("second");
			assertThat(published(app)).containsExactly("second");
		}
	}

	@Test
	void startWhenTheSourceDoesNotFitThenTellsWhatToDo() {
		assertThatThrownBy(() -> start(Empty.class)).hasStackTraceContaining(
				"The bean jwt2faJwkSource has no keys for auth tokens: The source holds no private key that fits ES256");
		assertThatThrownBy(() -> start(Down.class))
			.hasStackTraceContaining("has no keys for auth tokens: com.nimbusds.jose.KeySourceException");
		assertThatThrownBy(() -> start(Keys.class, "jwt2fa.token.signing-key=" + SECOND.toJSONString()))
			.hasStackTraceContaining("Both the property jwt2fa.token.signing-key and the bean jwt2faJwkSource");
		assertThatThrownBy(() -> start(NoSource.class))
			.hasStackTraceContaining("The bean jwt2faJwkSource is no JWKSource");
		assertThatThrownBy(() -> TestApplication.with(List.of(NoDatabase.class, Keys.class)))
			.hasStackTraceContaining("There is a bean jwt2faJwkSource, and jwt2fa.token.algorithm=HS256");
	}

	/**
	 * What stands for a key management service.
	 */
	static final class Vault implements JWKSource<SecurityContext> {

		private final AtomicInteger asked = new AtomicInteger();

		private volatile List<JWK> keys = List.of(FIRST);

		private volatile boolean down;

		@Override
		public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
			this.asked.incrementAndGet();
			if (this.down) {
				throw new KeySourceException("The vault is sealed");
			}
			return selector.select(new JWKSet(this.keys));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Keys {

		@Bean(defaultCandidate = false)
		Vault jwt2faJwkSource() {
			return new Vault();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OfTheAuthorizationServer {

		@Bean
		JWKSource<SecurityContext> jwkSource() {
			return new ImmutableJWKSet<>(new JWKSet(FIRST));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

		@Bean(defaultCandidate = false)
		JWKSource<SecurityContext> jwt2faJwkSource() {
			return new ImmutableJWKSet<>(new JWKSet(FIRST.toPublicJWK()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Down {

		@Bean(defaultCandidate = false)
		JWKSource<SecurityContext> jwt2faJwkSource() {
			Vault vault = new Vault();
			vault.down = true;
			return vault;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoSource {

		@Bean
		String jwt2faJwkSource() {
			return "vault";
		}

	}

}
