package io.github.jwt2fa.test;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One passkey: a key pair on P-256, in plain JCA. The few structures of CBOR that it
 * needs have a fixed layout (<a href="https://www.rfc-editor.org/rfc/rfc8949">RFC
 * 8949</a>).
 */
final class PasskeyKey {

	private static final JsonMapper JSON = new JsonMapper();

	static final int USER_PRESENT = 0x01;

	static final int USER_VERIFIED = 0x04;

	static final int BACKUP_ELIGIBLE = 0x08;

	static final int BACKED_UP = 0x10;

	static final int ATTESTED = 0x40;

	private static final int COORDINATE_BYTES = 32;

	/** A COSE_Key of P-256, up to its x, and from there up to its y. */
	private static final byte[] COSE_X = HexFormat.of().parseHex("a5010203262001215820");

	private static final byte[] COSE_Y = HexFormat.of().parseHex("225820");

	/**
	 * A map of "fmt": "none", "attStmt": {} and "authData", up to the length of its
	 * bytes, which takes one byte.
	 */
	private static final byte[] ATTESTATION = HexFormat.of()
		.parseHex("a363666d74646e6f6e656761747453746d74a068617574684461746158");

	private final KeyPair keys;

	private final byte[] id;

	private final String domain;

	private final String userHandle;

	private int signatures;

	private PasskeyKey(KeyPair keys, byte[] id, String domain, String userHandle, int signatures) {
		this.keys = keys;
		this.id = id;
		this.domain = domain;
		this.userHandle = userHandle;
		this.signatures = signatures;
	}

	/**
	 * A new key for the user and the domain of some options.
	 */
	static PasskeyKey madeFor(Map<String, ?> publicKey) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return new PasskeyKey(generator.generateKeyPair(), bytes(UUID.randomUUID()), idOf(publicKey, "rp"),
					idOf(publicKey, "user"), 0);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String idOf(Map<String, ?> publicKey, String member) {
		if (publicKey.get(member) instanceof Map<?, ?> entity && entity.get("id") instanceof String id) {
			return id;
		}
		throw new IllegalArgumentException("Options to make a passkey need " + member + ".id");
	}

	PasskeyKey copied() {
		return new PasskeyKey(this.keys, this.id, this.domain, this.userHandle, this.signatures);
	}

	String id() {
		return base64(this.id);
	}

	/**
	 * The domain of the application that it was made for.
	 */
	String domain() {
		return this.domain;
	}

	Map<String, Object> created(Map<String, ?> publicKey, PasskeyDevice.Condition condition) {
		byte[] data = attested(authenticatorData(this.domain, flags(condition) | ATTESTED, this.signatures), this.id,
				coseKey());
		ByteArrayOutputStream attestation = new ByteArrayOutputStream();
		attestation.writeBytes(ATTESTATION);
		attestation.write(data.length);
		attestation.writeBytes(data);
		return created(this.id, clientData("webauthn.create", publicKey, condition), attestation.toByteArray());
	}

	/**
	 * What {@code navigator.credentials.create} returns.
	 */
	static Map<String, Object> created(byte[] id, byte[] clientData, byte[] attestation) {
		Map<String, Object> response = new LinkedHashMap<>();
		response.put("clientDataJSON", base64(clientData));
		response.put("attestationObject", base64(attestation));
		response.put("transports", List.of("internal", "hybrid"));
		response.put("publicKeyAlgorithm", -7);
		return credential(id, response);
	}

	Map<String, Object> shown(Map<String, ?> publicKey, PasskeyDevice.Condition condition) {
		byte[] clientData = clientData("webauthn.get", publicKey, condition);
		this.signatures += condition.counts() ? 1 : 0;
		byte[] data = authenticatorData(String.valueOf(publicKey.get("rpId")), flags(condition), this.signatures);
		return shown(this.id, clientData, data, sign("SHA256withECDSA", this.keys.getPrivate(), data, clientData),
				this.userHandle);
	}

	/**
	 * What {@code navigator.credentials.get} returns.
	 */
	static Map<String, Object> shown(byte[] id, byte[] clientData, byte[] authenticatorData, byte[] signature,
			@Nullable String userHandle) {
		Map<String, Object> response = new LinkedHashMap<>();
		response.put("clientDataJSON", base64(clientData));
		response.put("authenticatorData", base64(authenticatorData));
		response.put("signature", base64(signature));
		if (userHandle != null) {
			response.put("userHandle", userHandle);
		}
		return credential(id, response);
	}

	private static Map<String, Object> credential(byte[] id, Map<String, Object> response) {
		Map<String, Object> credential = new LinkedHashMap<>();
		credential.put("id", base64(id));
		credential.put("rawId", base64(id));
		credential.put("type", "public-key");
		credential.put("authenticatorAttachment", "platform");
		credential.put("clientExtensionResults", Map.of());
		credential.put("response", response);
		return credential;
	}

	private static byte[] clientData(String type, Map<String, ?> publicKey, PasskeyDevice.Condition condition) {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("type", type);
		data.put("challenge", String.valueOf(publicKey.get("challenge")));
		data.put("origin", condition.origin());
		data.put("crossOrigin", condition.framed());
		return JSON.writeValueAsBytes(data);
	}

	private static int flags(PasskeyDevice.Condition condition) {
		int flags = condition.present() ? USER_PRESENT : 0;
		flags |= condition.verified() ? USER_VERIFIED : 0;
		flags |= condition.counts() ? 0 : BACKUP_ELIGIBLE | BACKED_UP;
		return flags;
	}

	/**
	 * Authenticator data
	 * (<a href="https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data">WebAuthn,
	 * section 6.1</a>).
	 */
	static byte[] authenticatorData(String rpId, int flags, int signatures) {
		return ByteBuffer.allocate(37)
			.put(sha256(rpId.getBytes(StandardCharsets.UTF_8)))
			.put((byte) flags)
			.putInt(signatures)
			.array();
	}

	/**
	 * The same with the credential that was made.
	 */
	static byte[] attested(byte[] authenticatorData, byte[] id, byte[] coseKey) {
		ByteArrayOutputStream data = new ByteArrayOutputStream();
		data.writeBytes(authenticatorData);
		data.writeBytes(bytes(new UUID(1, 2))); // its model
		data.write(id.length >> Byte.SIZE);
		data.write(id.length);
		data.writeBytes(id);
		data.writeBytes(coseKey);
		return data.toByteArray();
	}

	private byte[] coseKey() {
		ECPublicKey key = (ECPublicKey) this.keys.getPublic();
		return ByteBuffer.allocate(COSE_X.length + COSE_Y.length + 2 * COORDINATE_BYTES)
			.put(COSE_X)
			.put(fixed(key.getW().getAffineX(), COORDINATE_BYTES))
			.put(COSE_Y)
			.put(fixed(key.getW().getAffineY(), COORDINATE_BYTES))
			.array();
	}

	/**
	 * A number in so many bytes.
	 */
	static byte[] fixed(BigInteger number, int size) {
		byte[] bytes = number.toByteArray();
		byte[] fixed = new byte[size];
		int length = Math.min(bytes.length, size);
		System.arraycopy(bytes, bytes.length - length, fixed, size - length, length);
		return fixed;
	}

	/**
	 * The signature of what is shown, by an algorithm as JCA calls it.
	 */
	static byte[] sign(String algorithm, PrivateKey key, byte[] authenticatorData, byte[] clientData) {
		try {
			Signature signature = Signature.getInstance(algorithm);
			signature.initSign(key);
			signature.update(authenticatorData);
			signature.update(sha256(clientData));
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] sha256(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static byte[] bytes(UUID uuid) {
		return ByteBuffer.allocate(16)
			.putLong(uuid.getMostSignificantBits())
			.putLong(uuid.getLeastSignificantBits())
			.array();
	}

	static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
