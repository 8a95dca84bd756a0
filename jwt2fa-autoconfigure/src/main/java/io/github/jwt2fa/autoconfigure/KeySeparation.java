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

	private static final String CODE_TOKEN = "code-token-secret-key";

	private static final String EXTENSION = "code-extension-secret";

	private static final String SIGNING = "token.signing-key";

	private static final String VERIFYING = "token.verifying-keys";

	private static final String TOTP = "totp-encryption-key";

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
		Map<String, String> known = new LinkedHashMap<>();
		known.put(hex(String.valueOf(properties.secretKey())), "secret-key");
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

	private static void requireNew(Map<String, String> known, String property, String secret) {
		requireOther(known, property, hex(secret));
		known.put(hex(secret), property);
	}

	private static void requireOther(Map<String, String> known, String property, String key) {
		String same = known.get(key);
		PropertyRules.require(same == null, property,
				"is the same as jwt2fa." + same + ": each key is for one purpose alone");
	}

	private static String hex(String text) {
		return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Refuses a key that nobody made at random.
	 */
	static void requireVaried(String property, byte[] key) {
		long different = Arrays.stream(HexFormat.of().formatHex(key).split("(?<=\\G..)")).distinct().count();
		PropertyRules.require(different >= MIN_DIFFERENT_BYTES, property, "holds a key of fewer than "
				+ MIN_DIFFERENT_BYTES + " different bytes, which was not made at random and can be guessed");
	}

}
