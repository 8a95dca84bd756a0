package io.github.jwt2fa.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

import org.springframework.util.Assert;

/**
 * The name of a record in a {@link StateStore}. Keys are compared byte by byte.
 *
 * @param kind what the record is about, such as {@code code-token}; lower-case letters
 * and dashes. A bounded store bounds each kind by itself, so that a flood of one starves
 * no other
 * @param id which record of its kind; no personal data in clear, at most 64 URL-safe
 * characters
 */
public record StateKey(String kind, String id) {

	public StateKey {
		Assert.hasText(kind, "A state key needs a kind");
		Assert.hasText(id, "A state key needs an id");
	}

	/**
	 * The key of something that must not stand in a store in clear, such as a user's id
	 * or an address.
	 * @param kind what the record is about
	 * @param text what names the record
	 * @return a key with 128 bits of the text's SHA-256
	 */
	public static StateKey hashed(String kind, String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return new StateKey(kind,
					Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has to offer SHA-256", ex);
		}
	}

}
