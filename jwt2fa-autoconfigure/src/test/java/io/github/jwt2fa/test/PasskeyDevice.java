package io.github.jwt2fa.test;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * A device that holds passkeys, in the hand of its user, and the page that asks it: takes
 * the options of an answer and makes what
 * <a href="https://www.w3.org/TR/webauthn-3/#dom-publickeycredential-tojson">toJSON()</a>
 * of the credential is. Its keys are ES256. Not safe for use by several threads.
 */
public final class PasskeyDevice {

	private static final JsonMapper JSON = new JsonMapper();

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int USER_PRESENT = 0x01;

	private static final int USER_VERIFIED = 0x04;

	private static final int BACKUP_ELIGIBLE = 0x08;

	private static final int BACKED_UP = 0x10;

	private static final int ATTESTED = 0x40;

	private final List<Key> keys;

	private final String origin;

	private final int flags;

	private final boolean counts;

	private final boolean framed;

	private PasskeyDevice(List<Key> keys, String origin, int flags, boolean counts, boolean framed) {
		this.keys = keys;
		this.origin = origin;
		this.flags = flags;
		this.counts = counts;
		this.framed = framed;
	}

	/**
	 * A phone whose passkeys are on other devices of its user too, at a page. It verifies
	 * its user and counts nothing.
	 */
	public static PasskeyDevice at(String origin) {
		return new PasskeyDevice(new ArrayList<>(), origin, USER_PRESENT | USER_VERIFIED | BACKUP_ELIGIBLE | BACKED_UP,
				false, false);
	}

	/**
	 * The same device at another page.
	 */
	public PasskeyDevice movedTo(String otherOrigin) {
		return new PasskeyDevice(this.keys, otherOrigin, this.flags, this.counts, this.framed);
	}

	/**
	 * The same device, at a page that is in a frame of another.
	 */
	public PasskeyDevice inFrame() {
		return new PasskeyDevice(this.keys, this.origin, this.flags, this.counts, true);
	}

	/**
	 * The same device, which does not ask for a finger or a PIN any more.
	 */
	public PasskeyDevice unverified() {
		return new PasskeyDevice(this.keys, this.origin, this.flags & ~USER_VERIFIED, this.counts, this.framed);
	}

	/**
	 * The same device, for which nobody has to be there.
	 */
	public PasskeyDevice unattended() {
		return new PasskeyDevice(this.keys, this.origin, this.flags & ~USER_PRESENT, this.counts, this.framed);
	}

	/**
	 * A key of the kind that is on one device alone, and counts its signatures.
	 */
	public PasskeyDevice counting() {
		return new PasskeyDevice(this.keys, this.origin, this.flags & ~(BACKUP_ELIGIBLE | BACKED_UP), true,
				this.framed);
	}

	/**
	 * Another device with the same keys, each of which goes on from here by itself.
	 */
	public PasskeyDevice copied() {
		return new PasskeyDevice(new ArrayList<>(this.keys.stream().map(Key::copy).toList()), this.origin, this.flags,
				this.counts, this.framed);
	}

	/**
	 * Makes a passkey.
	 * @param publicKey the options, {@code PublicKeyCredentialCreationOptionsJSON}
	 * @return the credential as JSON
	 * @throws IllegalStateException if the device has one of the user already
	 */
	public Map<String, Object> create(Map<String, ?> publicKey) {
		if (idsIn(publicKey, "excludeCredentials").stream().anyMatch((id) -> find(id) != null)) {
			throw new IllegalStateException("InvalidStateError: the device has a passkey of this user already");
		}
		Map<?, ?> rp = (Map<?, ?>) publicKey.get("rp");
		Map<?, ?> user = (Map<?, ?>) publicKey.get("user");
		Key key = Key.generate((String) rp.get("id"), (String) user.get("id"));
		this.keys.add(key);
		byte[] clientData = clientData("webauthn.create", publicKey);
		byte[] attested = bytes(new byte[16], new byte[] { 0, (byte) key.id.length }, key.id, key.cose());
		byte[] data = authenticatorData(key, key.rpId, ATTESTED, attested);
		Map<String, Object> response = new LinkedHashMap<>();
		response.put("clientDataJSON", base64(clientData));
		response.put("attestationObject", base64(attestationObject(data)));
		response.put("transports", List.of("internal", "hybrid"));
		return credential(key, response);
	}

	/**
	 * Shows a passkey.
	 * @param publicKey the options, {@code PublicKeyCredentialRequestOptionsJSON}
	 * @return the credential as JSON
	 * @throws IllegalStateException if the device has none that is asked for
	 */
	public Map<String, Object> get(Map<String, ?> publicKey) {
		String rpId = (String) publicKey.get("rpId");
		List<String> allowed = idsIn(publicKey, "allowCredentials");
		Key key = this.keys.stream()
			.filter((each) -> allowed.isEmpty() ? each.rpId.equals(rpId) : allowed.contains(base64(each.id)))
			.reduce((first, last) -> last)
			.orElseThrow(() -> new IllegalStateException("NotAllowedError: the device has no such passkey"));
		byte[] clientData = clientData("webauthn.get", publicKey);
		byte[] data = authenticatorData(key, rpId, 0, new byte[0]);
		Map<String, Object> response = new LinkedHashMap<>();
		response.put("clientDataJSON", base64(clientData));
		response.put("authenticatorData", base64(data));
		response.put("signature", base64(key.sign(bytes(data, sha256(clientData)))));
		response.put("userHandle", key.userHandle);
		return credential(key, response);
	}

	private static List<String> idsIn(Map<String, ?> publicKey, String member) {
		return (publicKey.get(member) instanceof List<?> list)
				? list.stream().map((each) -> (String) ((Map<?, ?>) each).get("id")).toList() : List.of();
	}

	private Key find(String id) {
		return this.keys.stream().filter((key) -> base64(key.id).equals(id)).findFirst().orElse(null);
	}

	private byte[] clientData(String type, Map<String, ?> publicKey) {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("type", type);
		data.put("challenge", publicKey.get("challenge"));
		data.put("origin", this.origin);
		data.put("crossOrigin", this.framed);
		return JSON.writeValueAsBytes(data);
	}

	private byte[] authenticatorData(Key key, String rpId, int moreFlags, byte[] attested) {
		if (this.counts) {
			key.counter++;
		}
		return bytes(sha256(rpId.getBytes(StandardCharsets.UTF_8)), new byte[] { (byte) (this.flags | moreFlags) },
				ByteBuffer.allocate(Integer.BYTES).putInt(key.counter).array(), attested);
	}

	/**
	 * In CBOR: a map of three, without a statement about the device.
	 */
	private static byte[] attestationObject(byte[] data) {
		byte[] length = { 0x58, (byte) data.length };
		if (data.length > 255) {
			length = new byte[] { 0x59, (byte) (data.length >> 8), (byte) data.length };
		}
		return bytes(new byte[] { (byte) 0xa3 }, text("fmt"), text("none"), text("attStmt"), new byte[] { (byte) 0xa0 },
				text("authData"), length, data);
	}

	private static byte[] text(String text) {
		return bytes(new byte[] { (byte) (0x60 + text.length()) }, text.getBytes(StandardCharsets.UTF_8));
	}

	private static Map<String, Object> credential(Key key, Map<String, Object> response) {
		Map<String, Object> credential = new LinkedHashMap<>();
		credential.put("id", base64(key.id));
		credential.put("rawId", base64(key.id));
		credential.put("type", "public-key");
		credential.put("authenticatorAttachment", "platform");
		credential.put("clientExtensionResults", Map.of());
		credential.put("response", response);
		return credential;
	}

	private static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private static byte[] bytes(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	private static byte[] sha256(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A passkey.
	 */
	private static final class Key {

		private final byte[] id;

		private final String rpId;

		private final String userHandle;

		private final KeyPair pair;

		private int counter;

		private Key(byte[] id, String rpId, String userHandle, KeyPair pair, int counter) {
			this.id = id;
			this.rpId = rpId;
			this.userHandle = userHandle;
			this.pair = pair;
			this.counter = counter;
		}

		static Key generate(String rpId, String userHandle) {
			byte[] id = new byte[32];
			RANDOM.nextBytes(id);
			try {
				KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
				generator.initialize(new ECGenParameterSpec("secp256r1"));
				return new Key(id, rpId, userHandle, generator.generateKeyPair(), 0);
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}

		Key copy() {
			return new Key(this.id, this.rpId, this.userHandle, this.pair, this.counter);
		}

		byte[] sign(byte[] data) {
			try {
				Signature signature = Signature.getInstance("SHA256withECDSA");
				signature.initSign(this.pair.getPrivate());
				signature.update(data);
				return signature.sign();
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}

		/**
		 * COSE_Key in CBOR: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}.
		 */
		byte[] cose() {
			ECPublicKey key = (ECPublicKey) this.pair.getPublic();
			return bytes(new byte[] { (byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20 },
					coordinate(key.getW().getAffineX()), new byte[] { 0x22, 0x58, 0x20 },
					coordinate(key.getW().getAffineY()));
		}

		private static byte[] coordinate(BigInteger value) {
			byte[] padded = new byte[32];
			byte[] bytes = value.toByteArray();
			int length = Math.min(bytes.length, padded.length);
			System.arraycopy(bytes, bytes.length - length, padded, padded.length - length, length);
			return padded;
		}

	}

}
