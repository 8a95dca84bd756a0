package io.github.jwt2fa.benchmarks.harness;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device with one ES256 key, which is that of every user.
 */
public final class PasskeyDevice {

	/** The domain that its passkeys are for. */
	public static final String RP_ID = "shop.example";

	private static final Pattern CHALLENGE = Pattern.compile("\"challenge\":\"([^\"]+)\"");

	/** A COSE_Key of P-256, up to its x and from there up to its y. */
	private static final String COSE_X = "a5010203262001215820";

	private static final String COSE_Y = "225820";

	private static final byte PRESENT_AND_VERIFIED = 0x05;

	private static final int COORDINATE_BYTES = 32;

	private final KeyPair keys;

	/**
	 * A new device.
	 * @throws GeneralSecurityException never
	 */
	public PasskeyDevice() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		this.keys = generator.generateKeyPair();
	}

	/**
	 * What registers a user.
	 * @param user the username
	 * @return the name, the credential's id and the public key
	 */
	public String registration(String user) {
		ECPublicKey key = (ECPublicKey) this.keys.getPublic();
		String cose = COSE_X + hex(key.getW().getAffineX()) + COSE_Y + hex(key.getW().getAffineY());
		return user + " " + id(user) + " " + base64(HexFormat.of().parseHex(cose));
	}

	private static String hex(BigInteger coordinate) {
		String hex = coordinate.toString(16);
		return "0".repeat(2 * COORDINATE_BYTES - hex.length()) + hex;
	}

	private static String id(String user) {
		return base64(user.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Signs the challenge of a code token.
	 * @param user the username
	 * @param answer the answer that has it
	 * @return the credential as JSON
	 * @throws GeneralSecurityException never
	 */
	public String credential(String user, String answer) throws GeneralSecurityException {
		Matcher challenge = CHALLENGE.matcher(answer);
		if (!challenge.find()) {
			throw new IllegalStateException("No challenge");
		}
		byte[] clientData = ("{\"type\":\"webauthn.get\",\"challenge\":\"" + challenge.group(1)
				+ "\",\"origin\":\"https://" + RP_ID + "\"}")
			.getBytes(StandardCharsets.UTF_8);
		MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
		byte[] authenticatorData = ByteBuffer.allocate(37)
			.put(sha256.digest(RP_ID.getBytes(StandardCharsets.UTF_8)))
			.put(PRESENT_AND_VERIFIED)
			.putInt(0)
			.array();
		Signature signature = Signature.getInstance("SHA256withECDSA");
		signature.initSign(this.keys.getPrivate());
		signature.update(authenticatorData);
		signature.update(sha256.digest(clientData));
		return "{\"id\":\"" + id(user) + "\",\"rawId\":\"" + id(user) + "\",\"type\":\"public-key\","
				+ "\"response\":{\"clientDataJSON\":\"" + base64(clientData) + "\",\"authenticatorData\":\""
				+ base64(authenticatorData) + "\",\"signature\":\"" + base64(signature.sign()) + "\"}}";
	}

	private static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
