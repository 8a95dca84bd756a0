package io.github.jwt2fa.jws;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.pem.PemContent;

/**
 * A key in PEM (<a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>): a private
 * key, a public one, a certificate, or a private key together with one of these.
 */
final class PemKey {

	private static final Pattern PUBLIC_KEY = Pattern
		.compile("-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----");

	private static final Pattern EC_PRIVATE_KEY = Pattern
		.compile("-----BEGIN (?:EC )?PRIVATE KEY-----([^-]+)-----END (?:EC )?PRIVATE KEY-----");

	private PemKey() {
	}

	static JWK parse(String text) {
		if (text.contains("ENCRYPTED")) {
			throw new UnfitKeyException(
					"holds a private key behind a password: \"openssl pkey -in FILE\" writes it without one");
		}
		try {
			PublicKey publicKey = publicKeyIn(text);
			if (text.contains("PRIVATE KEY-----")) {
				PrivateKey privateKey = PemContent.of(text).getPrivateKey();
				if (privateKey instanceof RSAPrivateCrtKey rsa) {
					return rsa(rsa, publicKey);
				}
				if (privateKey instanceof ECPrivateKey ec) {
					return ec(ec, curveOf(ec), (publicKey != null) ? publicKey : ecPublicKey(text, ec.getParams()));
				}
			}
			if (publicKey instanceof RSAPublicKey rsa) {
				return restricted(rsa, new RSAKey.Builder(rsa));
			}
			if (publicKey instanceof ECPublicKey ec) {
				return new ECKey.Builder(curveOf(ec), ec).build();
			}
		}
		catch (UnfitKeyException ex) {
			throw ex;
		}
		catch (GeneralSecurityException | RuntimeException ex) {
			// its message may hold parts of the key
			throw new UnfitKeyException("holds a key in PEM that can't be read");
		}
		throw new UnfitKeyException(
				"holds PEM with no key that can be used: a private, a public (BEGIN PUBLIC KEY) one or a "
						+ "certificate, of RSA or EC");
	}

	private static @Nullable PublicKey publicKeyIn(String text) {
		Matcher matcher = PUBLIC_KEY.matcher(text);
		if (matcher.find()) {
			PublicKey key = publicKey(Base64.getMimeDecoder().decode(matcher.group(1)));
			if (key == null) {
				throw new UnfitKeyException("holds a public key in PEM that is neither RSA nor EC, or broken");
			}
			return key;
		}
		return text.contains("BEGIN CERTIFICATE") ? PemContent.of(text).getCertificates().get(0).getPublicKey() : null;
	}

	private static RSAKey rsa(RSAPrivateCrtKey privateKey, @Nullable PublicKey publicKey)
			throws GeneralSecurityException {
		RSAPublicKey own = (RSAPublicKey) KeyFactory.getInstance("RSA")
			.generatePublic(new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent()));
		requirePair(publicKey == null
				|| (publicKey instanceof RSAPublicKey known && known.getModulus().equals(own.getModulus())
						&& known.getPublicExponent().equals(own.getPublicExponent())));
		return restricted(privateKey, new RSAKey.Builder(own).privateKey(privateKey));
	}

	/**
	 * A key that says to be for RSASSA-PSS
	 * (<a href="https://www.rfc-editor.org/rfc/rfc4055">RFC 4055</a>) is for nothing
	 * else.
	 */
	private static RSAKey restricted(java.security.interfaces.RSAKey key, RSAKey.Builder builder) {
		if (!((Key) key).getAlgorithm().equals("RSASSA-PSS")) {
			return builder.build();
		}
		if (key.getParams() instanceof PSSParameterSpec pss && !pss.getDigestAlgorithm().equals("SHA-256")) {
			throw new UnfitKeyException("holds an RSA-PSS key for " + pss.getDigestAlgorithm()
					+ ", and PS256, the one PSS algorithm, needs SHA-256");
		}
		return builder.algorithm(JWSAlgorithm.PS256).build();
	}

	private static Curve curveOf(java.security.interfaces.ECKey key) {
		Curve curve = Curve.forECParameterSpec(key.getParams());
		if (curve == null) {
			throw new UnfitKeyException(
					"holds an EC key on a curve that no algorithm of tokens is for: ES256 needs P-256, "
							+ "ES384 needs P-384");
		}
		return curve;
	}

	/**
	 * The numbers do not tell that the two are a pair: a signature is tried out later.
	 */
	private static ECKey ec(ECPrivateKey privateKey, Curve curve, @Nullable PublicKey publicKey) {
		if (publicKey == null) {
			throw new UnfitKeyException(
					"holds a private EC key without its public one: put that, as BEGIN PUBLIC KEY, behind it");
		}
		requirePair(publicKey instanceof ECPublicKey known && curveOf(known).equals(curve));
		return new ECKey.Builder(curve, (ECPublicKey) publicKey).privateKey(privateKey).build();
	}

	private static void requirePair(boolean pair) {
		if (!pair) {
			throw new UnfitKeyException("holds a private and a public key that don't belong together");
		}
	}

	/**
	 * The public key that most tools write along with a private one
	 * (<a href="https://www.rfc-editor.org/rfc/rfc5915">RFC 5915</a>): the last BIT
	 * STRING, which holds an uncompressed point.
	 */
	private static @Nullable ECPublicKey ecPublicKey(String text, ECParameterSpec curve)
			throws GeneralSecurityException {
		Matcher matcher = EC_PRIVATE_KEY.matcher(text);
		if (!matcher.find()) {
			return null;
		}
		byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
		int size = (curve.getCurve().getField().getFieldSize() + Byte.SIZE - 1) / Byte.SIZE;
		int length = 2 * size + 2;
		byte[] head = (length <= Byte.MAX_VALUE) ? new byte[] { 3, (byte) length, 0, 4 }
				: new byte[] { 3, (byte) 0x81, (byte) length, 0, 4 };
		for (int at = der.length - head.length - 2 * size; at >= 0; at--) {
			if (Arrays.equals(der, at, at + head.length, head, 0, head.length)) {
				int x = at + head.length;
				ECPoint point = new ECPoint(new BigInteger(1, Arrays.copyOfRange(der, x, x + size)),
						new BigInteger(1, Arrays.copyOfRange(der, x + size, x + 2 * size)));
				return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
			}
		}
		return null;
	}

	/**
	 * A public key (SubjectPublicKeyInfo of
	 * <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1">RFC 5280, section
	 * 4.1</a>).
	 * @return the key, or {@code null} if these are bytes of something else
	 */
	static @Nullable PublicKey publicKey(byte[] der) {
		for (String algorithm : new String[] { "RSA", "RSASSA-PSS", "EC" }) {
			try {
				return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
			}
			catch (GeneralSecurityException ex) {
				// of another kind
			}
		}
		return null;
	}

}
