package io.github.jwt2fa.test;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;

/**
 * Fresh keys, in all the ways that tools write them.
 */
public final class TestKeys {

	private static final byte[] RSA_WITH_SHA256 = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");

	private static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("06072a8648ce3d0201");

	private static final Map<Integer, byte[]> CURVES = Map.of(256, HexFormat.of().parseHex("06082a8648ce3d030107"), 384,
			HexFormat.of().parseHex("06052b81040022"), 521, HexFormat.of().parseHex("06052b81040023"));

	private static final byte[] ZERO = integer(BigInteger.ZERO);

	private TestKeys() {
	}

	public static KeyPair rsa(int bits) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(bits);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static KeyPair rsa() {
		return rsa(2048);
	}

	public static KeyPair ec(int bits) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * {@code BEGIN PRIVATE KEY}, as {@code openssl genpkey} writes it.
	 */
	public static String pkcs8(KeyPair pair) {
		return pem("PRIVATE KEY", (pair.getPrivate() instanceof ECPrivateKey key) ? pkcs8(key, sec1(pair, false, true))
				: pair.getPrivate().getEncoded());
	}

	/**
	 * {@code BEGIN PRIVATE KEY} of an EC key that does not tell its public half, as the
	 * JDK writes it.
	 */
	public static String pkcs8Alone(KeyPair pair) {
		return pem("PRIVATE KEY", pkcs8((ECPrivateKey) pair.getPrivate(), sec1(pair, false, false)));
	}

	/**
	 * {@code BEGIN RSA PRIVATE KEY}, as {@code openssl genrsa -traditional} writes it.
	 */
	public static String pkcs1(KeyPair pair) {
		RSAPrivateCrtKey key = (RSAPrivateCrtKey) pair.getPrivate();
		return pem("RSA PRIVATE KEY", sequence(ZERO, integer(key.getModulus()), integer(key.getPublicExponent()),
				integer(key.getPrivateExponent()), integer(key.getPrimeP()), integer(key.getPrimeQ()),
				integer(key.getPrimeExponentP()), integer(key.getPrimeExponentQ()), integer(key.getCrtCoefficient())));
	}

	/**
	 * {@code BEGIN EC PARAMETERS} and {@code BEGIN EC PRIVATE KEY}, as
	 * {@code openssl ecparam -genkey} writes them.
	 */
	public static String sec1(KeyPair pair) {
		byte[] curve = CURVES.get(bits((ECPrivateKey) pair.getPrivate()));
		return pem("EC PARAMETERS", curve) + pem("EC PRIVATE KEY", sec1(pair, true, true));
	}

	/**
	 * {@code BEGIN PUBLIC KEY}.
	 */
	public static String publicKey(KeyPair pair) {
		return pem("PUBLIC KEY", pair.getPublic().getEncoded());
	}

	/**
	 * The bytes of a public RSA key in its own format (RFC 8017, appendix A.1.1).
	 */
	public static byte[] pkcs1Public(KeyPair pair) {
		RSAPublicKey key = (RSAPublicKey) pair.getPublic();
		return sequence(integer(key.getModulus()), integer(key.getPublicExponent()));
	}

	/**
	 * {@code BEGIN CERTIFICATE} of an RSA key, signed by itself.
	 */
	public static String certificate(KeyPair pair) {
		byte[] name = sequence(der(0x31,
				sequence(HexFormat.of().parseHex("0603550403"), der(0x0c, "test".getBytes(StandardCharsets.UTF_8)))));
		byte[] validity = sequence(der(0x17, "250101000000Z".getBytes(StandardCharsets.US_ASCII)),
				der(0x17, "350101000000Z".getBytes(StandardCharsets.US_ASCII)));
		byte[] content = sequence(der(0xa0, integer(BigInteger.TWO)), integer(BigInteger.TEN), RSA_WITH_SHA256, name,
				validity, name, pair.getPublic().getEncoded());
		try {
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign(pair.getPrivate());
			signature.update(content);
			return pem("CERTIFICATE", sequence(content, RSA_WITH_SHA256, der(3, new byte[] { 0 }, signature.sign())));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A private JWK.
	 */
	public static JWK jwk(KeyPair pair, String id) {
		if (pair.getPrivate() instanceof ECPrivateKey key) {
			Curve curve = Curve.forECParameterSpec(key.getParams());
			return new ECKey.Builder(curve, (ECPublicKey) pair.getPublic()).privateKey(key).keyID(id).build();
		}
		return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).privateKey(pair.getPrivate()).keyID(id).build();
	}

	/**
	 * A private JWK whose two halves are of two keys.
	 */
	public static JWK mismatch(KeyPair one, KeyPair other) {
		if (one.getPrivate() instanceof ECPrivateKey key) {
			Curve curve = Curve.forECParameterSpec(key.getParams());
			return new ECKey.Builder(curve, (ECPublicKey) other.getPublic()).privateKey(key).build();
		}
		Base64URL exponent = Base64URL.encode(((RSAPrivateCrtKey) one.getPrivate()).getPrivateExponent());
		return new RSAKey.Builder((RSAPublicKey) other.getPublic()).privateExponent(exponent).build();
	}

	public static String pem(String label, byte[] der) {
		return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(der)
				+ "\n-----END " + label + "-----\n";
	}

	private static byte[] pkcs8(ECPrivateKey key, byte[] sec1) {
		return sequence(ZERO, sequence(EC_PUBLIC_KEY, CURVES.get(bits(key))), der(4, sec1));
	}

	private static byte[] sec1(KeyPair pair, boolean withCurve, boolean withPublicKey) {
		ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
		int size = (bits(key) + 7) / 8;
		byte[] curve = withCurve ? der(0xa0, CURVES.get(bits(key))) : new byte[0];
		byte[] point = withPublicKey ? der(0xa1,
				der(3, new byte[] { 0, 4 }, fixed(((ECPublicKey) pair.getPublic()).getW().getAffineX(), size),
						fixed(((ECPublicKey) pair.getPublic()).getW().getAffineY(), size)))
				: new byte[0];
		return sequence(integer(BigInteger.ONE), der(4, fixed(key.getS(), size)), curve, point);
	}

	private static int bits(ECPrivateKey key) {
		return key.getParams().getCurve().getField().getFieldSize();
	}

	private static byte[] fixed(BigInteger number, int size) {
		byte[] bytes = number.toByteArray();
		byte[] fixed = new byte[size];
		int length = Math.min(bytes.length, size);
		System.arraycopy(bytes, bytes.length - length, fixed, size - length, length);
		return fixed;
	}

	private static byte[] integer(BigInteger number) {
		return der(2, number.toByteArray());
	}

	private static byte[] sequence(byte[]... parts) {
		return der(0x30, parts);
	}

	private static byte[] der(int tag, byte[]... parts) {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			content.writeBytes(part);
		}
		ByteArrayOutputStream der = new ByteArrayOutputStream();
		der.write(tag);
		if (content.size() < 0x80) {
			der.write(content.size());
		}
		else {
			byte[] length = BigInteger.valueOf(content.size()).toByteArray();
			int sign = (length[0] == 0) ? 1 : 0;
			der.write(0x80 | (length.length - sign));
			der.write(length, sign, length.length - sign);
		}
		der.writeBytes(content.toByteArray());
		return der.toByteArray();
	}

}
