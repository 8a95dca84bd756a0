package io.github.jwt2fa.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.util.Base64;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import io.github.jwt2fa.crypto.HmacSha256;
import io.github.jwt2fa.test.TestKeys;

/**
 * Makes tokens of any text, as no library would.
 */
final class TokenForge {

	private TokenForge() {
	}

	static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/**
	 * What is signed.
	 */
	static String input(String header, String claims) {
		return base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
	}

	static String claimsOf(String token) {
		String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
		return new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
	}

	static String encrypted(JWEAlgorithm algorithm, JWEEncrypter encrypter, String claims) throws JOSEException {
		EncryptionMethod method = (algorithm == JWEAlgorithm.DIR) ? EncryptionMethod.A128CBC_HS256
				: EncryptionMethod.A128GCM;
		JWEObject jwe = new JWEObject(new JWEHeader(algorithm, method), new Payload(claims));
		jwe.encrypt(encrypter);
		return jwe.serialize();
	}

	/**
	 * A key with the header that its honest tokens have.
	 */
	record Key(String algorithm, String header, String jwk, Signing signing) {

		static Key ofSecret(byte[] secret) {
			HmacSha256 hmac = new HmacSha256(secret);
			return new Key("HS256", "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
					"{\"kty\":\"oct\",\"k\":\"" + base64(secret) + "\"}", hmac::sign);
		}

		static Key of(KeyPair pair, String kid) {
			boolean rsa = pair.getPrivate() instanceof RSAPrivateKey;
			String algorithm = rsa ? "RS256" : "ES256";
			return new Key(algorithm, "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"}",
					TestKeys.jwk(pair, kid).toPublicJWK().toJSONString(), (input) -> {
						Signature signature = Signature
							.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
						signature.initSign(pair.getPrivate());
						signature.update(input.getBytes(StandardCharsets.US_ASCII));
						return signature.sign();
					});
		}

		byte[] signature(String input) {
			try {
				return this.signing.sign(input);
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}

		String sign(String header, String claims) {
			String input = input(header, claims);
			return input + "." + base64(signature(input));
		}

		boolean isSame(Key other) {
			return this.jwk.equals(other.jwk);
		}

	}

	/**
	 * Signs a text.
	 */
	interface Signing {

		byte[] sign(String input) throws GeneralSecurityException;

	}

}
