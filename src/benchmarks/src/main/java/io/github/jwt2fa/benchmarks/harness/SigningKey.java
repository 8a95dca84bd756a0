package io.github.jwt2fa.benchmarks.harness;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.RandomIds;
import io.github.jwt2fa.jws.JwsAlgorithm;
import io.github.jwt2fa.jws.JwsKey;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenSettings;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.CompletedLogin;
import io.github.jwt2fa.token.MeasuredTokens;
import io.github.jwt2fa.token.key.AuthTokenKeys;
import io.github.jwt2fa.user.TwoFactorUser;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * A key of one algorithm, the access token that it signs, and who verifies that.
 *
 * @param algorithm HS256, RS256 or ES256
 * @param pair the pair of keys, or {@code null} for HS256
 */
public record SigningKey(JwsAlgorithm algorithm, @Nullable JWK pair) {

	private static final byte[] SECRET = "a secret key for the benchmark alone".getBytes(StandardCharsets.UTF_8);

	/**
	 * A new key, or for HS256 one that is always the same.
	 * @param algorithm HS256, RS256 or ES256
	 * @return the key
	 */
	public static SigningKey of(String algorithm) {
		JwsAlgorithm parsed = JwsAlgorithm.valueOf(algorithm);
		try {
			return new SigningKey(parsed, switch (parsed) {
				case RS256 -> new RSAKeyGenerator(2048).generate();
				case ES256 -> new ECKeyGenerator(Curve.P_256).generate();
				default -> null;
			});
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The secret of HS256.
	 * @return its bytes
	 */
	public byte[] secret() {
		return SECRET.clone();
	}

	/**
	 * An access token of this library.
	 * @return its text
	 */
	public byte[] accessToken() {
		Clock clock = Clock.systemUTC();
		TwoFactorUser user = TwoFactorUser.of(User.withUsername("user0").password("").roles("USER").build());
		AuthTokenFactory factory = new AuthTokenFactory(keys(), settings(0), List.of(), null,
				new RandomIds(new SecureRandom()), clock);
		CompletedLogin login = CompletedLogin.withUser(user)
			.method(TwoFactorMethod.CODE_SENDER)
			.amr(List.of("pwd", "mca", "mfa"))
			.at(clock.instant())
			.session(factory.newId())
			.build();
		return factory.create(AuthTokenType.ACCESS, login).getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * A verifier of this library.
	 * @param cacheSize how many verified tokens it remembers
	 * @return the verifier
	 */
	public MeasuredTokens verifier(int cacheSize) {
		return new MeasuredTokens(keys(), settings(cacheSize));
	}

	private AuthTokenKeys keys() {
		JwsKey secret = JwsKey.ofSecret(JwsAlgorithm.HS256, SECRET);
		JwsKey signing = (this.pair != null) ? JwsKey.of(this.algorithm, this.pair) : secret;
		return new AuthTokenKeys(signing, secret, List.of());
	}

	/**
	 * A decoder as Spring Security makes it, which has no builder for an EC key.
	 * @return the decoder
	 */
	public JwtDecoder springDecoder() {
		try {
			if (this.pair == null) {
				return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(SECRET, "HmacSHA256")).build();
			}
			if (this.algorithm == JwsAlgorithm.RS256) {
				return NimbusJwtDecoder.withPublicKey(this.pair.toRSAKey().toRSAPublicKey()).build();
			}
			DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
			processor.setJWSKeySelector(
					new SingleKeyJWSKeySelector<>(JWSAlgorithm.ES256, this.pair.toECKey().toECPublicKey()));
			processor.setJWTClaimsSetVerifier((claims, context) -> {
			});
			return new NimbusJwtDecoder(processor);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static AuthTokenSettings settings(int cacheSize) {
		Duration hour = Duration.ofHours(1);
		return new AuthTokenSettings(new AuthTokenSettings.Lifetimes(hour, hour, hour, hour, hour), null, List.of(),
				Duration.ZERO, "user_id", cacheSize);
	}

}
