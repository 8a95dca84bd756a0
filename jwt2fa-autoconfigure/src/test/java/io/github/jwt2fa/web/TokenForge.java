package io.github.jwt2fa.web;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import java.util.Base64;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.Curve;
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
						return rsa ? signature.sign() : withLowS(signature.sign());
					});
		}

		/**
		 * Of the two signatures that verify, the one that is taken: what is refused here
		 * shall be refused for something else.
		 */
		private static byte[] withLowS(byte[] signature) {
			BigInteger order = Curve.P_256.toECParameterSpec().getOrder();
			BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
			if (s.compareTo(order.shiftRight(1)) > 0) {
				byte[] low = order.subtract(s).toByteArray();
				Arrays.fill(signature, 32, 64, (byte) 0);
				int length = Math.min(low.length, 32);
				System.arraycopy(low, low.length - length, signature, 64 - length, length);
			}
			return signature;
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
