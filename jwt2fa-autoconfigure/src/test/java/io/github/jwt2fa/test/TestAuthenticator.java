package io.github.jwt2fa.test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import tools.jackson.databind.json.JsonMapper;

/**
 * A browser and a device with one passkey, in plain JCA: it shares no code with what
 * checks it, and does whatever a test wants it to do wrong, which the kit's device can't.
 * Options go in as they came, and the text of {@code PublicKeyCredential.toJSON()} comes
 * out.
 */
public final class TestAuthenticator {

	/**
	 * How it signs.
	 */
	public enum Algorithm {

		EDDSA, ES256, RS256

	}

	private static final JsonMapper JSON = new JsonMapper();

	/** The bytes of a key on the curve. */
	private static final int ED25519 = 32;

	private static final int ED448 = 57;

	private final Algorithm algorithm;

	private final KeyPair keys;

	private final Map<String, Object> clientData = new LinkedHashMap<>();

	private byte[] id = PasskeyKey.bytes(UUID.randomUUID());

	private String origin;

	private String domain = "";

	private String rpId;

	private String userHandle;

	private int flags = PasskeyKey.USER_PRESENT | PasskeyKey.USER_VERIFIED;

	private long counter;

	private boolean counts = true;

	private byte[] behindTheKey = {};

	/**
	 * A device that signs by ES256.
	 * @param origin the page
	 */
	public TestAuthenticator(String origin) {
		this(origin, Algorithm.ES256);
	}

	public TestAuthenticator(String origin, Algorithm algorithm) {
		this(origin, algorithm, keys(algorithm));
	}

	/**
	 * A device with a key of the test's.
	 */
	public TestAuthenticator(String origin, Algorithm algorithm, KeyPair keys) {
		this.origin = origin;
		this.algorithm = algorithm;
		this.keys = keys;
	}

	private static KeyPair keys(Algorithm algorithm) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance(switch (algorithm) {
				case EDDSA -> "Ed25519";
				case ES256 -> "EC";
				case RS256 -> "RSA";
			});
			if (algorithm == Algorithm.ES256) {
				generator.initialize(new ECGenParameterSpec("secp256r1"));
			}
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Sets the id of its credential.
	 */
	public TestAuthenticator id(byte[] bytes) {
		this.id = bytes.clone();
		return this;
	}

	public String id() {
		return base64(this.id);
	}

	/**
	 * Sets the page that it is used by.
	 */
	public TestAuthenticator origin(String page) {
		this.origin = page;
		return this;
	}

	/**
	 * Sets the domain that it signs for, whatever it is asked.
	 */
	public TestAuthenticator rpId(String domain) {
		this.rpId = domain;
		return this;
	}

	/**
	 * Sets whom it takes for its user, or {@code null} to leave that out.
	 */
	public TestAuthenticator userHandle(String handle) {
		this.userHandle = handle;
		return this;
	}

	public String userHandle() {
		return this.userHandle;
	}

	public TestAuthenticator userPresent(boolean present) {
		return flag(PasskeyKey.USER_PRESENT, present);
	}

	public TestAuthenticator userVerified(boolean verified) {
		return flag(PasskeyKey.USER_VERIFIED, verified);
	}

	public TestAuthenticator backupEligible(boolean eligible) {
		return flag(PasskeyKey.BACKUP_ELIGIBLE, eligible);
	}

	public TestAuthenticator backedUp(boolean backedUp) {
		return flag(PasskeyKey.BACKED_UP, backedUp);
	}

	private TestAuthenticator flag(int flag, boolean set) {
		this.flags = set ? this.flags | flag : this.flags & ~flag;
		return this;
	}

	/**
	 * Sets how many signatures it has made.
	 */
	public TestAuthenticator counter(long signatures) {
		this.counter = signatures;
		return this;
	}

	/**
	 * Sets whether it counts its signatures, or says the same number each time: 0 if it
	 * never counted.
	 */
	public TestAuthenticator counting(boolean counted) {
		this.counts = counted;
		return this;
	}

	/**
	 * Sets a member of what the browser says.
	 */
	public TestAuthenticator clientData(String member, Object value) {
		this.clientData.put(member, value);
		return this;
	}

	/**
	 * Adds bytes behind the public key.
	 */
	public TestAuthenticator behindTheKey(byte... bytes) {
		this.behindTheKey = bytes;
		return this;
	}

	/**
	 * Makes its passkey.
	 * @param publicKey the options
	 */
	public String create(Map<String, ?> publicKey) {
		return json(created(publicKey));
	}

	/**
	 * The same as it can be changed by a test.
	 */
	@SuppressWarnings("unchecked")
	public Map<String, Object> created(Map<String, ?> publicKey) {
		this.userHandle = (String) ((Map<String, ?>) publicKey.get("user")).get("id");
		this.domain = (String) ((Map<String, ?>) publicKey.get("rp")).get("id");
		return PasskeyKey.created(this.id, clientDataJson("webauthn.create", publicKey), attestationObject());
	}

	/**
	 * Shows its passkey.
	 * @param publicKey the options
	 */
	public String get(Map<String, ?> publicKey) {
		return json(shown(publicKey));
	}

	/**
	 * The same as it can be changed by a test.
	 */
	public Map<String, Object> shown(Map<String, ?> publicKey) {
		byte[] clientDataJson = clientDataJson("webauthn.get", publicKey);
		this.counter += this.counts ? 1 : 0;
		byte[] authenticatorData = authenticatorData((String) publicKey.get("rpId"), 0);
		String algorithm = switch (this.algorithm) {
			case EDDSA -> "Ed25519";
			case ES256 -> "SHA256withECDSA";
			case RS256 -> "SHA256withRSA";
		};
		byte[] signature = PasskeyKey.sign(algorithm, this.keys.getPrivate(), authenticatorData, clientDataJson);
		return PasskeyKey.shown(this.id, clientDataJson, authenticatorData, signature, this.userHandle);
	}

	public static String json(Object value) {
		return JSON.writeValueAsString(value);
	}

	public static String base64(byte[] bytes) {
		return PasskeyKey.base64(bytes);
	}

	private byte[] clientDataJson(String type, Map<String, ?> publicKey) {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("type", type);
		data.put("challenge", publicKey.get("challenge"));
		data.put("origin", this.origin);
		data.put("crossOrigin", false);
		data.putAll(this.clientData);
		return JSON.writeValueAsBytes(data);
	}

	private byte[] authenticatorData(String asked, int moreFlags) {
		return PasskeyKey.authenticatorData((this.rpId != null) ? this.rpId : asked, this.flags | moreFlags,
				(int) this.counter);
	}

	private byte[] attestationObject() {
		ByteArrayOutputStream data = new ByteArrayOutputStream();
		data.writeBytes(PasskeyKey.attested(authenticatorData(this.domain, PasskeyKey.ATTESTED), this.id, coseKey()));
		data.writeBytes(this.behindTheKey);
		return Cbor.map("fmt", "none", "attStmt", Map.of(), "authData", data.toByteArray());
	}

	/**
	 * Its public key as COSE_Key.
	 */
	public byte[] coseKey() {
		if (this.keys.getPublic() instanceof ECPublicKey ec) {
			int size = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
			return Cbor.map(1, 2, 3, -7, -1, (size == 32) ? 1 : 2, -2, PasskeyKey.fixed(ec.getW().getAffineX(), size),
					-3, PasskeyKey.fixed(ec.getW().getAffineY(), size));
		}
		if (this.keys.getPublic() instanceof RSAPublicKey rsa) {
			return Cbor.map(1, 3, 3, -257, -1,
					PasskeyKey.fixed(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8), -2,
					new byte[] { 1, 0, 1 });
		}
		byte[] encoded = this.keys.getPublic().getEncoded();
		int size = (encoded.length > ED448) ? ED448 : ED25519;
		return Cbor.map(1, 1, 3, -8, -1, (size == ED25519) ? 6 : 7, -2,
				Arrays.copyOfRange(encoded, encoded.length - size, encoded.length));
	}

	/**
	 * As much of CBOR as it takes
	 * (<a href="https://www.rfc-editor.org/rfc/rfc8949#section-3">RFC 8949, section
	 * 3</a>).
	 */
	private static final class Cbor {

		private static final int UNSIGNED = 0;

		private static final int NEGATIVE = 1;

		private static final int BYTES = 2;

		private static final int TEXT = 3;

		private static final int MAP = 5;

		private static byte[] map(Object... namesAndValues) {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			head(out, MAP, namesAndValues.length / 2);
			for (Object each : namesAndValues) {
				write(out, each);
			}
			return out.toByteArray();
		}

		private static void write(ByteArrayOutputStream out, Object value) {
			if (value instanceof Integer number) {
				head(out, (number < 0) ? NEGATIVE : UNSIGNED, (number < 0) ? -1 - number : number);
			}
			else if (value instanceof byte[] bytes) {
				head(out, BYTES, bytes.length);
				out.writeBytes(bytes);
			}
			else if (value instanceof String text) {
				head(out, TEXT, text.length());
				out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
			}
			else {
				head(out, MAP, 0);
			}
		}

		private static void head(ByteArrayOutputStream out, int type, int length) {
			if (length < 24) {
				out.write(type << 5 | length);
			}
			else if (length < 256) {
				out.write(type << 5 | 24);
				out.write(length);
			}
			else {
				out.write(type << 5 | 25);
				out.write(length >> Byte.SIZE);
				out.write(length);
			}
		}

	}

}
