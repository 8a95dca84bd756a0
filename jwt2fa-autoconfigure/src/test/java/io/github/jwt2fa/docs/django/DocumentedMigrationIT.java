package io.github.jwt2fa.docs.django;

import java.security.KeyPair;
import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import io.github.jwt2fa.test.TestApplication;
import io.github.jwt2fa.test.TestKeys;
import io.github.jwt2fa.test.TestPostgres;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static io.github.jwt2fa.docs.shop.Shop.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Moving over from PostgreSQL, and what of it is the same in any database.
 */
class DocumentedMigrationIT extends DjangoMigrationContract {

	@AutoClose
	private static final TestPostgres server = new TestPostgres();

	@Override
	String vendor() {
		return "PostgreSQL";
	}

	@Override
	List<String> dataSource() {
		return List.of("spring.datasource.url=" + server.url());
	}

	/**
	 * A new key, for the primary key of one user is the name of another.
	 */
	@Test
	void tokensWhenIdsBecomeUsernamesThenDeadUnderTheNewSigningKey() throws Exception {
		try (TestApplication byName = application(NamedUsers.class,
				"jwt2fa.token.signing-key=a new signing key, since ids are other ones")) {
			byName.bean(JdbcClient.class).sql(statement("jwt2fa_user_two_factor_auth_data", "-- ids")).update();
			UserTwoFactorAuthDataRepository data = byName.bean(UserTwoFactorAuthDataRepository.class);
			assertThat(data.findByUserId("alice").encryptedTotpSecret()).isNotNull();
			assertThat(
					byName.client().bearer(token("access", newId(), 42, Duration.ofMinutes(5))).get("/api/name").code())
				.isEqualTo("token_not_valid");
			assertThat(byName.client().refresh(token("refresh", newId(), 42, Duration.ofDays(1))).code())
				.isEqualTo("token_not_valid");
		}
	}

	@Test
	void tokensWhenAlgorithmIsAsymmetricThenAccessTokensLiveAndRefreshTokensDoNot() throws Exception {
		KeyPair keys = TestKeys.rsa();
		try (TestApplication asymmetric = application(Moved.class, "jwt2fa.token.algorithm=RS256",
				"jwt2fa.token.signing-key=" + TestKeys.pkcs8(keys))) {
			assertThat(asymmetric.client().bearer(signed(keys, "access")).get("/api/name").body()).isEqualTo("carol");
			assertThat(asymmetric.client().refresh(signed(keys, "refresh")).code()).isEqualTo("token_not_valid");
		}
	}

	private String signed(KeyPair keys, String type) throws Exception {
		JWSObject token = new JWSObject(new JWSHeader(JWSAlgorithm.RS256),
				new Payload(payload(type, newId(), 1234567890, Duration.ofMinutes(5))));
		token.sign(new RSASSASigner(keys.getPrivate()));
		return token.serialize();
	}

	/**
	 * Both sides write the claim hash_password, and each has another value for it.
	 */
	@Test
	void tokensWhenTheyDieWithThePasswordThenThoseOfTheReferenceAreDead() {
		try (TestApplication revoking = application(Moved.class, "jwt2fa.token.check-revoke-token=true")) {
			assertThat(revoking.client()
				.bearer(token("access", newId(), 1234567890, Duration.ofMinutes(5)))
				.get("/api/name")
				.code()).isEqualTo("token_not_valid");
			assertThat(revoking.login("carol", PASSWORD, "carol@example.com").json()).containsKey("access");
		}
	}

	@Test
	void encoderWhenHashIsDjangosThenMatchesTheOnePassword() {
		DjangoPasswordEncoder encoder = new DjangoPasswordEncoder();
		// made by hashlib.pbkdf2_hmac of Python
		String hash = "pbkdf2_sha256$1000$5qZ0rYc1xJ7wKpVdN2hT8u$ESLsaICfWb+mHdNE2W4TiiIuj9v/HiaBhR12C7MCSQQ=";
		assertThat(encoder.matches("Straße №7 \uD83D\uDD11", hash)).isTrue();
		for (String wrong : List.of("Straße №7", "", "Strasse №7 \uD83D\uDD11")) {
			assertThat(encoder.matches(wrong, hash)).as(wrong).isFalse();
		}
		for (String odd : List.of("", "!abc", "pbkdf2_sha1$1000$salt$" + hash.substring(42), hash + "x",
				hash.replace("1000", "0"))) {
			assertThat(encoder.matches("Straße №7 \uD83D\uDD11", odd)).as(odd).isFalse();
		}
	}

	/**
	 * Users by their names, one of which looks like a primary key.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Users.class, WhoIsThis.class })
	static class NamedUsers {

	}

	static class Users extends InMemoryUserDetailsManager implements UserDetailsService {

		Users() {
			super(named("alice"), named("42"));
		}

		private static UserDetails named(String name) {
			return User.withUsername(name).password("{noop}" + PASSWORD).roles("USER").build();
		}

	}

	@RestController
	static class WhoIsThis {

		@GetMapping("/api/name")
		String name(@AuthenticationPrincipal UserDetails user) {
			return user.getUsername();
		}

	}

}
