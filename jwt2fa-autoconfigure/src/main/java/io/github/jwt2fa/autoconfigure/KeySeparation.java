package io.github.jwt2fa.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.jwt2fa.jws.KeyReader;

/**
 * Each key is for one purpose: what is signed under one must mean nothing under another,
 * and who learns one must not have another.
 */
final class KeySeparation {

	private static final Property CODE_TOKEN = Property.CODE_TOKEN_SECRET_KEY;

	private static final Property EXTENSION = Property.CODE_EXTENSION_SECRET;

	private static final Property SIGNING = Property.TOKEN_SIGNING_KEY;

	private static final Property VERIFYING = Property.TOKEN_VERIFYING_KEYS;

	private static final Property TOTP = Property.TOTP_ENCRYPTION_KEY;

	private static final int MIN_DIFFERENT_BYTES = 10;

	private KeySeparation() {
	}

	/**
	 * Refuses keys that are the same. The secret key itself may sign auth tokens, as it
	 * does by default.
	 * @param properties the properties, each by itself as it has to be
	 * @param codeTokenKey the key of code tokens, be it derived
	 * @param totpKeys the keys of TOTP secrets
	 * @param reader reads the keys of auth tokens
	 */
	static void require(Jwt2faProperties properties, byte[] codeTokenKey, List<byte[]> totpKeys, KeyReader reader) {
		Map<String, Property> known = new LinkedHashMap<>();
		known.put(hex(String.valueOf(properties.secretKey())), Property.SECRET_KEY);
		if (properties.codeTokenSecretKey() != null) {
			requireNew(known, CODE_TOKEN, properties.codeTokenSecretKey());
		}
		else {
			known.put(HexFormat.of().formatHex(codeTokenKey), CODE_TOKEN);
		}
		if (properties.codeExtensionSecret() != null) {
			requireNew(known, EXTENSION, properties.codeExtensionSecret());
		}
		if (!properties.totpEncryptionKey().isEmpty()) {
			properties.totpEncryptionKey().forEach((text) -> requireOther(known, TOTP, hex(text.strip())));
			totpKeys.forEach((key) -> requireOther(known, TOTP, HexFormat.of().formatHex(key)));
			totpKeys.forEach((key) -> known.put(HexFormat.of().formatHex(key), TOTP));
			properties.totpEncryptionKey().forEach((text) -> known.put(hex(text.strip()), TOTP));
		}
		known.remove(hex(String.valueOf(properties.secretKey())));
		properties.token().verifyingKeys().forEach((key) -> requireOther(known, VERIFYING, hex(reader.text(key))));
		if (properties.token().signingKey() != null) {
			requireOther(known, SIGNING, hex(reader.text(properties.token().signingKey())));
		}
	}

	private static void requireNew(Map<String, Property> known, Property property, String secret) {
		requireOther(known, property, hex(secret));
		known.put(hex(secret), property);
	}

	private static void requireOther(Map<String, Property> known, Property property, String key) {
		Property same = known.get(key);
		property.require(same == null, "is the same as " + same + ": each key is for one purpose alone");
	}

	private static String hex(String text) {
		return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Refuses a key that nobody made at random.
	 */
	static void requireVaried(Property property, byte[] key) {
		long different = Arrays.stream(HexFormat.of().formatHex(key).split("(?<=\\G..)")).distinct().count();
		property.require(different >= MIN_DIFFERENT_BYTES, "holds a key of fewer than " + MIN_DIFFERENT_BYTES
				+ " different bytes, which was not made at random and can be guessed");
	}

}
