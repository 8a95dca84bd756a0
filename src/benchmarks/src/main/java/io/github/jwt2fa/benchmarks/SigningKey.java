package io.github.jwt2fa.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.token.AuthTokenFactory;
import io.github.jwt2fa.token.AuthTokenSettings;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.AuthTokenVerifier;
import io.github.jwt2fa.token.CompletedLogin;
import io.github.jwt2fa.token.TokenIds;
import io.github.jwt2fa.user.TwoFactorUser;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * A key of one algorithm, the access token that it signs, and who verifies that.
 *
 * @param algorithm HS256, RS256 or ES256
 * @param signing the key that signs
 * @param verifying the key that verifies
 */
record SigningKey(JWSAlgorithm algorithm, Key signing, Key verifying) {

	static SigningKey of(String algorithm) {
		JWSAlgorithm parsed = JWSAlgorithm.parse(algorithm);
		if (parsed.equals(JWSAlgorithm.HS256)) {
			byte[] secret = "a secret key for the benchmark alone".getBytes(StandardCharsets.UTF_8);
			SecretKey key = new SecretKeySpec(secret, "HmacSHA256");
			return new SigningKey(parsed, key, key);
		}
		try {
			boolean rsa = parsed.equals(JWSAlgorithm.RS256);
			KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
			if (rsa) {
				generator.initialize(2048);
			}
			else {
				generator.initialize(new ECGenParameterSpec("secp256r1"));
			}
			KeyPair pair = generator.generateKeyPair();
			return new SigningKey(parsed, pair.getPrivate(), pair.getPublic());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	byte[] secret() {
		return this.signing.getEncoded();
	}

	/**
	 * An access token of this library, whatever the algorithm.
	 */
	byte[] accessToken() {
		Clock clock = Clock.systemUTC();
		TwoFactorUser user = TwoFactorUser.of(User.withUsername("user0").password("").roles("USER").build());
		TokenIds ids = new TokenIds(new SecureRandom());
		String token = new AuthTokenFactory(settings(), ids, clock).create(AuthTokenType.ACCESS,
				new CompletedLogin(user, TwoFactorMethod.CODE_SENDER, clock.instant(), ids.next()));
		return sign(token).getBytes(StandardCharsets.ISO_8859_1);
	}

	AuthTokenVerifier verifier() {
		return new AuthTokenVerifier(settings(), Clock.systemUTC());
	}

	/**
	 * A decoder as Spring Security makes it, which has no builder for an EC key.
	 */
	JwtDecoder springDecoder() {
		if (this.verifying instanceof SecretKey key) {
			return NimbusJwtDecoder.withSecretKey(key).build();
		}
		if (this.verifying instanceof RSAPublicKey key) {
			return NimbusJwtDecoder.withPublicKey(key).build();
		}
		DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
		processor.setJWSKeySelector(new SingleKeyJWSKeySelector<>(this.algorithm, this.verifying));
		processor.setJWTClaimsSetVerifier((claims, context) -> {
		});
		return new NimbusJwtDecoder(processor);
	}

	private static AuthTokenSettings settings() {
		return new AuthTokenSettings(of("HS256").secret(), Duration.ofHours(1), Duration.ofHours(1),
				Duration.ofHours(1), null, List.of(), Duration.ZERO, "user_id");
	}

	private String sign(String token) {
		try {
			JWSHeader header = new JWSHeader.Builder(this.algorithm).type(JOSEObjectType.JWT).build();
			SignedJWT jwt = new SignedJWT(header, SignedJWT.parse(token).getJWTClaimsSet());
			jwt.sign(signer());
			return jwt.serialize();
		}
		catch (ParseException | JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private JWSSigner signer() throws JOSEException {
		if (this.signing instanceof SecretKey) {
			return new MACSigner(secret());
		}
		return this.signing instanceof ECPrivateKey key ? new ECDSASigner(key)
				: new RSASSASigner((PrivateKey) this.signing);
	}

}
