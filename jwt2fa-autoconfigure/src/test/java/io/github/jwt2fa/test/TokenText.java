package io.github.jwt2fa.test;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import tools.jackson.databind.json.JsonMapper;

/**
 * The text of a token, read without a look at its signature, or written by whoever has
 * the secret key of a {@link TestApplication}.
 */
public final class TokenText {

	private static final JsonMapper JSON = new JsonMapper();

	private TokenText() {
	}

	public static Map<String, Object> headerOf(String token) {
		return part(token, 0);
	}

	public static Map<String, Object> claimsOf(String token) {
		return part(token, 1);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> part(String token, int index) {
		return JSON.readValue(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]), Map.class);
	}

	/**
	 * A token as other software with the same key would write it.
	 */
	public static String signed(Map<String, Object> claims) {
		String input = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
				+ base64(JSON.writeValueAsBytes(claims));
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(TestApplication.SECRET_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
